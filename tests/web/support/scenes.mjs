// How a diagnosis goes, told step by step: what the device would answer.
import { deadMicrophone, results, speaker } from "./world.mjs";

const texts = {
  "audio.loop": "playing the tone", "wifi.link": "asking the driver",
  "network.gateway": "asking the gateway",
};

export function step(probe_id, why_id, fraction = 0) {
  return { probe_id, why_id, fraction, text: texts[probe_id],
    result: fraction === 1 ? results[probe_id] : null };
}

/// The session opens and the first of four tests is half done.
export function begin(cloud, command) {
  const session = cloud.world.openSession(command.operator, command.reason);
  cloud.push("session", speaker, session);
  const running = { ...command, state: "running", probe_count: 4, steps: [
    step("audio.loop", "sound", 0.45)] };
  cloud.pushCommand(running);
  return running;
}

/// Two tests are done, the third runs.
export function proceed(cloud, command) {
  const further = { ...command, steps: [
    step("audio.loop", "sound", 1), step("wifi.link", "wifi", 1),
    step("network.gateway", "gateway", 0.6)] };
  cloud.pushCommand(further);
  return further;
}

/// The fault is named.
export function conclude(cloud, command) {
  const { world } = cloud;
  const steps = command.steps.map((one) => step(one.probe_id, one.why_id, 1));
  const finished = Date.now();
  const done = { ...command, state: "succeeded", steps, finished_ms: finished,
    results: steps.map((one) => one.result), diagnosis: deadMicrophone(),
    receipt: { outbox: "o1", seq: 42, at_ms: finished } };
  world.known = { results: Object.keys(results),
    diagnosis: deadMicrophone(), atMs: finished };
  world.change(speaker, { diagnosis: { status: "fault",
    fault_id: "audio.mic_dead", probability: 0.92, at_ms: finished } });
  cloud.pushCommand(done);
  cloud.pushDevice(speaker);
  return done;
}

/// A single test ends well.
export function pass(cloud, command) {
  const again = { ...results["audio.loop"], outcome: "passed", findings: [],
    summary: "all 2 microphones hear the tone",
    started_monotonic_ms: 99_000 };
  cloud.pushCommand({ ...command, state: "succeeded", probe_count: 1,
    steps: [{ probe_id: "audio.loop", why_id: "", fraction: 1, text: "",
      result: again }],
    results: [again], finished_ms: Date.now() });
}

export function refuse(cloud, command, refusal) {
  const done = { ...command, state: "refused", refusal,
    finished_ms: Date.now() };
  cloud.pushCommand(done);
  return done;
}
