import type {
  Case, CaseEvent, Command, Device, DeviceRow, Diagnosis, Knowledge, ProbeResult, Report,
} from "../src/api/types";

export function row(change: Partial<DeviceRow> = {}): DeviceRow {
  return {
    id: "sp-1", tenant: "acme", model: "One", state: "online", since_ms: 1000,
    last_seen_ms: 2000, firmware: "1.0", slot: "A", agent: "0.1", boot_id: "b",
    knowledge_hash: "k", session_open: false, diagnosis: null,
    signal_dbm: -50, ...change,
  };
}

export function result(change: Partial<ProbeResult> = {}): ProbeResult {
  return {
    probe_id: "wifi.link", outcome: "passed", reason: null, summary: "fine",
    measurements: [{ name: "signal", value: -50, unit: "dBm", sigma: null }],
    findings: [], started_monotonic_ms: 10, duration_ms: 20, ...change,
  };
}

export function diagnosis(change: Partial<Diagnosis> = {}): Diagnosis {
  return {
    status: "fault", not_measured: [], probes_run: ["audio.loop"],
    complaint: "", knowledge_hash: "k", duration_ms: 900,
    rivals: [], would_change: null, surprise: 0, circumstances: [], faults: [{
      fault_id: "audio.mic_dead", code: "A4", probability: 0.9,
      evidence_for: [], evidence_against: [], remedy_ids: [],
    }], ...change,
  };
}

export function command(change: Partial<Command> = {}): Command {
  return {
    id: "c1", device: "sp-1", session: "s1", verb: "diagnose",
    operator: "Ann", reason: "no sound", created_ms: 5000, state: "running",
    refusal: null, detail: "", steps: [], probe_count: 3,
    consent_until_ms: 0, results: [],
    diagnosis: null, remedy: null, measurements: null, events: null,
    audit: null, finished_ms: null, receipt: null, ...change,
  };
}

export function device(change: Partial<Device> = {}): Device {
  return {
    ...row(), probes: [], results: [], latest_diagnosis: null, session: null,
    active_command: null, reports: 0, dropped_reports: 0, ...change,
  };
}

export function report(change: Partial<Report> = {}): Report {
  return {
    id: 1, seq: 1, outbox: "o", trigger: "periodic", received_ms: 7000,
    wall_ms: 7000, clock_trusted: true, firmware: "1.0", agent: "0.1",
    results: [result()], diagnosis: null, connection: [], cost: null, ...change,
  };
}

export function knowledge(): Knowledge {
  return {
    hash: "k", version: 1, gates: [{
      id: "mics", ladder: "audio", probe_id: "audio.loop",
      title: { en: "Microphones", zh: "麦克风" },
      why: { en: "tells a dead microphone from a mute speaker",
        zh: "区分麦克风损坏和扬声器静音" },
    }],
    faults: [{
      id: "audio.mic_dead", code: "A4", layer: "audio",
      component: "microphone", severity: "s2",
      title: { en: "A microphone is dead", zh: "有麦克风损坏" },
      owner: { en: "One microphone does not work.", zh: "有一个麦克风不工作。" },
      expert: { en: "No tone in channel.", zh: "该声道没有测试音。" },
      remedy_ids: ["replace"],
    }],
    findings: [{
      id: "audio.mic_silent", probe_id: "audio.loop",
      title: { en: "A microphone is silent", zh: "有麦克风没有声音" },
    }],
    remedies: [{
      id: "replace", actor: "support", title: { en: "Replace", zh: "换货" },
      owner: { en: "We send a new one.", zh: "我们会寄出新的音箱。" },
      confirming_probe: "audio.loop", consent_class: "test",
      reversible: false,
    }],
  };
}

export function caseOf(change: Partial<Case> = {}): Case {
  return {
    id: 7, device: "sp-1", model: "One", firmware: "1.0", origin: "alarm",
    opened_by: null, complaint: "", state: "routed",
    fault_id: "audio.mic_dead", severity: "s2", skill: "audio", level: "l2",
    assignee: null, remedy_id: null, opened_ms: 1000, named_ms: 1000,
    responded_ms: null, advised_ms: null, confirmed_ms: null, closed_ms: null,
    sessions: 0, returns: 0, confirmed_by: null, outcome: null,
    closed_by: null, stars: null, ...change,
  };
}

export function caseEvent(
  kind: CaseEvent["kind"], data: CaseEvent["data"],
): CaseEvent {
  return { id: 1, at_ms: 1000, kind, data };
}
