// What the speaker measured after a diagnosis. Pure.
import type {
  Command, Device, LatestResult, ProbeResult,
} from "../api/types";

function same(a: ProbeResult, b: ProbeResult): boolean {
  return a.probe_id === b.probe_id && a.duration_ms === b.duration_ms &&
    a.started_monotonic_ms === b.started_monotonic_ms;
}

/// The newest results that are younger than a diagnosis, and none of its own:
/// those come again with its report.
export function resultsSince(
  device: Device, diagnosedMs: number, path: Command | null,
): LatestResult[] {
  const own = [...(path?.results ?? []),
    ...(path?.steps ?? []).flatMap((step) => step.result ?? [])];
  return device.results.filter((one) => one.at_ms > diagnosedMs &&
    !own.some((other) => same(one, other)));
}

export interface RunTest {
  probe: string;
  /// The gate whose question it answers; empty for a test that is no gate.
  gate: string;
  /// null where it has run again since.
  durationMs: number | null;
}

/// The tests of a diagnosis that the speaker made by itself.
export function testsOf(
  device: Device, probesRun: string[], diagnosedMs: number,
  gates: { id: string; probe_id: string }[],
): RunTest[] {
  return probesRun.map((probe) => {
    const result = device.results.find((one) =>
      one.probe_id === probe && one.at_ms <= diagnosedMs);
    return { probe, durationMs: result?.duration_ms ?? null,
      gate: gates.find((one) => one.probe_id === probe)?.id ?? "" };
  });
}
