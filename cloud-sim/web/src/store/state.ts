import type { LiveEvent } from "../api/live";
import type {
  Approval, Case, CaseEvent, CaseInFull, Command, Device, DeviceRow, Knowledge, Me,
  Report, Start, TimelineEvent,
} from "../api/types";

/// How the line of live events stands. Anything but `live` means that what is
/// on the screen may be old, and the console says so in words.
export type Connection = "connecting" | "live" | "lost" | "rejected";

/// The device whose page is open.
export interface Opened {
  id: string;
  device: Device | null;
  /// The newest command to this device, running or finished.
  command: Command | null;
  /// When this console first saw `command` wait for the owner.
  waitingSinceMs: number | null;
  timeline: TimelineEvent[];
  reports: Report[];
  starts: Start[];
}

/// The case whose page is open.
export interface OpenedCase {
  id: number;
  record: Case | null;
  events: CaseEvent[];
}

export interface State {
  /// null: signed out. undefined: not known yet.
  me: Me | null | undefined;
  connection: Connection;
  connectionSinceMs: number;
  knowledge: Knowledge | null;
  rows: ReadonlyMap<string, DeviceRow> | null;
  /// Rises with every live event. A list that was asked for before an event
  /// and arrives after it must not undo what the event said.
  tick: number;
  touched: ReadonlyMap<string, number>;
  opened: Opened | null;
  cases: ReadonlyMap<number, Case> | null;
  openedCase: OpenedCase | null;
  approvals: ReadonlyMap<string, Approval> | null;
}

export const initialState: State = {
  me: undefined,
  connection: "connecting",
  connectionSinceMs: 0,
  knowledge: null,
  rows: null,
  tick: 0,
  touched: new Map(),
  opened: null,
  cases: null,
  openedCase: null,
  approvals: null,
};

export type Action =
  | { type: "signed_in"; me: Me }
  | { type: "signed_out" }
  | { type: "connection"; connection: Connection; atMs: number }
  | { type: "knowledge_loaded"; knowledge: Knowledge }
  | { type: "rows_loaded"; rows: DeviceRow[]; asOfTick: number }
  | { type: "device_opened"; id: string }
  | { type: "device_closed" }
  | {
    type: "device_loaded"; device: Device; commands: Command[];
    asOfTick: number; atMs: number;
  }
  | {
    type: "history_loaded"; id: string; timeline: TimelineEvent[];
    reports: Report[]; starts: Start[];
  }
  | { type: "cases_loaded"; cases: Case[] }
  | { type: "case_opened"; id: number }
  | { type: "case_left" }
  | { type: "case_loaded"; inFull: CaseInFull }
  | { type: "case_changed"; record: Case }
  | { type: "approvals_loaded"; approvals: Approval[] }
  | { type: "approval_changed"; approval: Approval }
  | { type: "command_posted"; command: Command; atMs: number }
  | { type: "live"; event: LiveEvent; atMs: number };
