// Order and filters of the fleet list. Pure.
import type { DeviceRow, DeviceState, Knowledge } from "../api/types";

export interface Filters {
  query: string;
  state: DeviceState | "";
  /// A fault id, "any" for every fault, "" for all devices.
  fault: string;
  firmware: string;
  model: string;
}

export const noFilters: Filters =
  { query: "", state: "", fault: "", firmware: "", model: "" };

const names: Record<keyof Filters, string> = { query: "q", state: "state",
  fault: "fault", firmware: "firmware", model: "model" };

/// Filters stand in the address, so that going back finds them again.
export function readFilters(search: string): Filters {
  const given = new URLSearchParams(search);
  const filters = { ...noFilters };
  for (const key of Object.keys(names) as (keyof Filters)[]) {
    filters[key] = (given.get(names[key]) ?? "") as never;
  }
  return filters;
}

export function writeFilters(filters: Filters): string {
  const given = new URLSearchParams();
  for (const key of Object.keys(names) as (keyof Filters)[]) {
    if (filters[key]) given.set(names[key], filters[key]);
  }
  const text = given.toString();
  return text && `?${text}`;
}

export function hasFault(row: DeviceRow): boolean {
  return row.diagnosis?.status === "fault" ||
    row.diagnosis?.status === "unknown_fault";
}

export function matches(row: DeviceRow, filters: Filters): boolean {
  const query = filters.query.trim().toLowerCase();
  if (query && ![row.id, row.model, row.firmware, row.tenant]
    .some((field) => field.toLowerCase().includes(query))) {
    return false;
  }
  if (filters.state && row.state !== filters.state) return false;
  if (filters.firmware && row.firmware !== filters.firmware) return false;
  if (filters.model && row.model !== filters.model) return false;
  if (filters.fault === "any") return hasFault(row);
  return !filters.fault || row.diagnosis?.fault_id === filters.fault;
}

const severities = ["s1", "s2", "s3", "s4"];

/// 0 is worst. A device nobody can reach and with a named fault comes before
/// one that is merely unreachable; a device switched off on purpose is last.
export function urgency(row: DeviceRow, knowledge: Knowledge | null): number {
  switch (row.diagnosis?.status) {
    case "fault": {
      const id = row.diagnosis.fault_id;
      const severity = knowledge?.faults.find((f) => f.id === id)?.severity;
      const rank = severities.indexOf(severity ?? "unspecified");
      return rank < 0 ? 1 : rank;
    }
    case "unknown_fault":
      return 4;
    case "incomplete":
      return row.state === "offline" ? 5 : 6;
    default:
      return row.state === "offline" ? 5 : row.state === "online" ? 7 : 8;
  }
}

/// Worst first; among equals the one with the newest news first.
export function worstFirst(
  rows: Iterable<DeviceRow>, knowledge: Knowledge | null,
): string[] {
  const news = (row: DeviceRow): number =>
    Math.max(row.since_ms, row.diagnosis?.at_ms ?? 0);
  return [...rows]
    .map((row) => ({ row, rank: urgency(row, knowledge) }))
    .sort((a, b) => a.rank - b.rank || news(b.row) - news(a.row) ||
      a.row.id.localeCompare(b.row.id))
    .map(({ row }) => row.id);
}

/// The order on the screen stays while rows change under it; devices that are
/// new go to the end and those that are gone drop out.
export function keepOrder(shown: string[], wanted: string[]): string[] {
  const exists = new Set(wanted);
  const kept = shown.filter((id) => exists.has(id));
  const known = new Set(kept);
  return [...kept, ...wanted.filter((id) => !known.has(id))];
}

/// How many rows would move if the list were sorted again.
export function moved(shown: string[], wanted: string[]): number {
  return wanted.filter((id, place) => shown[place] !== id).length;
}
