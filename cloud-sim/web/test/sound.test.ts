import { describe, expect, it } from "vitest";
import { playHindrance } from "../src/device/sound/play";
import {
  columnsOf, frequenciesOf, outside, responseSpan, thdSpan, type Line,
} from "../src/device/sound/lines";
import { makeWords } from "../src/i18n/words";
import { byLayer } from "../src/store/figures";
import {
  evidenceByMicrophone, responsesToDraw, soundOf, soundView,
} from "../src/store/sound";
import { soundName } from "../src/store/sound_names";
import type { ProbeResult } from "../src/api/types";
import { command, device, report, result } from "./samples";

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

  it("has no number of a test that could not tell", () => {
    expect(byLayer([{ ...sweep({ outcome: "inconclusive",
      measurements: [measured("level")] }), at_ms: 1 }])).toEqual([]);
  });
});

describe("the lines of a plot", () => {
  const line = (...points: [number, number, number | null][]): Line => ({
    id: 1, name: "one",
    points: points.map(([hz, value, sigma]) => ({ hz, value, sigma })) });

  it("have a gap where a third octave is missing or its sigma unknown", () => {
    const one = line([250, 1, 0.1], [1000, 2, null]);
    const hz = frequenciesOf([one, line([500, 0, null])]);

    expect(hz).toEqual([250, 500, 1000]);
    expect(columnsOf(one, hz, 3)).toEqual({ value: [1, null, 2],
      high: [1.3, null, null], low: [0.7, null, null] });
  });

  it("always show the whole healthy range", () => {
    expect(responseSpan([line([250, 0, null])], 6))
      .toEqual({ low: -8, high: 8 });
  });

  it("are not flattened by a dead microphone, which is told instead", () => {
    const dead = line([250, -200, null]);
    const span = responseSpan([dead], 3);

    expect(span).toEqual({ low: -40, high: 5 });
    expect(outside(dead, span)).toBe(true);
  });

  it("of a distortion that is not known do not fill the plot", () => {
    expect(thdSpan([line([250, 2, 1e9])]).high).toBeCloseTo(4.2);
    expect(thdSpan([])).toEqual({ low: 0, high: 1.05 });
  });
});

describe("why the test cannot be played", () => {
  const words = makeWords("en", "owner");
  const probe = { id: "audio.sweep", title: "", seconds: 8, audible: true,
    interrupts_playback: true, airtime: false, consent_class: "test",
    supported: true, unsupported_why: "" };
  const session = { id: "s", device: "sp-1", operator: "Ann", reason: "r",
    state: "open" as const, opened_ms: 1, ends_ms: 5000, consent_until_ms: 0,
    refusal: null };
  const ready = device({ probes: [probe], session });
  const kind = (change = {}, mayAct = true, running = false, nowMs = 1000) =>
    playHindrance({ ...ready, ...change },
      running ? command({ state: "queued" }) : null, mayAct, nowMs, words)
      ?.kind ?? null;

  it("is nothing while a session is open", () => {
    expect(kind()).toBeNull();
  });

  it("is the reader's role, the speaker's state, or another test", () => {
    expect(kind({ state: "offline" }, false)).toBe("viewer");
    expect(kind({ state: "offline" })).toBe("offline");
    expect(kind({ state: "stopped" })).toBe("stopped");
    expect(kind({}, true, true)).toBe("busy");
  });

  it("is a speaker that does not have the test, or cannot play it", () => {
    expect(kind({ probes: [] })).toBe("unsupported");
    expect(kind({ probes: [{ ...probe, supported: false }] }))
      .toBe("unsupported");
  });

  it("is a session that is not there, being opened or over", () => {
    expect(kind({ session: null })).toBe("noSession");
    expect(kind({ session: { ...session, state: "opening" } }))
      .toBe("opening");
    expect(kind({ session: { ...session, state: "refused" } }))
      .toBe("noSession");
    expect(kind({}, true, false, 6000)).toBe("noSession");
  });
});
