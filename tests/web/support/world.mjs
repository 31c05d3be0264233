// A small fleet as the cloud would tell of it, with one speaker whose second
// microphone is dead. Times are relative to now, as a support agent sees them.
import { readFileSync } from "node:fs";
import { changeCase, kpiOf, raiseCase } from "./cases.mjs";

const minuteMs = 60_000;
const knowledge = JSON.parse(
  readFileSync(new URL("knowledge.json", import.meta.url), "utf8"));

const titles = {
  "wifi.link": ["Wi-Fi link", 1, false],
  "network.address": ["IP address and route", 1, false],
  "network.gateway": ["Gateway", 2, false],
  "network.dns": ["Name lookup", 3, false],
  "network.internet": ["Internet", 4, false],
  "audio.loop": ["Loudspeaker and microphones", 4, true],
  "audio.sweep": ["Acoustic self-test", 8, true],
  "firmware.storage": ["Storage", 1, false],
  "system.memory": ["Memory", 1, false],
};

export const results = {
  "wifi.link": result("wifi.link", "passed", "associated", [
    ["signal", -57, "dBm"], ["retries", 6.2, "%"],
    ["tx_bitrate", 433.3, "Mbit/s"], ["beacon_losses", 2, "count"],
  ], [["wifi.weak_signal", "absent", "-57 dBm, limit -75 dBm"]]),
  "network.gateway": result("network.gateway", "passed",
    "the gateway answers", [["rtt", 3.4, "ms"], ["loss", 0, "%"]],
    [["network.gateway_no_answer", "absent", "5 of 5 answers"]]),
  "network.dns": result("network.dns", "passed", "both servers answer",
    [["servers", 2, "count"], ["server1", 18.2, "ms"],
      ["server2", 21.7, "ms"]],
    [["network.dns_no_answer", "absent", "2 of 2 answer"]]),
  "audio.loop": result("audio.loop", "failed",
    "microphone 2 does not hear the tone", [
      ["volume", 60, "%"], ["tone_level", -21.3, "dBFS", 0.2],
      ["thd", 0.41, "%", 0.03], ["mic1_level", -21.3, "dBFS", 0.2],
      ["mic2_level", -93.1, "dBFS"], ["mic1_noise", -71, "dBFS"],
      ["mic2_noise", -93.4, "dBFS"],
    ], [
      ["audio.mic_silent", "present",
        "mic 2: -93.1 dBFS, 71.8 dB under the median"],
      ["audio.no_output", "absent", "1 of 2 microphones hears the tone"],
      ["audio.distorted", "absent", "THD 0.41 %, limit 3 %"],
    ]),
  "system.memory": result("system.memory", "passed", "enough memory",
    [["available", 61.2, "%"], ["total", 512_000_000, "bytes"]], []),
};

export function result(
  probe_id, outcome, summary, measurements = [], findings = [],
) {
  return {
    probe_id, outcome, reason: null, summary,
    measurements: measurements.map(([name, value, unit, sigma]) =>
      ({ name, value, unit, sigma: sigma ?? null })),
    findings: findings.map(([id, presence, evidence]) =>
      ({ id, presence, evidence })),
    started_monotonic_ms: probe_id.length * 1000,
    duration_ms: 800 + probe_id.length * 100,
  };
}

/// What most diagnoses tell besides.
export const plain = { rivals: [], would_change: null, surprise: 0,
  circumstances: [] };

export function deadMicrophone() {
  const [silent, heard, clean] = results["audio.loop"].findings;
  return {
    status: "fault", complaint: "does_not_hear_me",
    faults: [{
      fault_id: "audio.mic_dead", code: "A12", probability: 0.92,
      evidence_for: [silent], evidence_against: [],
      remedy_ids: ["clean_microphones", "check_microphones"],
    }, {
      fault_id: "audio.no_output", code: "A02", probability: 0.05,
      evidence_for: [], evidence_against: [heard, clean],
      remedy_ids: ["restart_for_sound"],
    }],
    not_measured: ["network.internet"],
    probes_run: ["audio.loop", "wifi.link", "network.gateway"],
    knowledge_hash: knowledge.hash, duration_ms: 7400, ...plain,
    rivals: [{ fault_id: "wifi.weak_signal", probability: 0.02 }],
    would_change: "network.internet",
  };
}

function row(id, change) {
  const now = Date.now();
  return {
    id, tenant: "acme", model: "Aria 2", state: "online",
    since_ms: now - 190 * minuteMs, last_seen_ms: now - 20_000,
    firmware: "4.2.1", slot: "A", agent: "0.1.0", boot_id: `boot-${id}`,
    knowledge_hash: knowledge.hash, session_open: false,
    diagnosis: { status: "no_fault", fault_id: null, probability: null,
      at_ms: now - 4 * minuteMs },
    signal_dbm: -57, ...change,
  };
}

function fleet() {
  const at_ms = Date.now() - 12 * minuteMs;
  const fault = (fault_id, probability) =>
    ({ status: "fault", fault_id, probability, at_ms });
  const rows = [
    row("aria-kitchen-0142", {}),
    row("aria-bedroom-0077", { diagnosis: fault("net.dns_failing", 0.81),
      signal_dbm: -63 }),
    row("aria-attic-0311", { diagnosis: fault("wifi.weak_signal", 0.85),
      signal_dbm: -81, firmware: "4.1.9" }),
    row("mini-hall-0009", { model: "Mini", state: "offline", signal_dbm: null,
      since_ms: Date.now() - 47 * minuteMs, last_seen_ms: at_ms }),
    row("mini-shop-0020", { model: "Mini", state: "stopped",
      since_ms: Date.now() - 26 * 60 * minuteMs, diagnosis: null,
      signal_dbm: null }),
    row("aria-lab-0500", { firmware: "4.3.0-rc1", diagnosis: { status:
      "unknown_fault", fault_id: null, probability: null, at_ms } }),
  ];
  return new Map(rows.map((one) => [one.id, one]));
}

export const speaker = "aria-kitchen-0142";

export class World {
  knowledge = knowledge;
  commands = new Map();
  rows = fleet();
  session = null;
  known = { results: ["wifi.link", "network.gateway", "system.memory"],
    diagnosis: null, atMs: Date.now() - 4 * minuteMs };
  /// What the sweep test last said; null where it never ran.
  sound = null;
  soundReports = [];
  /// What the newest report tells of the connection.
  connection = [];
  /// Results in place of the usual ones, by probe.
  found = {};
  /// Further newest results, and what further the n-th newest report tells.
  more = [];
  moreOf = () => [];
  starts = [];
  /// {record, events} by id.
  cases = new Map();
  approvals = new Map();
  bundles = [];
  audit = { first: 0, last: 0, unread: [], broken_at: 0, problem: null,
    lines: [] };
  kpi = () => kpiOf(this.cases);
  raiseCase = (change, events) => raiseCase(this.cases, change, events);
  changeCase = (id, act, body, who) =>
    changeCase(this.cases, id, act, body, who);
  #count = 0;

  ids() {
    return [...this.rows.keys()];
  }

  row(id) {
    return this.rows.get(id);
  }

  change(id, change) {
    this.rows.set(id, { ...this.rows.get(id), ...change });
  }

  device(id) {
    const home = id === speaker;
    return {
      ...this.rows.get(id),
      probes: Object.entries(titles).map(([probe, [title, seconds, loud]]) => ({
        id: probe, title, seconds, audible: loud, interrupts_playback: loud,
        airtime: probe.startsWith("network."),
        consent_class: loud ? "test" : "read",
        supported: probe !== "network.internet",
        unsupported_why:
          probe === "network.internet" ? "no address to ask" : "",
      })),
      results: home
        ? [...this.known.results.map((probe) =>
          ({ ...(this.found[probe] ?? results[probe]),
            at_ms: this.known.atMs })), this.sound, ...this.more]
          .filter(Boolean)
        : [],
      latest_diagnosis: home ? this.known.diagnosis : null,
      session: home ? this.session : null,
      active_command: this.commandsOf(id).find((one) =>
        one.finished_ms === null) ?? null,
      reports: home ? 41 : 3, dropped_reports: 0,
    };
  }

  reports(id) {
    if (id !== speaker) return [];
    return [...Array(24).keys()].map((n) => ({
      id: 41 - n, seq: 41 - n, outbox: "o1", trigger: "periodic",
      received_ms: Date.now() - (4 + n * 15) * minuteMs,
      wall_ms: Date.now() - (4 + n * 15) * minuteMs, clock_trusted: true,
      firmware: "4.2.1", agent: "0.1.0", diagnosis: null, connection: n === 0 ? this.connection : [],
      cost: null,
      results: [{ ...results["wifi.link"], measurements: [{ name: "signal",
        value: -57 - 6 * Math.sin(n / 3), unit: "dBm", sigma: null }] },
      this.soundReports[n], ...this.moreOf(n)].filter(Boolean),
    }));
  }

  timeline(id) {
    if (id !== speaker) return [];
    const at = (minutes) => Date.now() - minutes * minuteMs;
    return [
      [6, 4, "report", { id: 41, trigger: "periodic", failed: [] }],
      [5, 19, "report", { id: 40, trigger: "change",
        failed: ["network.gateway"] }],
      [4, 189, "report", { id: 39, trigger: "boot", failed: [] }],
      [3, 190, "online", {}],
      [2, 190, "boot", { boot_id: "boot-2", firmware: "4.2.1" }],
      [1, 203, "offline", {}],
    ].map(([event, minutes, kind, data]) =>
      ({ id: event, at_ms: at(minutes), kind, data }));
  }

  commandsOf(id) {
    return [...this.commands.values()].filter((one) => one.device === id)
      .sort((a, b) => b.created_ms - a.created_ms);
  }

  newCommand(id, body, operator) {
    const command = {
      id: `cmd-${++this.#count}`, device: id, session: "ses-1",
      verb: body.verb, operator, reason: body.reason ?? "",
      created_ms: Date.now() - 7400, state: "queued", refusal: null, detail: "",
      steps: [], probe_count: 0, consent_until_ms: 0, results: [],
      diagnosis: null, remedy: null, measurements: null, events: null, audit: null,
      finished_ms: null, receipt: null,
    };
    this.commands.set(command.id, command);
    return command;
  }

  /// Asked for, and not answered by the speaker yet.
  askSession(operator, reason) {
    this.session = { ...this.openSession(operator, reason), state: "opening",
      opened_ms: 0, ends_ms: 0 };
    return this.session;
  }

  openSession(operator, reason) {
    this.session = {
      id: "ses-1", device: speaker, operator, reason, state: "open",
      opened_ms: Date.now() - 5000, ends_ms: Date.now() + 15 * minuteMs,
      consent_until_ms: 0, refusal: null,
    };
    this.change(speaker, { session_open: true });
    return this.session;
  }
}
