// What the console knows of commands that two operators must sign. Pure.
import type { Approval, Me } from "../api/types";
import type { State } from "./state";

/// What was decided stays so: an answer that overtook an event is not undone.
export function applyApproval(state: State, approval: Approval): State {
  const known = state.approvals?.get(approval.id);
  if (known && known.state !== "waiting" && approval.state === "waiting") {
    return state;
  }
  return { ...state,
    approvals: new Map(state.approvals ?? []).set(approval.id, approval) };
}

export function loadApprovals(state: State, list: Approval[]): State {
  const known = [...state.approvals?.values() ?? []];
  const listed = { ...state,
    approvals: new Map(list.map((one) => [one.id, one])) };
  return known.reduce((next, one) =>
    one.state !== "waiting" && next.approvals.has(one.id)
      ? applyApproval(next, one) as typeof listed : next, listed);
}

/// Those that somebody can still sign, the most urgent first.
export function waitingOnes(
  approvals: Iterable<Approval>, nowMs: number,
): Approval[] {
  return [...approvals]
    .filter((one) => one.state === "waiting" && one.expires_ms > nowMs)
    .sort((a, b) => a.expires_ms - b.expires_ms);
}

/// The others, newest first. One whose time is over counts before the cloud
/// says so.
export function decidedOnes(
  approvals: Iterable<Approval>, nowMs: number,
): Approval[] {
  return [...approvals]
    .filter((one) => one.state !== "waiting" || one.expires_ms <= nowMs)
    .map((one): Approval =>
      one.state === "waiting" ? { ...one, state: "expired" } : one)
    .sort((a, b) => b.asked_ms - a.asked_ms);
}

/// What this reader may do about it: nobody is the second operator of what he
/// asked for himself.
export function mayDo(
  approval: Approval, me: Me,
): "sign" | "withdraw" | "nothing" {
  if (!me.rights.includes("disruptive")) return "nothing";
  return approval.operator === me.name ? "withdraw" : "sign";
}
