// What the diagnosis card shows. Pure.
import type { Command, Device, Diagnosis } from "../api/types";
import { isFinal } from "./reduce";

export type NowView =
  /// A command is on its way or running.
  | { kind: "running"; command: Command }
  /// The newest word on the device. `path` is the command that found it, and
  /// `broken` one that ended after it without a result.
  | {
    kind: "known"; diagnosis: Diagnosis; atMs: number; path: Command | null;
    broken: Command | null;
  }
  | { kind: "never"; broken: Command | null };

export function nowView(device: Device, command: Command | null): NowView {
  if (command && !isFinal(command)) return { kind: "running", command };
  const found = command?.diagnosis ?? null;
  const diagnosis = device.latest_diagnosis;
  const foundAtMs = command?.finished_ms ?? 0;
  const knownAtMs = device.diagnosis?.at_ms ?? 0;
  const broken = command && command.state !== "succeeded" &&
    foundAtMs >= knownAtMs ? command : null;
  if (found && foundAtMs >= knownAtMs) {
    return { kind: "known", diagnosis: found, atMs: foundAtMs, path: command,
      broken: null };
  }
  if (!diagnosis) return { kind: "never", broken };
  // The cloud learns of a diagnosis by the command's reply; then the two times
  // differ by the way of the reply, but the diagnosis is the same.
  const path = found && sameDiagnosis(found, diagnosis) ? command : null;
  return { kind: "known", diagnosis, atMs: knownAtMs, path, broken };
}

function sameDiagnosis(a: Diagnosis, b: Diagnosis): boolean {
  return a.status === b.status && a.duration_ms === b.duration_ms &&
    a.probes_run.join() === b.probes_run.join();
}
