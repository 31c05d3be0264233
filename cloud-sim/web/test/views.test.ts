import { describe, expect, it } from "vitest";
import { eventLine } from "../src/device/timeline";
import { measurementName } from "../src/i18n/measurements";
import { makeWords } from "../src/i18n/words";
import { parseRoute } from "../src/parts/router";
import { barsOf } from "../src/parts/status";
import { courseOf } from "../src/store/figures";
import { ownersText, resultLine, whyText } from "../src/store/knowledge";
import { nowView } from "../src/store/now";
import {
  command, device, diagnosis, knowledge, report, result,
} from "./samples";

const en = makeWords("en", "owner");
const zh = makeWords("zh", "owner");

describe("the diagnosis card", () => {
  it("says never before the first diagnosis", () => {
    expect(nowView(device(), null)).toEqual({ kind: "never", since: null });
  });

  it("shows a command from the click until its end", () => {
    expect(nowView(device(), command({ state: "queued" })).kind)
      .toBe("running");
  });

  it("shows the path that found the fault", () => {
    const done = command({ state: "succeeded", finished_ms: 9000,
      diagnosis: diagnosis() });

    const view = nowView(device({ latest_diagnosis: diagnosis() }), done);

    expect(view).toMatchObject({ kind: "known", path: done, since: null });
  });

  it("says why a command gave nothing, above what was known before", () => {
    const refused = command({ state: "refused", refusal: "consent_denied",
      finished_ms: 9000 });
    const known = device({ latest_diagnosis: diagnosis(), diagnosis: {
      status: "fault", fault_id: "audio.mic_dead", probability: 0.9,
      at_ms: 4000 } });

    expect(nowView(known, refused))
      .toMatchObject({ kind: "known", since: refused, path: null });
  });

  it("shows a single test that ran after the diagnosis", () => {
    const again = command({ verb: "run_probes", state: "succeeded",
      finished_ms: 9000, results: [result()] });
    const known = device({ latest_diagnosis: diagnosis(), diagnosis: {
      status: "fault", fault_id: "audio.mic_dead", probability: 0.9,
      at_ms: 4000 } });

    expect(nowView(known, again)).toMatchObject({ since: again, path: null });
  });

  it("shows a remedy that was applied after the diagnosis", () => {
    const applied = command({ verb: "apply_remedy", state: "succeeded",
      finished_ms: 9000, remedy: { remedy_id: "replace", fault_id: "",
        outcome: "healed", automatic: false, undone: false, detail: "",
        confirmed: [result({ outcome: "failed" }), result()] } });
    const known = device({ latest_diagnosis: diagnosis(), diagnosis: {
      status: "fault", fault_id: "audio.mic_dead", probability: 0.9,
      at_ms: 4000 } });

    expect(nowView(known, applied)).toMatchObject({ since: applied });
  });

  it("has words for every end of a remedy, in both languages", () => {
    for (const words of [en, zh]) {
      for (const say of Object.values(words.t.now.applied)) {
        expect(say("REMEDY")).toContain("REMEDY");
      }
    }
  });

  it("forgets a refusal once something newer is known", () => {
    const refused = command({ state: "refused", finished_ms: 3000 });
    const known = device({ latest_diagnosis: diagnosis(), diagnosis: {
      status: "fault", fault_id: "audio.mic_dead", probability: 0.9,
      at_ms: 4000 } });

    expect(nowView(known, refused)).toMatchObject({ since: null });
  });
});

describe("words", () => {
  it("say why a test runs, in the reader's language", () => {
    expect(whyText("mics", knowledge(), zh)).toBe("区分麦克风损坏和扬声器静音");
    expect(whyText("audio.mic_silent", knowledge(), en))
      .toBe("It answers: A microphone is silent");
    expect(whyText("", knowledge(), en)).toBe("Asked for by support");
  });

  it("do not show the device's English sentence to a Chinese reader", () => {
    const failed = result({ outcome: "failed", summary: "mic 2 is silent",
      findings: [{ id: "audio.mic_silent", presence: "present",
        evidence: "" }] });

    expect(resultLine(failed, knowledge(), en)).toBe("mic 2 is silent");
    expect(resultLine(failed, knowledge(), zh)).toBe("有麦克风没有声音");
  });

  it("tell the owner the fault and then the remedy", () => {
    expect(ownersText("audio.mic_dead", ["replace"], knowledge(), en))
      .toBe("One microphone does not work. We send a new one.");
  });

  it("count times and percentages as the language does", () => {
    expect(en.format.age(0, 4 * 60_000)).toBe("4 min ago");
    expect(zh.format.age(0, 4 * 60_000)).toBe("4分钟前");
    expect(en.format.age(5000, 0)).toBe("just now");
    expect(en.format.countdown(187_000)).toBe("3:07");
    expect(en.format.figure(-41.5678)).toBe("-41.6");
    expect(en.format.figure(0.000131)).toBe("0.0001");
    expect(en.format.sigma(0.2, -41.5678)).toBe("0.2");
    expect(en.format.sigma(0.00125, -41.5678)).toBe("");
    expect(en.format.percent(0.924)).toBe("92%");
  });

  it("name the edges of a forecast after what it is about", () => {
    expect(measurementName("disk_full_in_low", "en"))
      .toBe("Storage full in, at the earliest");
    expect(measurementName("disk_full_in_high", "zh"))
      .toBe("存储写满还有（最晚）");
    expect(measurementName("verified_rootfs_1", "en"))
      .toBe("Read without a fault, slot ROOTFS 1");
    expect(measurementName("verified_ago_b", "en"))
      .toBe("Judged before, slot B");
  });

  it("tell the timeline without raw data", () => {
    expect(eventLine({ id: 1, at_ms: 0, kind: "report", data: {
      id: 4, trigger: "boot", failed: ["audio.loop"] } }, null, en))
      .toBe("Report: after start · failed: Speaker and microphones");
    expect(eventLine({ id: 2, at_ms: 0, kind: "command", data: {
      verb: "diagnose", operator: "Ann", state: "refused" } }, null, zh))
      .toBe("诊断（Ann）：被拒绝");
  });
});

describe("small things", () => {
  it("bars follow the signal", () => {
    expect([-90, -80, -70, -60, -50].map(barsOf)).toEqual([0, 1, 2, 3, 4]);
  });

  it("a since address is an unknown page, not a crash", () => {
    expect(parseRoute("/devices/sp%201")).toEqual(
      { page: "device", id: "sp 1" });
    expect(parseRoute("/devices/%E0%A4%A")).toEqual({ page: "unknown" });
    expect(parseRoute("/nothing")).toEqual({ page: "unknown" });
  });

  it("a course runs from old to new and holds the latest value", () => {
    const reports = [report({ received_ms: 20 }), report({ received_ms: 10 })];

    const course = courseOf(reports, "wifi.link", "signal", { atMs: 30,
      measurement: { name: "signal", value: -70, unit: "dBm", sigma: null } });

    expect(course).toEqual(
      { atMs: [10, 20, 30], values: [-50, -50, -70] });
  });
});
