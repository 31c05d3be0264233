import { describe, expect, it } from "vitest";
import { byLayer } from "../src/store/figures";
import {
  evidenceByMicrophone, responsesToDraw, soundOf, soundView,
} from "../src/store/sound";
import { soundName } from "../src/store/sound_names";
import type { ProbeResult } from "../src/api/types";
import { report, result } from "./samples";

const measured = (name: string, value = 1, unit = "dB") =>
  ({ name, value, unit, sigma: 0.1 });

function sweep(change: Partial<ProbeResult> = {}): ProbeResult {
  return result({ probe_id: "audio.sweep", measurements: [], ...change });
}

describe("the names of the sweep's measurements", () => {
  it("are read as microphone and third octave", () => {
    expect(soundName("response_mic2_198hz"))
      .toEqual({ kind: "response", microphone: 2, hz: 198 });
    expect(soundName("response_mic12_16000hz"))
      .toEqual({ kind: "response", microphone: 12, hz: 16000 });
    expect(soundName("thd_630hz")).toEqual({ kind: "thd", hz: 630 });
  });

  it("are read as a number of one microphone", () => {
    expect(soundName("quiet_level_mic1")).toEqual(
      { kind: "microphone", microphone: 1, what: "quiet_level" });
    expect(soundName("dc_mic3")).toEqual(
      { kind: "microphone", microphone: 3, what: "dc" });
  });

  it.each(["response_mask", "thd_1_khz", "thd_floor_1_khz", "level",
    "response_mic0_250hz", "response_mic1_0hz", "response_mic1_250",
    "response_mic_250hz", "xthd_250hz", "thd_2.5hz", "mic1_level",
    "level_mic0", "level_mic1_more", "__proto__",
    `thd_${"9".repeat(30)}hz`, ""])("does not mistake %s", (name) => {
    expect(soundName(name)).toBeNull();
  });
});

describe("the sweep's result", () => {
  it("becomes curves by rising frequency", () => {
    const sound = soundOf(sweep({ measurements: [
      measured("response_mic2_1000hz", -3), measured("latency", 2, "ms"),
      measured("response_mic2_250hz", -1), measured("response_mask", 3),
      measured("response_mic1_250hz", 0.5), measured("thd_500hz", 2, "%"),
      measured("thd_250hz", 1, "%"), measured("level_mic1", -0.2)] }));

    expect(sound.toBaseline).toBe(true);
    expect(sound.mask).toBe(3);
    expect(sound.microphones.map((one) => one.number)).toEqual([1, 2]);
    expect(sound.microphones[1]?.response).toEqual([
      { hz: 250, value: -1, sigma: 0.1 }, { hz: 1000, value: -3, sigma: 0.1 }]);
    expect(sound.thd.map((one) => one.hz)).toEqual([250, 500]);
    expect(sound.microphones[0]?.figures.level?.value).toBe(-0.2);
  });

  it("claims no baseline where no latency was measured", () => {
    const sound = soundOf(sweep({ measurements: [
      measured("response_mic1_250hz"), measured("response_mic2_250hz")] }));

    expect(sound.toBaseline).toBe(false);
    expect(responsesToDraw(sound)).toHaveLength(2);
  });

  it("draws no lone microphone against itself", () => {
    const sound = soundOf(sweep({ measurements: [
      measured("response_mic1_250hz", 0), measured("level_mic2")] }));

    expect(responsesToDraw(sound)).toEqual([]);
  });

  it("is empty when nothing was measured", () => {
    expect(soundOf(sweep())).toEqual({ microphones: [], thd: [], mask: null,
      toBaseline: false, common: [] });
  });

  it("gives each finding to its microphone, and the rest to all", () => {
    const sound = soundOf(sweep({ findings: [
      { id: "audio.mic_blocked", presence: "present",
        evidence: "mic 2: -9 dB; mic 4: -8 dB" },
      { id: "audio.mic_dc", presence: "absent", evidence: "mic 1: 0" },
      { id: "audio.hum", presence: "unknown", evidence: "mic 1: noise" },
      { id: "audio.amp_clip", presence: "present", evidence: "THD 9 %" }] }));

    expect(sound.microphones.map((one) =>
      [one.number, one.findings.map((f) => [f.finding.id, f.evidence])]))
      .toEqual([[1, [["audio.hum", "noise"]]],
        [2, [["audio.mic_blocked", "-9 dB"]]],
        [4, [["audio.mic_blocked", "-8 dB"]]]]);
    expect(sound.common.map((one) => one.evidence)).toEqual(["THD 9 %"]);
  });

  it("keeps evidence that has a semicolon of its own", () => {
    expect([...evidenceByMicrophone("all; mic 1: a; b; mic 2: c")])
      .toEqual([[0, "all"], [1, "a; b"], [2, "c"]]);
  });
});

describe("which result is drawn", () => {
  const good = sweep({ outcome: "failed", summary: "good" });
  const vain = { ...sweep({ outcome: "inconclusive" }), at_ms: 9000 };

  it("is the newest", () => {
    const latest = { ...good, at_ms: 9000 };
    expect(soundView([latest], [])).toEqual({ latest, drawn: latest });
  });

  it("is an earlier one when the newest could not tell", () => {
    const reports = [
      report({ received_ms: 2000, results: [good] }),
      report({ received_ms: 4000, results: [good, result()] }),
      report({ received_ms: 6000, results: [vain] })];

    expect(soundView([vain], reports)).toMatchObject(
      { latest: vain, drawn: { summary: "good", at_ms: 4000 } });
  });

  it("is none before the first, or when none could tell", () => {
    expect(soundView([], [])).toEqual({ latest: null, drawn: null });
    expect(soundView([vain], [])).toEqual({ latest: vain, drawn: null });
  });
});

describe("the list of measurements", () => {
  it("leaves the curves to the sound card", () => {
    const latest = { ...sweep({ measurements: [measured("level"),
      measured("response_mic1_250hz"), measured("dc_mic1"),
      measured("thd_250hz"), measured("response_mask")] }), at_ms: 1 };

    expect(byLayer([latest])[0]?.results[0]?.measurements
      .map((one) => one.name)).toEqual(["level"]);
  });
});
