// What the diagnosis card shows. Pure.
import type { Command, Device, Diagnosis } from "../api/types";
import { isFinal } from "./reduce";

export type NowView =
  /// A command is on its way or running.
  | { kind: "running"; command: Command }
  /// The newest diagnosis. `path` is the command that found it, and `since` one
  /// that ended after it: single tests, or something that gave no result.
  | {
    kind: "known"; diagnosis: Diagnosis; atMs: number; path: Command | null;
    since: Command | null;
  }
  | { kind: "never"; since: Command | null };

export function nowView(device: Device, command: Command | null): NowView {
  if (command && !isFinal(command)) return { kind: "running", command };
  const found = command?.diagnosis ?? null;
  const diagnosis = device.latest_diagnosis;
  const foundAtMs = command?.finished_ms ?? 0;
  const knownAtMs = device.diagnosis?.at_ms ?? 0;
  const since = command && !found && foundAtMs >= knownAtMs ? command : null;
  if (found && foundAtMs >= knownAtMs) {
    return { kind: "known", diagnosis: found, atMs: foundAtMs, path: command,
      since: null };
  }
  if (!diagnosis) return { kind: "never", since };
  // The cloud learns of a diagnosis by the command's reply; then the two times
  // differ by the way of the reply, but the diagnosis is the same.
  const path = found && sameDiagnosis(found, diagnosis) ? command : null;
  return { kind: "known", diagnosis, atMs: knownAtMs, path, since };
}

function sameDiagnosis(a: Diagnosis, b: Diagnosis): boolean {
  return a.status === b.status && a.duration_ms === b.duration_ms &&
    a.probes_run.join() === b.probes_run.join();
}
