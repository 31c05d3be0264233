// The columns of a chart of free space with its forecast. Pure.
import type { Course } from "../../store/figures";
import type { Forecast } from "../../store/storage";

const dayMs = 86_400_000;
/// Where a speaker calls its storage full, unless its maker says otherwise.
export const fullPercent = 5;

type Row = (number | null)[];

export interface Outlook {
  atMs: number[];
  past: Row;
  likely: Row;
  /// The edges of the band: the soonest and the latest way to full.
  soonest: Row;
  latest: Row;
}

/// Straight from the last value down to full, and then no further.
function fall(from: number, days: number, afterDays: number): number {
  const floor = Math.min(from, fullPercent);
  if (days <= 0) return floor;
  return Math.max(floor, from - (from - floor) * afterDays / days);
}

/// How far to look ahead: until it is surely full, but not so far that the
/// past becomes a speck.
function horizonDays(forecast: Forecast, pastDays: number): number {
  return Math.min(forecast.high ?? 2 * forecast.days,
    Math.max(14, 4 * pastDays));
}

export function outlookOf(
  course: Course, forecast: Forecast | null,
): Outlook {
  const lastMs = course.atMs[course.atMs.length - 1];
  const last = course.values[course.values.length - 1];
  const nothing = (): Row => course.atMs.map(() => null);
  const outlook: Outlook = { atMs: [...course.atMs],
    past: [...course.values], likely: nothing(), soonest: nothing(),
    latest: nothing() };
  if (!forecast || lastMs === undefined || last === undefined) return outlook;
  const pastDays = (lastMs - (course.atMs[0] ?? lastMs)) / dayMs;
  const ends = horizonDays(forecast, pastDays);
  // The bends of all three lines, so that each is drawn as it is.
  const days = [0, forecast.low, forecast.days, forecast.high ?? ends, ends]
    .filter((one) => one <= ends).sort((a, b) => a - b)
    .filter((one, place, all) => one !== all[place - 1]);
  const place = outlook.atMs.length - 1;
  for (const row of [outlook.likely, outlook.soonest, outlook.latest]) {
    row[place] = last;
  }
  for (const day of days.filter((one) => one > 0)) {
    outlook.atMs.push(lastMs + day * dayMs);
    outlook.past.push(null);
    outlook.likely.push(fall(last, forecast.days, day));
    outlook.soonest.push(fall(last, forecast.low, day));
    outlook.latest.push(forecast.high === null ? last
      : fall(last, forecast.high, day));
  }
  return outlook;
}
