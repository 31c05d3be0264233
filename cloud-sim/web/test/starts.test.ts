import { describe, expect, it } from "vitest";
import type { Start } from "../src/api/types";
import { startText } from "../src/device/starts/strip";
import { makeWords } from "../src/i18n/words";
import { stepOf } from "../src/parts/steps";
import {
  dayMs, fittingSpan, nearest, stripOf, unreported,
} from "../src/store/starts";
import { device, result } from "./samples";

const nowMs = 100 * dayMs;

function start(daysAgo: number, change: Partial<Start> = {}): Start {
  const started_ms = nowMs - daysAgo * dayMs;
  return { boot_id: `boot-${daysAgo}`, started_ms, exact: true,
    reason: "orderly", firmware: "4.2", last_report_ms: started_ms + dayMs / 4,
    ...change };
}

describe("the strip of starts", () => {
  it("places each between its ends, oldest first", () => {
    const strip = stripOf([start(0.7), start(3.5), start(9)], "week", nowMs);

    expect(strip.marks.map((one) => one.share.toFixed(2)))
      .toEqual(["0.50", "0.90"]);
    expect(strip.toMs - strip.fromMs).toBe(7 * dayMs);
  });

  it("has a lane for each reason there is, worst first", () => {
    const strip = stripOf([start(1), start(2, { reason: "panic" }),
      start(3, { reason: "update" }), start(4)], "week", nowMs);

    expect(strip.lanes).toEqual([{ reason: "panic", count: 1 },
      { reason: "update", count: 1 }, { reason: "orderly", count: 2 }]);
  });

  it("takes a reason of a newer cloud for an unknown one", () => {
    const strip = stripOf([start(1, { reason: "meteor" as never })], "week",
      nowMs);

    expect(strip.lanes).toEqual([{ reason: "unknown", count: 1 }]);
  });

  it("shows a run that began before it from its edge on", () => {
    const strip = stripOf([start(8, { last_report_ms: nowMs - 3.5 * dayMs }),
      start(30)], "week", nowMs);

    expect(strip.marks).toEqual([]);
    expect(strip.runs).toEqual([{ from: 0, to: 0.5 }]);
  });

  it("is as long as the three newest starts need", () => {
    expect(fittingSpan([start(0.1), start(0.2), start(0.9), start(20)], nowMs))
      .toBe("day");
    expect(fittingSpan([start(0.1), start(2), start(3)], nowMs)).toBe("week");
    expect(fittingSpan([start(0.1), start(12)], nowMs)).toBe("month");
    expect(fittingSpan([start(31)], nowMs)).toBe("year");
    expect(fittingSpan([start(999)], nowMs)).toBe("year");
    expect(fittingSpan([], nowMs)).toBe("day");
  });
});

describe("reading a start", () => {
  const { marks } = stripOf([start(0.5, { boot_id: "late" }), start(3.5),
    start(3.5, { boot_id: "same" })], "week", nowMs);

  it("finds the nearest one, of two at one place the later", () => {
    expect(nearest(marks, 0)).toBe(1);
    expect(nearest(marks, 1)).toBe(2);
    expect(nearest([], 0.5)).toBeNull();
  });

  it("goes on by keys and stops at the ends", () => {
    expect(stepOf("ArrowRight", null, 2)).toBe(0);
    expect(stepOf("ArrowRight", 2, 2)).toBe(2);
    expect(stepOf("ArrowLeft", 0, 2)).toBe(0);
    expect(stepOf("End", null, 2)).toBe(2);
    expect(stepOf("Home", 2, 2)).toBe(0);
    expect(stepOf("Escape", 1, 2)).toBeNull();
    expect(stepOf("Tab", 1, 2)).toBeUndefined();
  });

  it("says in words when, why and with which firmware", () => {
    const text = (change: Partial<Start>, language: "en" | "zh") =>
      startText(stripOf([start(1, change)], "week", nowMs).marks[0]!,
        makeWords(language, "owner"));

    expect(text({ reason: "panic" }, "en"))
      .toMatch(/: System crash, firmware 4\.2$/);
    expect(text({ exact: false, firmware: "" }, "en"))
      .toMatch(/ at the latest: Restarted in order$/);
    expect(text({ reason: "brown_out" }, "zh"))
      .toMatch(/：供电电压过低，固件 4\.2$/);
  });
});

describe("starts that were too short to report", () => {
  const asked = (counted: number) => device({ results: [{ ...result({
    probe_id: "system.resets", measurements: [{ name: "starts_24h",
      value: counted, unit: "count", sigma: null }] }), at_ms: nowMs }] });

  it("are those that the speaker counted beyond the reported ones", () => {
    expect(unreported(asked(5), [start(0.2), start(0.9), start(2)])).toBe(3);
    expect(unreported(asked(1), [start(0.2), start(0.9)])).toBe(0);
    expect(unreported(device(), [start(0.2)])).toBe(0);
  });
});
