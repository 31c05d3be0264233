// What the sweep test of a speaker with four microphones would answer.
import { speaker } from "./world.mjs";

const minuteMs = 60_000;
export const centres = [...Array(20).keys()]
  .map((band) => Math.round(1000 * 2 ** ((band - 7) / 3)));

function measurement(name, value, unit, sigma = null) {
  return { name, value: Number(value.toFixed(6)), unit, sigma };
}

/// A smooth, repeatable wobble, as a room gives.
function wobble(microphone, band) {
  return 0.4 * Math.sin(band * 1.3 + microphone) +
    0.2 * Math.sin(band * 3.1 + 2 * microphone);
}

function responses(microphones, blocked) {
  return microphones.flatMap((m) => centres.map((hz, band) => {
    const loss = m === blocked ? -12 / (1 + (2200 / hz) ** 2) : 0;
    return measurement(`response_mic${m}_${hz}hz`,
      wobble(m, band) + loss, "dB", 0.05 + 0.3 * (200 / hz));
  }));
}

function microphoneFigures(m, blocked) {
  return [
    measurement(`level_mic${m}`, m === blocked ? -5.6 : 0.1 * m, "dB", 0.04),
    measurement(`delay_mic${m}`, 0.2 * m - 0.4, "us", 0.11),
    measurement(`quiet_level_mic${m}`, -68.2 - m, "dBFS", 0.3),
    measurement(`hum_excess_mic${m}`, 2.1 + m, "dB", 0.9),
    measurement(`dc_mic${m}`, 0.0002 * m, "", 0.00001),
  ];
}

function common(baseline, wear) {
  return [
    measurement("level", -0.3 + wear, "dB", 0.05),
    measurement("treble_tilt", -0.4, "dB", 0.1),
    measurement("bass_tilt", 0.2, "dB", 0.2),
    ...(baseline ? [measurement("latency", 42.3, "ms", 0.006)] : []),
    measurement("clock_drift", 12, "ppm", 1.5),
    measurement("thd_1_khz", 0.82 - wear / 2, "%", 0.05),
    measurement("thd_floor_1_khz", 0.11, "%"),
    measurement("residual_crest", 12.1, "dB", 1),
    measurement("residual_over_noise", 3.4, "dB", 1),
  ];
}

/// `blocked` is the number of a microphone with a covered hole, 0 for none;
/// `wear` how much younger the speaker was.
export function sweepResult({
  microphones = [1, 2, 3, 4], blocked = 2, baseline = true, wear = 0, ...change
} = {}) {
  const found = blocked > 0;
  return {
    probe_id: "audio.sweep", outcome: found ? "failed" : "passed",
    reason: null,
    summary: found ? `microphone ${blocked} is muffled`
      : "speaker and microphones are as at the factory",
    measurements: [
      ...responses(microphones, blocked),
      ...(baseline ? [measurement("response_mask", 3, "dB")] : []),
      ...centres.slice(0, 16).map((hz, band) => measurement(`thd_${hz}hz`,
        0.6 + 3 * Math.exp(-band / 3) + 0.1 * Math.sin(band), "%",
        0.05 + 0.3 * Math.exp(-band / 2))),
      ...microphones.flatMap((m) => microphoneFigures(m, blocked)),
      ...common(baseline, wear),
    ],
    findings: [
      ...(found ? [{ id: "audio.mic_blocked", presence: "present",
        evidence: `mic ${blocked}: treble -9.8 dB, limit -6 dB` }] : []),
      { id: "audio.mic_dc", presence: "absent", evidence: "mic 1: 0.0002" },
      { id: "audio.hum", presence: "unknown",
        evidence: "mic 4: 6.1 dB, too noisy to judge" },
      { id: "audio.rub_buzz", presence: "unknown", evidence: "not judged" },
    ],
    started_monotonic_ms: 55_000, duration_ms: 6200, ...change,
  };
}

/// A test that came to nothing, though some of its numbers got through.
export function vainSweep(outcome, reason) {
  return sweepResult({ outcome, reason, findings: [],
    summary: "another program spoke", started_monotonic_ms: 77_000 });
}

/// Its newest result, and `earlier` good ones in the reports.
export function giveSound(world, result, earlier = 0) {
  world.sound = result && { ...result, at_ms: Date.now() - 3 * minuteMs };
  world.soundReports = [...Array(earlier).keys()].map((n) => sweepResult({
    blocked: 0, started_monotonic_ms: 1000 + n, wear: n / 12 }));
}

/// The test plays: the first of three tones is half done.
export function playHalf(cloud, command) {
  const running = { ...command, state: "running", probe_count: 1, steps: [{
    probe_id: "audio.sweep", why_id: "", fraction: 0.4,
    text: "playing sweep 1 of 3", result: null }] };
  cloud.pushCommand(running);
  return running;
}

export function playToEnd(cloud, command, result) {
  cloud.world.sound = { ...result, at_ms: Date.now() };
  cloud.pushCommand({ ...command, state: "succeeded", probe_count: 1,
    steps: [{ probe_id: "audio.sweep", why_id: "", fraction: 1, text: "",
      result }], results: [result], finished_ms: Date.now() });
}

export function openSession(cloud) {
  const session = cloud.world.openSession("Anna", "Case 4711");
  cloud.push("session", speaker, session);
  return session;
}
