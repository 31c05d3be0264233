// The firmware slots of a speaker as its page draws them. Pure.
import type {
  Device, Finding, LatestResult, Presence, ProbeResult,
} from "../api/types";

export const slotsProbe = "firmware.slots";
export const integrityProbe = "firmware.integrity";

export type Role = "running" | "next" | "fallback";
export type Written = "failed" | "pending" | "whole";

/// Whether the content is as it was installed. A share is what has been read
/// so far, without a fault.
export type Integrity =
  | { kind: "intact" | "damaged"; atMs: number }
  | { kind: "partly"; share: number; atMs: number }
  | { kind: "unknown" };

export interface Slot {
  name: string;
  roles: Role[];
  /// Whether the boot loader would start it; null where it is not told.
  good: boolean | null;
  attemptsLeft: number | null;
  written: Written | null;
  installedMs: number | null;
  integrity: Integrity;
}

export interface SlotsView {
  atMs: number;
  slots: Slot[];
  attemptsFull: number | null;
  /// Copies of the boot loader's settings, and how many of them are damaged.
  settings: { copies: number; wrong: number } | null;
}

const ofSlot = /^(attempts_left|running|next|good|written|installed)_(.+)$/;
const hourMs = 3_600_000;
const writtenWords: Written[] = ["failed", "pending", "whole"];

/// Whether a measurement is drawn here, so that no list needs to tell it too.
export function isSlotFigure(name: string): boolean {
  return name === "attempts_full" || name.startsWith("boot_env_") ||
    ofSlot.test(name);
}

/// A routine report leaves out what is absent where a probe passed.
export function presenceOf(result: ProbeResult, id: string): Presence {
  const found = result.findings.find((one) => one.id === id);
  return found?.presence ?? (result.outcome === "passed" ? "absent"
    : "unknown");
}

/// Measurements name a slot in lower case; the speaker may have told the name
/// of the one that runs as its boot loader writes it.
function nameOf(key: string, running: boolean, told: string): string {
  const same = (text: string): string =>
    text.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
  if (running && told && same(told) === key) return told;
  return key.length === 1 ? key.toUpperCase() : key.replaceAll("_", " ");
}

/// A slot may be read again after a verdict, which holds meanwhile.
function integrityOf(
  key: string, running: boolean, result: LatestResult | undefined,
): Integrity {
  if (!result || result.outcome === "not_supported") {
    return { kind: "unknown" };
  }
  const valueOf = (name: string): number | undefined =>
    result.measurements.find((one) => one.name === `${name}_${key}`)?.value;
  const agoHours = valueOf("verified_ago");
  const percent = valueOf("verified") ?? 0;
  const atMs = result.at_ms - (agoHours ?? 0) * hourMs;
  const damaged = presenceOf(result, running ? "firmware.system_corrupt"
    : "firmware.fallback_slot_damaged");
  if (damaged === "present") return { kind: "damaged", atMs };
  const judged = percent >= 100 || agoHours !== undefined;
  if (judged && damaged === "absent") return { kind: "intact", atMs };
  return percent > 0
    ? { kind: "partly", share: Math.min(1, percent / 100), atMs: result.at_ms }
    : { kind: "unknown" };
}

function rolesOf(is: (what: string) => boolean, anyNext: boolean): Role[] {
  const roles: Role[] = [];
  if (is("running")) roles.push("running");
  if (is("next")) roles.push("next");
  else if (anyNext && is("good")) roles.push("fallback");
  return roles;
}

/// null when the speaker has told nothing to draw. A board may know its boot
/// loader's settings and no slots.
export function slotsOf(device: Device): SlotsView | null {
  const result =
    device.results.find((one) => one.probe_id === slotsProbe);
  if (!result) return null;
  const values = new Map(result.measurements.map((one) =>
    [one.name, one.value]));
  const number = (name: string): number | null => values.get(name) ?? null;
  const keys = [...new Set([...values.keys()].flatMap((name) =>
    name === "attempts_full" ? [] : ofSlot.exec(name)?.[2] ?? []))].sort();
  const copies = number("boot_env_copies");
  if (keys.length === 0 && copies === null) return null;
  const anyNext = keys.some((key) => number(`next_${key}`) === 1);
  const checked =
    device.results.find((one) => one.probe_id === integrityProbe);
  const slots = keys.map((key): Slot => {
    const is = (what: string): boolean => number(`${what}_${key}`) === 1;
    const good = number(`good_${key}`);
    const installed = number(`installed_${key}`);
    return {
      name: nameOf(key, is("running"), device.slot),
      roles: rolesOf(is, anyNext),
      good: good === null ? null : good === 1,
      attemptsLeft: number(`attempts_left_${key}`),
      written: writtenWords[number(`written_${key}`) ?? -1] ?? null,
      installedMs: installed === null ? null : installed * 1000,
      integrity: integrityOf(key, is("running"), checked),
    };
  });
  return { atMs: result.at_ms, slots, attemptsFull: number("attempts_full"),
    settings: copies === null ? null
      : { copies, wrong: number("boot_env_wrong") ?? 0 } };
}

/// What is wrong with the slots or their content.
export function slotFaults(device: Device): Finding[] {
  return device.results.filter((one) =>
    one.probe_id === slotsProbe || one.probe_id === integrityProbe)
    .flatMap((one) => one.findings)
    .filter((one) => one.presence === "present");
}
