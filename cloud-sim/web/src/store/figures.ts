// Measurements as the page shows them. Pure.
import type { LatestResult, Measurement, Report } from "../api/types";
import { isSlotFigure, slotsProbe } from "./slots";
import { isConclusive, sweepProbe } from "./sound";
import { soundName } from "./sound_names";
import { resetsProbe } from "./starts";

export interface Scale { low: number; high: number }

const scales: Record<string, Scale> = {
  "dBm": { low: -90, high: -30 },
  "%": { low: 0, high: 100 },
  "C": { low: 0, high: 110 },
  "dBFS": { low: -96, high: 0 },
};

/// The range in which a unit's values usually lie; nothing for units such as
/// bytes, where a bar would only pretend to know.
export function scaleOf(unit: string): Scale | null {
  return scales[unit] ?? null;
}

export interface LayerFigures { layer: string; results: LatestResult[] }

const layers = ["wifi", "network", "audio", "firmware", "system"];

/// The sweep test's curves and microphones stand in the sound card, and slots
/// in theirs, not here; of a sweep that could not tell, no number stands
/// anywhere.
function listed(result: LatestResult): LatestResult {
  if (result.probe_id === slotsProbe) {
    return { ...result, measurements: result.measurements.filter((one) =>
      !isSlotFigure(one.name)) };
  }
  if (result.probe_id === resetsProbe) {
    return { ...result, measurements: result.measurements.filter((one) =>
      one.name !== "start_reason") };
  }
  if (result.probe_id !== sweepProbe) return result;
  return { ...result, measurements: result.measurements.filter((one) =>
    isConclusive(result) && one.name !== "response_mask" && soundName(one.name) === null) };
}

/// Results that hold numbers, by the part of the speaker they speak of.
export function byLayer(results: LatestResult[]): LayerFigures[] {
  const layerOf = (result: LatestResult): string =>
    result.probe_id.split(".")[0] ?? "";
  const present = [...new Set(results.map(layerOf))];
  const place = (layer: string): number =>
    (layers.indexOf(layer) + layers.length + 1) % (layers.length + 1);
  return present.sort((a, b) => place(a) - place(b))
    .map((layer) => ({
      layer,
      results: results.filter((one) => layerOf(one) === layer).map(listed)
        .filter((one) => one.measurements.length > 0),
    }))
    .filter((group) => group.results.length > 0);
}

export interface Course { atMs: number[]; values: number[] }

/// All values of one measurement, oldest first.
export function courseOf(
  reports: Report[], probeId: string, name: string,
  latest: { atMs: number; measurement: Measurement } | null,
): Course {
  const points = reports.flatMap((report) => report.results
    .filter((result) => result.probe_id === probeId)
    .flatMap((result) => result.measurements
      .filter((one) => one.name === name)
      .map((one) => ({ atMs: report.received_ms, value: one.value }))));
  const newest = Math.max(0, ...points.map((one) => one.atMs));
  if (latest && latest.atMs > newest) {
    points.push({ atMs: latest.atMs, value: latest.measurement.value });
  }
  points.sort((a, b) => a.atMs - b.atMs);
  return {
    atMs: points.map((one) => one.atMs),
    values: points.map((one) => one.value),
  };
}
