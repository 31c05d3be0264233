import { describe, expect, it } from "vitest";
import {
  keepOrder, matches, moved, noFilters, readFilters, worstFirst, writeFilters,
} from "../src/store/fleet";
import { knowledge, row } from "./samples";

const faulty = { status: "fault", fault_id: "audio.mic_dead",
  probability: 0.9, at_ms: 1 } as const;

describe("the order of the fleet", () => {
  it("is worst first: faults, vanished, fine, switched off", () => {
    const rows = [
      row({ id: "off", state: "stopped" }),
      row({ id: "fine" }),
      row({ id: "vanished", state: "offline" }),
      row({ id: "strange",
        diagnosis: { ...faulty, status: "unknown_fault", fault_id: null } }),
      row({ id: "dead-mic", diagnosis: faulty }),
    ];

    expect(worstFirst(rows, knowledge())).toEqual(
      ["dead-mic", "strange", "vanished", "fine", "off"]);
  });

  it("puts the newest news first among equals", () => {
    const rows = [row({ id: "old", since_ms: 1 }), row({ id: "new" })];

    expect(worstFirst(rows, null)).toEqual(["new", "old"]);
  });

  it("stays on the screen while rows change, and counts what moved", () => {
    const shown = ["a", "b", "gone"];
    const wanted = ["b", "a", "new"];

    const kept = keepOrder(shown, wanted);

    expect(kept).toEqual(["a", "b", "new"]);
    expect(moved(kept, wanted)).toBe(2);
  });
});

describe("filters", () => {
  it("search ids, models and firmware without regard to case", () => {
    expect(matches(row(), { ...noFilters, query: " SP-1 " })).toBe(true);
    expect(matches(row(), { ...noFilters, query: "one" })).toBe(true);
    expect(matches(row(), { ...noFilters, query: "sp-2" })).toBe(false);
  });

  it("come back from the address as they were written there", () => {
    const filters = { ...noFilters, query: "a&b", state: "offline",
      fault: "any" } as const;

    expect(readFilters(writeFilters(filters))).toEqual(filters);
    expect(writeFilters(noFilters)).toBe("");
  });

  it("hold together: each must fit", () => {
    const broken = row({ diagnosis: faulty, state: "offline" });

    expect(matches(broken,
      { ...noFilters, fault: "any", state: "offline" })).toBe(true);
    expect(matches(broken,
      { ...noFilters, fault: "any", state: "online" })).toBe(false);
    expect(matches(broken, { ...noFilters, fault: "net.slow" })).toBe(false);
    expect(matches(row(), { ...noFilters, fault: "any" })).toBe(false);
  });
});
