// What the console knows of cases. Pure.
import type { Case, CaseState } from "../api/types";
import type { Action, State } from "./state";

/// An answer or an event may be older than what is shown; the cloud's own
/// record never goes back, except that a fault returns.
export function applyCase(state: State, record: Case): State {
  const cases = state.cases && new Map(state.cases).set(record.id, record);
  const openedCase = state.openedCase?.id === record.id
    ? { ...state.openedCase, record } : state.openedCase;
  return { ...state, cases, openedCase };
}

export function reduceCases(
  state: State, action: Extract<Action, { type: `case${string}` }>,
): State {
  switch (action.type) {
    case "cases_loaded":
      return { ...state,
        cases: new Map(action.cases.map((one) => [one.id, one])) };
    case "case_opened":
      return { ...state,
        openedCase: { id: action.id, events: [],
          record: state.cases?.get(action.id) ?? null } };
    case "case_left":
      return { ...state, openedCase: null };
    case "case_loaded": {
      const { events, ...record } = action.inFull;
      const next = applyCase(state, record);
      return next.openedCase?.id === record.id
        ? { ...next, openedCase: { ...next.openedCase, events } } : next;
    }
    case "case_changed":
      return applyCase(state, action.record);
  }
}

export function isOpen(record: Case): boolean {
  return record.closed_ms === null;
}

/// As the cloud lists them: open ones first, the most severe first among them,
/// then newest first.
export function inOrder(cases: Iterable<Case>): Case[] {
  const rank = (one: Case): string =>
    isOpen(one) ? `0${one.severity ?? "s3"}` : "1";
  return [...cases].sort((a, b) =>
    rank(a).localeCompare(rank(b)) || b.id - a.id);
}

export type Queue = "open" | "mine" | "l1" | "l2" | "closed";

export function inQueue(record: Case, queue: Queue, me: string): boolean {
  switch (queue) {
    case "open": return isOpen(record);
    case "mine": return isOpen(record) && record.assignee === me;
    case "l1":
    case "l2": return isOpen(record) && record.level === queue;
    case "closed": return !isOpen(record);
  }
}

/// The way of a case, and when it reached each place.
export const stations: readonly CaseState[] =
  ["opened", "routed", "in_session", "advised", "confirmed", "closed"];

export function reachedMs(record: Case, station: CaseState): number | null {
  switch (station) {
    case "opened": return record.opened_ms;
    case "routed": return record.named_ms;
    case "in_session":
      return record.sessions > 0 ? record.responded_ms : null;
    case "advised": return record.advised_ms;
    case "confirmed": return record.confirmed_ms;
    case "closed": return record.closed_ms;
  }
}
