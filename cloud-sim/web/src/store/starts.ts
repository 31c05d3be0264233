// The starts of a speaker over time, as a strip. Pure.
import type { Device, Start, StartReason } from "../api/types";

export const resetsProbe = "system.resets";
const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/// The worst first, in which order the strip has its lanes.
export const reasons: readonly StartReason[] = ["panic", "watchdog",
  "brown_out", "overheat", "power_cut", "unknown", "update", "orderly"];

/// A reason that a newer cloud may send is unknown here.
export function reasonOf(start: Start): StartReason {
  return reasons.includes(start.reason) ? start.reason : "unknown";
}

export const spans = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs,
  year: 365 * dayMs };
export type Span = keyof typeof spans;

export interface Mark { start: Start; reason: StartReason; share: number }
export interface Run { from: number; to: number }

export interface Strip {
  fromMs: number;
  toMs: number;
  /// Oldest first; shares are places between the strip's two ends.
  marks: Mark[];
  lanes: { reason: StartReason; count: number }[];
  /// When it is known to have run.
  runs: Run[];
}

function shareAt(ms: number, fromMs: number, toMs: number): number {
  return Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)));
}

/// The starts of the last `span` before `nowMs`.
export function stripOf(starts: Start[], span: Span, nowMs: number): Strip {
  const fromMs = nowMs - spans[span];
  const share = (ms: number): number => shareAt(ms, fromMs, nowMs);
  const within = starts.filter((one) => one.started_ms >= fromMs)
    .sort((a, b) => a.started_ms - b.started_ms);
  const marks = within.map((start) => ({ start, reason: reasonOf(start),
    share: share(start.started_ms) }));
  return {
    fromMs, toMs: nowMs, marks,
    lanes: reasons.map((reason) => ({ reason,
      count: marks.filter((one) => one.reason === reason).length }))
      .filter((lane) => lane.count > 0),
    runs: starts.filter((one) => one.last_report_ms >= fromMs)
      .map((one) => ({ from: share(one.started_ms),
        to: share(one.last_report_ms) })),
  };
}

/// The shortest span that shows the three newest starts, so that a speaker
/// that restarts all the time is not one blot.
export function fittingSpan(starts: Start[], nowMs: number): Span {
  const times = starts.map((one) => one.started_ms).sort((a, b) => b - a);
  const third = times[2] ?? times[times.length - 1] ?? nowMs;
  const age = nowMs - third;
  return (Object.keys(spans) as Span[]).find((span) => age <= spans[span]) ??
    "year";
}

/// The mark nearest to a place on the strip.
export function nearest(marks: Mark[], share: number): number | null {
  let best: number | null = null;
  marks.forEach((mark, place) => {
    const known = best === null ? undefined : marks[best];
    if (!known || Math.abs(mark.share - share) <=
        Math.abs(known.share - share)) {
      best = place;
    }
  });
  return best;
}

/// Starts that the speaker counted in the day before it was last asked, and of
/// which no report came: it was not up for long enough.
export function unreported(device: Device, starts: Start[]): number {
  const asked =
    device.results.find((one) => one.probe_id === resetsProbe);
  const counted =
    asked?.measurements.find((one) => one.name === "starts_24h")?.value;
  if (!asked || counted === undefined) return 0;
  const known = starts.filter((one) => one.started_ms <= asked.at_ms &&
    one.started_ms >= asked.at_ms - dayMs).length;
  return Math.max(0, Math.round(counted) - known);
}
