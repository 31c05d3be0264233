// Free space and flash life over time, with the forecast that the speaker
// made. Pure.
import type {
  Device, LatestResult, Measurement, Report,
} from "../api/types";
import { courseOf, type Course } from "./figures";

export const storageProbe = "firmware.storage";
export const trendsProbe = "system.trends";

/// In how many days something will have happened. Without a `high` it may
/// never happen.
export interface Forecast { days: number; low: number; high: number | null }

export interface Space {
  /// "data_media": its mount point as measurements name it.
  mount: string;
  /// Percent that are free.
  latest: number;
  course: Course;
  forecast: Forecast | null;
}

const freeSpace = /^available_(.+)$/;

function isDays(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

/// `name` with "_low" and "_high", the ends of what the speaker deems possible.
export function forecastOf(
  measurements: Measurement[], name: string,
): Forecast | null {
  const valueOf = (edge: string): number | undefined =>
    measurements.find((one) => one.name === name + edge)?.value;
  const days = valueOf("");
  if (!isDays(days)) return null;
  const low = valueOf("_low");
  const high = valueOf("_high");
  return { days, low: isDays(low) ? Math.min(low, days) : days,
    high: isDays(high) ? Math.max(high, days) : null };
}

function trendsOf(device: Device): LatestResult | undefined {
  return device.results.find((one) => one.probe_id === trendsProbe);
}

/// The places that fall, as the speaker's evidence names them.
function falling(trends: LatestResult | undefined): string[] {
  const evidence = trends?.findings.find((one) =>
    one.id === "system.disk_fills")?.evidence ?? "";
  return evidence.split("; ").flatMap((part) =>
    /^([a-z0-9_]+): falls /.exec(part)?.[1] ?? []);
}

/// The forecast is about one place: of those that fall, or of all where none
/// is named, the one that is nearest to full.
function withForecast(
  spaces: Omit<Space, "forecast">[], trends: LatestResult | undefined,
): Space[] {
  const named = falling(trends);
  const fall = spaces.filter((one) => named.includes(one.mount));
  const about = (fall.length > 0 ? fall : spaces)[0];
  return spaces.map((one) => ({ ...one, forecast: one === about
    ? forecastOf(trends?.measurements ?? [], "disk_full_in") : null }));
}

/// Each place that can be written to, the fullest first.
export function spacesOf(device: Device, reports: Report[]): Space[] {
  const result =
    device.results.find((one) => one.probe_id === storageProbe);
  const spaces = (result?.measurements ?? []).flatMap((measurement) => {
    const mount = freeSpace.exec(measurement.name)?.[1];
    if (!result || !mount) return [];
    return [{ mount, latest: measurement.value, course: courseOf(reports,
      storageProbe, measurement.name,
      { atMs: result.at_ms, measurement }) }];
  });
  return withForecast(spaces.sort((a, b) => a.latest - b.latest),
    trendsOf(device));
}

export interface FlashLife {
  /// Percent used, between these; the chip tells only steps of ten. Above 100
  /// there is no `high`.
  low: number;
  high: number | null;
  /// Since when each step is known, oldest first.
  steps: { atMs: number; high: number }[];
  forecast: Forecast | null;
}

const step = 10;

/// null where the flash does not tell its wear.
export function flashLifeOf(
  device: Device, reports: Report[],
): FlashLife | null {
  const result =
    device.results.find((one) => one.probe_id === storageProbe);
  const measurement = result?.measurements.find((one) =>
    one.name === "flash_life_used");
  if (!result || !measurement) return null;
  const course = courseOf(reports, storageProbe, measurement.name,
    { atMs: result.at_ms, measurement });
  const used = measurement.value;
  return {
    low: Math.max(0, Math.min(100, used - step)),
    high: used > 100 ? null : used,
    steps: course.values.flatMap((high, place) =>
      place > 0 && course.values[place - 1] === high
        ? [] : [{ atMs: course.atMs[place] ?? 0, high }]),
    forecast: forecastOf(trendsOf(device)?.measurements ?? [],
      "flash_worn_in"),
  };
}
