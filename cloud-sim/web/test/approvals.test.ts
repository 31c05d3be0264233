import { describe, expect, it } from "vitest";
import type { Approval, Me } from "../src/api/types";
import {
  applyApproval, decidedOnes, loadApprovals, mayDo, waitingOnes,
} from "../src/store/approvals";
import { reduce } from "../src/store/reduce";
import { initialState, type State } from "../src/store/state";

function approval(change: Partial<Approval> = {}): Approval {
  return {
    id: "a1", device: "sp-1", verb: "apply_remedy", argument: "reboot",
    operator: "Ann", reason: "why", asked_ms: 1000, expires_ms: 9000,
    state: "waiting", second: "", note: "", decided_ms: null, command: null,
    ...change,
  };
}

function stateOf(...all: Approval[]): State {
  return loadApprovals(initialState, all);
}

function me(name: string, rights: Me["rights"]): Me {
  return { name, role: "support_l2", rights };
}

describe("what waits for a second operator", () => {
  it("is sorted by urgency, and over when its time is", () => {
    const all = [approval(), approval({ id: "a2", expires_ms: 5000 }),
      approval({ id: "a3", state: "granted" })];

    expect(waitingOnes(all, 4000).map((one) => one.id)).toEqual(["a2", "a1"]);
    expect(waitingOnes(all, 5000).map((one) => one.id)).toEqual(["a1"]);
    expect(decidedOnes(all, 5000).map((one) => [one.id, one.state]))
      .toEqual([["a2", "expired"], ["a3", "granted"]]);
  });

  it("stays decided when an older answer comes late", () => {
    const granted = approval({ state: "granted", second: "Bob" });
    const state = applyApproval(stateOf(approval()), granted);

    expect(applyApproval(state, approval()).approvals?.get("a1"))
      .toEqual(granted);
    expect(loadApprovals(state, [approval()]).approvals?.get("a1"))
      .toEqual(granted);
  });

  it("is told by a live event, also before the list was loaded", () => {
    const next = reduce(initialState, { type: "live", atMs: 1, event: {
      kind: "approval", deviceId: "sp-1", approval: approval() } });

    expect(next.approvals?.size).toBe(1);
  });

  it("is forgotten when the cloud no longer lists it", () => {
    const state = stateOf(approval(), approval({ id: "a2", state: "expired" }));

    expect([...loadApprovals(state, [approval()]).approvals!.keys()])
      .toEqual(["a1"]);
  });

  it("is signed by another who may, and withdrawn by who asked", () => {
    expect(mayDo(approval(), me("Ann", ["see", "disruptive"])))
      .toBe("withdraw");
    expect(mayDo(approval(), me("Bob", ["see", "disruptive"]))).toBe("sign");
    expect(mayDo(approval(), me("Bob", ["see"]))).toBe("nothing");
  });
});
