import { describe, expect, it } from "vitest";
import { resultsSince, testsOf } from "../src/store/confirm";
import { command, device, result } from "./samples";

function measured(probe_id: string, at_ms: number, started = 10) {
  return { ...result({ probe_id, started_monotonic_ms: started }), at_ms };
}

describe("what was measured after a diagnosis", () => {
  it("is what is younger than it", () => {
    const known = device({ results: [measured("a", 5), measured("b", 6),
      measured("c", 7)] });

    expect(resultsSince(known, 6, null).map((one) => one.probe_id))
      .toEqual(["c"]);
  });

  it("is none of its own results, which come again with its report", () => {
    const known = device({ results: [measured("a", 9, 1), measured("b", 9, 2),
      measured("c", 9, 3)] });
    const path = command({ results: [result({ probe_id: "a",
      started_monotonic_ms: 1 })], steps: [{ probe_id: "b", why_id: "",
      fraction: 1, text: "", result: result({ probe_id: "b",
        started_monotonic_ms: 2 }) }] });

    expect(resultsSince(known, 6, path).map((one) => one.probe_id))
      .toEqual(["c"]);
  });
});

describe("the tests of a diagnosis that nobody asked for", () => {
  it("stand in their order, with their gate and the time they took", () => {
    const known = device({ results: [measured("a", 5), measured("b", 9)] });

    expect(testsOf(known, ["b", "a", "gone"], 6,
      [{ id: "first", probe_id: "a" }])).toEqual([
      { probe: "b", gate: "", durationMs: null },
      { probe: "a", gate: "first", durationMs: 20 },
      { probe: "gone", gate: "", durationMs: null }]);
  });
});
