// A speaker that its access point has thrown out, as its reports tell it.
import { plain, results } from "./world.mjs";

const secondMs = 1000;

function event(kind, secondsAgo, change = {}) {
  return { kind, at_ms: Date.now() - secondsAgo * secondMs,
    by_access_point: false, code: null, signal_dbm: null, frequency_mhz: null,
    text: "", ...change };
}

function farewell(secondsAgo, reason) {
  return event("disconnected", secondsAgo, { by_access_point: true,
    code: reason, signal_dbm: -52 });
}

function joined(secondsAgo, change = {}) {
  return event("associated", secondsAgo,
    { signal_dbm: -52, frequency_mhz: 2437, ...change });
}

export function storm() {
  return [
    event("watch_began", 1100), joined(1099, { text: "seen afterwards" }),
    event("broker_online", 1090), farewell(700, 3), joined(698),
    farewell(610, 3), joined(608), farewell(500, 8), joined(497),
    event("channel_switched", 420, { frequency_mhz: 2462 }),
    farewell(330, 3), event("broker_offline", 325), joined(320),
    event("address_gained", 318, { text: "IPv4" }),
    event("broker_online", 316),
  ];
}

/// The router answers nothing any more.
export function breakGateway(world) {
  const failed = { ...results["network.gateway"], outcome: "failed",
    summary: "no answer", findings: [{ id: "network.gateway_no_answer",
      presence: "present", evidence: "0 of 3 answers" }] };
  world.found = { "network.gateway": failed, "network.address": {
    ...results["network.gateway"], probe_id: "network.address",
    summary: "an address and a route", measurements: [], findings: [] } };
  world.known = { ...world.known,
    results: ["wifi.link", "network.address", "network.gateway"],
    diagnosis: {
      status: "fault", complaint: "drops", faults: [{
        fault_id: "net.no_gateway", code: "N33", probability: 0.85,
        evidence_for: failed.findings, evidence_against: [], remedy_ids: [],
      }], not_measured: ["network.dns", "network.internet"],
      probes_run: ["wifi.link", "network.address", "network.gateway"],
      knowledge_hash: world.knowledge.hash, duration_ms: 7400,
      ...plain,
    } };
}
