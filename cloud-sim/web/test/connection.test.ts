import { describe, expect, it } from "vitest";
import type { ConnectionEvent } from "../src/api/types";
import { connectionDetail, connectionLine } from
  "../src/device/connection/events";
import { makeWords } from "../src/i18n/words";
import { channelOf } from "../src/parts/channel";
import { ladderOf, lately } from "../src/store/connection";
import { device, diagnosis, knowledge, report, result } from "./samples";

const en = makeWords("en", "owner");
const zh = makeWords("zh", "owner");

function event(change: Partial<ConnectionEvent> = {}): ConnectionEvent {
  return { kind: "disconnected", at_ms: 1000, by_access_point: true, code: 3,
    signal_dbm: -55, frequency_mhz: 2437, text: "", ...change };
}

describe("what happened before the diagnosis", () => {
  it("is that of the newest report which tells of it, newest first", () => {
    const first = event({ at_ms: 1 });
    const second = event({ at_ms: 2 });

    const shown = lately([
      report({ received_ms: 30 }),
      report({ received_ms: 20, connection: [first, second] }),
      report({ received_ms: 10, connection: [event()] }),
    ]);

    expect(shown).toEqual({ atMs: 20, events: [second, first] });
    expect(lately([report()])).toBeNull();
  });

  it("is told with whose wish it was, why, where and how loud", () => {
    expect(connectionLine(event(), en)).toBe("Left the Wi-Fi");
    expect(connectionDetail(event(), en)).toBe("by the access point · " +
      "reason 3 (it is leaving) · channel 6 · -55 dBm");
    expect(connectionDetail(event(), zh)).toContain("由接入点发起");
    expect(connectionDetail(event({ by_access_point: false, code: 999,
      signal_dbm: null, frequency_mhz: null }), en))
      .toBe("by the speaker · reason 999");
    expect(connectionDetail(event({ kind: "rejected", code: 17,
      signal_dbm: null, frequency_mhz: null }), en)).toBe("status 17");
  });

  it("shows what it does not know as the speaker says it", () => {
    expect(connectionLine(event({ kind: "beamed_up" }), zh)).toBe("beamed_up");
  });
});

describe("channels", () => {
  it("have numbers in three bands, and none between them", () => {
    expect([2412, 2462, 2484, 5180, 5885, 5955].map(channelOf))
      .toEqual([1, 11, 14, 36, 177, 1]);
    expect([0, 2400, 5000, 8000].map(channelOf)).toEqual(Array(4).fill(null));
  });
});

describe("the ladder", () => {
  const gate = (id: string, probe_id: string) => ({ id, ladder: "network",
    probe_id, title: { en: id, zh: id }, why: { en: "", zh: "" } });
  const base = { ...knowledge(),
    gates: [...knowledge().gates, gate("wifi", "wifi.link"),
      gate("gateway", "network.gateway"), gate("dns", "network.dns")],
    findings: [{ id: "network.gateway_no_answer", probe_id: "network.gateway",
      title: { en: "", zh: "" } }] };
  const evidence = { id: "network.gateway_no_answer",
    presence: "present" as const, evidence: "" };

  it("marks the broken step, and does not blame those behind it", () => {
    const shown = ladderOf(device({
      results: [{ ...result(), at_ms: 1 },
        { ...result({ probe_id: "network.gateway", outcome: "failed" }),
          at_ms: 1 }],
      latest_diagnosis: diagnosis({
        probes_run: ["wifi.link", "network.gateway"],
        faults: [{ fault_id: "net.no_gateway", code: "N33", probability: 0.9,
          evidence_for: [evidence], evidence_against: [], remedy_ids: [] }],
      }),
    }), base);

    expect(shown.map((one) => [one.id, one.state])).toEqual([
      ["wifi", "passed"], ["gateway", "broken"], ["dns", "behind"]]);
  });

  it("says what was not asked, and is empty before the first diagnosis", () => {
    const known = device({ latest_diagnosis: diagnosis({ faults: [],
      probes_run: [] }) });

    expect(ladderOf(known, base).map((one) => one.state))
      .toEqual(["unknown", "unknown", "unknown"]);
    expect(ladderOf(device(), base)).toEqual([]);
    expect(ladderOf(known, null)).toEqual([]);
  });
});
