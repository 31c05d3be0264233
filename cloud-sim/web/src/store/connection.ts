// What a device's reports say of its connection. Pure.
import type {
  ConnectionEvent, Device, Knowledge, Outcome, Report, Text,
} from "../api/types";

export interface Lately { atMs: number; events: ConnectionEvent[] }

/// Of the newest diagnosis that told of its last minutes, newest event first.
export function lately(reports: Report[]): Lately | null {
  const telling = reports.filter((one) => one.connection.length > 0)
    .sort((a, b) => b.received_ms - a.received_ms)[0];
  if (!telling) return null;
  return {
    atMs: telling.received_ms,
    events: [...telling.connection].reverse(),
  };
}

/// `broken`: here the diagnosis found the fault. `behind`: it stands behind a
/// fault and was not asked.
export type RungState = Outcome | "broken" | "behind" | "unknown";
export interface Rung { id: string; title: Text; state: RungState }

function stateOf(
  device: Device, probe: string, broken: Set<string>, seenBroken: boolean,
): RungState {
  const known = device.latest_diagnosis;
  if (broken.has(probe)) return "broken";
  if (!known?.probes_run.includes(probe)) {
    return seenBroken ? "behind" : "unknown";
  }
  const result = device.results.find((one) => one.probe_id === probe);
  return result?.outcome ?? "unknown";
}

/// The probes whose findings name a fault of the latest diagnosis.
function brokenProbes(device: Device, knowledge: Knowledge): Set<string> {
  const found = (device.latest_diagnosis?.faults ?? [])
    .flatMap((fault) => fault.evidence_for.slice(0, 1).map((one) => one.id));
  return new Set(knowledge.findings
    .filter((one) => found.includes(one.id)).map((one) => one.probe_id));
}

/// From the radio to the cloud, as the last diagnosis climbed it. Empty before
/// the first one.
export function ladderOf(
  device: Device, knowledge: Knowledge | null,
): Rung[] {
  if (!device.latest_diagnosis || !knowledge) return [];
  const broken = brokenProbes(device, knowledge);
  let seenBroken = false;
  return knowledge.gates.filter((gate) => gate.ladder === "network")
    .map((gate) => {
      const state = stateOf(device, gate.probe_id, broken, seenBroken);
      seenBroken = seenBroken || state === "broken";
      return { id: gate.id, title: gate.title, state };
    });
}

/// What is drawn over time, where the device measures it.
export const courses = [
  { probe: "wifi.link", name: "signal" },
  { probe: "wifi.link", name: "retries" },
  { probe: "wifi.air", name: "busy" },
];
