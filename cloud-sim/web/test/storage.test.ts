import { describe, expect, it } from "vitest";
import type { Measurement } from "../src/api/types";
import { forecastText } from "../src/device/storage/card";
import { outlookOf } from "../src/device/storage/outlook";
import { makeWords } from "../src/i18n/words";
import { flashLifeOf, forecastOf, spacesOf } from "../src/store/storage";
import { device, report, result } from "./samples";

const dayMs = 86_400_000;
const en = makeWords("en", "owner");

function measured(values: Record<string, number>): Measurement[] {
  return Object.entries(values).map(([name, value]) =>
    ({ name, value, unit: "%", sigma: null }));
}

function storage(values: Record<string, number>) {
  return result({ probe_id: "firmware.storage",
    measurements: measured(values) });
}

function told(values: Record<string, number>,
  trends: Record<string, number> = {}, evidence = "") {
  return device({ results: [{ ...storage(values), at_ms: 9 * dayMs },
    { ...result({ probe_id: "system.trends", measurements: measured(trends),
      findings: [{ id: "system.disk_fills", presence: "present", evidence }],
    }), at_ms: 9 * dayMs }] });
}

const band = { disk_full_in: 20, disk_full_in_low: 10, disk_full_in_high: 40 };

describe("free space", () => {
  it("is told of each place over time, the fullest first", () => {
    const reports = [5, 3].map((day) => report({ received_ms: day * dayMs,
      results: [storage({ available_data: 30 + day, available_root: 50 })] }));

    const spaces = spacesOf(told({ available_root: 50, available_data: 30 }),
      reports);

    expect(spaces.map((one) => [one.mount, one.latest]))
      .toEqual([["data", 30], ["root", 50]]);
    expect(spaces[0]?.course).toEqual({ atMs: [3, 5, 9].map((d) => d * dayMs),
      values: [33, 35, 30] });
    expect(spacesOf(device(), reports)).toEqual([]);
  });

  it("takes a forecast that names no place for the fullest one", () => {
    const spaces =
      spacesOf(told({ available_a: 50, available_b: 30 }, band), []);

    expect(spaces.map((one) => one.forecast)).toEqual([
      { days: 20, low: 10, high: 40 }, null]);
  });

  it("gives the forecast to the place that falls", () => {
    const spaces = spacesOf(told({ available_a: 50, available_b: 30 }, band,
      "a: falls 1.9 %/day, 50 % now"), []);

    expect(spaces.map((one) => [one.mount, one.forecast?.days]))
      .toEqual([["b", undefined], ["a", 20]]);
  });
});

describe("a forecast", () => {
  it("without a latest day may never come true", () => {
    expect(forecastOf(measured({ x: 3, x_low: 2 }), "x"))
      .toEqual({ days: 3, low: 2, high: null });
    expect(forecastOf(measured({ x_low: 2 }), "x")).toBeNull();
    expect(forecastOf(measured({ x: -1 }), "x")).toBeNull();
    expect(forecastOf(measured({ x: NaN }), "x")).toBeNull();
  });

  it("is said in whole days, with its doubt", () => {
    const text = (days: number, low: number, high: number | null) =>
      forecastText({ days, low, high }, en);

    expect(text(20.4, 0.2, 40)).toBe("Full in about 20 days (1 day to " +
      "40 days), if it goes on like this.");
    expect(text(20, 10, null)).toContain("10 days at the earliest, perhaps");
    expect(text(0, 0, 0)).toBe("Full by the speaker's own limit.");
    expect(text(900, 400, 2000)).toContain("2 years (13 months to 5 years)");
    expect(forecastText(null, en)).toContain("No forecast");
    expect(forecastText({ days: 20, low: 10, high: 40 },
      makeWords("zh", "owner"))).toMatch(/大约 20\s*天后写满/);
  });
});

describe("the picture of free space", () => {
  const course = { atMs: [0, 10 * dayMs], values: [40, 25] };

  it("goes on from the last value, straight down to full", () => {
    const outlook = outlookOf(course, { days: 20, low: 10, high: 40 });

    expect(outlook.atMs.map((ms) => ms / dayMs)).toEqual([0, 10, 20, 30, 50]);
    expect(outlook.past).toEqual([40, 25, null, null, null]);
    expect(outlook.likely).toEqual([null, 25, 15, 5, 5]);
    expect(outlook.soonest).toEqual([null, 25, 5, 5, 5]);
    expect(outlook.latest).toEqual([null, 25, 20, 15, 5]);
  });

  it("keeps the upper edge level where it may never fill up", () => {
    const outlook = outlookOf(course, { days: 20, low: 10, high: null });

    expect(outlook.atMs.map((ms) => ms / dayMs)).toEqual([0, 10, 20, 30, 50]);
    expect(outlook.latest).toEqual([null, 25, 25, 25, 25]);
  });

  it("looks not so far ahead that the past becomes a speck", () => {
    const outlook = outlookOf({ atMs: [0, dayMs], values: [90, 89] },
      { days: 300, low: 200, high: 900 });

    expect(outlook.atMs.map((ms) => ms / dayMs)).toEqual([0, 1, 15]);
    expect(outlook.likely[2]).toBeCloseTo(89 - 84 * 14 / 300);
  });

  it("is full already where there is less than the usual limit", () => {
    const outlook = outlookOf({ atMs: [0], values: [3] },
      { days: 0, low: 0, high: 0 });

    expect(outlook.likely).toEqual([3]);
    expect(outlookOf({ atMs: [], values: [] }, null).atMs).toEqual([]);
  });

  it("shows the past alone without a forecast", () => {
    expect(outlookOf(course, null)).toEqual({ atMs: course.atMs,
      past: course.values, likely: [null, null], soonest: [null, null],
      latest: [null, null] });
  });
});

describe("flash life", () => {
  const life = (used: number, earlier: number[] = []) => flashLifeOf(
    told({ flash_life_used: used }), earlier.map((value, place) =>
      report({ received_ms: (place + 1) * dayMs,
        results: [storage({ flash_life_used: value })] })));

  it("lies within the step that the chip tells", () => {
    expect(life(30)).toMatchObject({ low: 20, high: 30 });
    expect(life(10)).toMatchObject({ low: 0, high: 10 });
    expect(life(110)).toMatchObject({ low: 100, high: null });
    expect(flashLifeOf(told({}), [])).toBeNull();
  });

  it("is foreseen with its doubt", () => {
    expect(flashLifeOf(told({ flash_life_used: 30 },
      { flash_worn_in: 900, flash_worn_in_low: 400 }), [])?.forecast)
      .toEqual({ days: 900, low: 400, high: null });
  });

  it("tells when each step was first reported", () => {
    expect(life(30, [10, 10, 20])?.steps).toEqual([
      { atMs: dayMs, high: 10 }, { atMs: 3 * dayMs, high: 20 },
      { atMs: 9 * dayMs, high: 30 }]);
  });
});
