// Pure: the same state and action give the same next state. All that the
// console shows comes from here.
import type { LiveEvent } from "../api/live";
import type {
  Command, CommandState, Device, DeviceRow, LatestResult, ProbeResult, Report,
} from "../api/types";
import { applyApproval, loadApprovals } from "./approvals";
import { applyCase, reduceCases } from "./cases";
import { initialState, type Action, type Opened, type State } from "./state";

const finalStates: readonly CommandState[] =
  ["succeeded", "failed", "cancelled", "refused"];

export function isFinal(command: Command): boolean {
  return finalStates.includes(command.state);
}

function withCommand(opened: Opened, command: Command, atMs: number): Opened {
  const waiting = command.state === "waiting_for_consent";
  const sameWait = waiting && opened.command?.id === command.id &&
    opened.waitingSinceMs !== null;
  return {
    ...opened,
    command,
    waitingSinceMs: !waiting ? null : sameWait ? opened.waitingSinceMs : atMs,
  };
}

/// A result is told several times: while its command runs, by the command's
/// end, and by the next report. It was still measured only once.
function sameMeasurement(a: ProbeResult, b: ProbeResult): boolean {
  return a.started_monotonic_ms === b.started_monotonic_ms &&
    a.duration_ms === b.duration_ms && a.summary === b.summary;
}

function mergeResults(
  known: LatestResult[], news: ProbeResult[], atMs: number,
): LatestResult[] {
  const fresh = new Map(news.map((r) => [r.probe_id, { ...r, at_ms: atMs }]));
  const kept = known.map((old) => {
    const next = fresh.get(old.probe_id);
    if (!next) return old;
    fresh.delete(old.probe_id);
    return next.at_ms >= old.at_ms && !sameMeasurement(old, next)
      ? next : old;
  });
  return [...kept, ...fresh.values()];
}

/// What a command has taught about the device so far.
function learned(device: Device, command: Command, atMs: number): Device {
  const steps = command.steps.flatMap((step) => step.result ?? []);
  const finishedMs = command.finished_ms ?? atMs;
  return {
    ...device,
    active_command: isFinal(command) ? null : command,
    results: mergeResults(
      mergeResults(device.results, steps, finishedMs),
      command.results, finishedMs),
    latest_diagnosis: command.diagnosis ?? device.latest_diagnosis,
  };
}

/// One that has a place on the page; a cancel is told by the one that it stops.
function isShown(command: Command): boolean {
  return command.verb === "diagnose" || command.verb === "run_probes" ||
    command.verb === "apply_remedy";
}

function applyCommand(opened: Opened, command: Command, atMs: number): Opened {
  if (!isShown(command)) return opened;
  const newest = opened.command;
  if (newest && newest.id !== command.id &&
      newest.created_ms > command.created_ms) {
    return opened;
  }
  const next = withCommand(opened, command, atMs);
  if (!next.device) return next;
  return { ...next, device: learned(next.device, command, atMs) };
}

function applyReport(opened: Opened, report: Report): Opened {
  const reports = opened.reports.some((r) => r.id === report.id)
    ? opened.reports
    : [report, ...opened.reports];
  const device = opened.device;
  if (!device) return { ...opened, reports };
  return {
    ...opened,
    reports,
    device: {
      ...device,
      results:
        mergeResults(device.results, report.results, report.received_ms),
      latest_diagnosis: report.diagnosis ?? device.latest_diagnosis,
    },
  };
}

function applyToOpened(opened: Opened, event: LiveEvent, atMs: number): Opened {
  switch (event.kind) {
    case "device":
      return opened.device
        ? { ...opened, device: { ...opened.device, ...event.device } }
        : opened;
    case "report":
      return applyReport(opened, event.report);
    case "command":
      return applyCommand(opened, event.command, atMs);
    case "case":
    case "approval":
      return opened;
    case "session":
      return opened.device
        ? { ...opened, device: { ...opened.device, session: event.session } }
        : opened;
  }
}

function applyLive(state: State, event: LiveEvent, atMs: number): State {
  if (event.kind === "case") return applyCase(state, event.record);
  if (event.kind === "approval") return applyApproval(state, event.approval);
  const id = event.kind === "device" ? event.device.id : event.deviceId;
  const tick = state.tick + 1;
  const touched = new Map(state.touched).set(id, tick);
  const opened = state.opened?.id === id
    ? applyToOpened(state.opened, event, atMs)
    : state.opened;
  const rows = event.kind === "device" && state.rows
    ? new Map(state.rows).set(id, event.device)
    : state.rows;
  return { ...state, tick, touched, opened, rows };
}

function loadRows(state: State, list: DeviceRow[], asOfTick: number): State {
  const rows = new Map(list.map((row) => {
    const newer = (state.touched.get(row.id) ?? 0) > asOfTick;
    return [row.id, (newer && state.rows?.get(row.id)) || row];
  }));
  for (const [id, row] of state.rows ?? []) {
    // Appeared by an event while the list was on its way.
    if (!rows.has(id) && (state.touched.get(id) ?? 0) > asOfTick) {
      rows.set(id, row);
    }
  }
  return { ...state, rows };
}

function loadDevice(
  state: State, action: Extract<Action, { type: "device_loaded" }>,
): State {
  const opened = state.opened;
  if (!opened || opened.id !== action.device.id) return state;
  const newest = action.device.active_command ??
    action.commands
      .filter(isShown)
      .sort((a, b) => b.created_ms - a.created_ms)[0] ?? null;
  const newer = (state.touched.get(opened.id) ?? 0) > action.asOfTick;
  if (newer && opened.command) {
    const device = { ...action.device, session: opened.device?.session ??
      action.device.session };
    return { ...state,
      opened: applyCommand({ ...opened, device }, opened.command,
        action.atMs) };
  }
  const loaded = { ...opened, device: action.device };
  return { ...state,
    opened: newest ? withCommand(loaded, newest, action.atMs) : loaded };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "signed_in":
      return { ...state, me: action.me };
    case "signed_out":
      return { ...initialState, me: null };
    case "connection":
      return state.connection === action.connection ? state : {
        ...state, connection: action.connection,
        connectionSinceMs: action.atMs,
      };
    case "knowledge_loaded":
      return { ...state, knowledge: action.knowledge };
    case "rows_loaded":
      return loadRows(state, action.rows, action.asOfTick);
    case "device_opened":
      return { ...state, opened: {
        id: action.id, device: null, command: null, waitingSinceMs: null,
        timeline: [], reports: [], starts: [],
      } };
    case "device_closed":
      return { ...state, opened: null };
    case "device_loaded":
      return loadDevice(state, action);
    case "history_loaded":
      return state.opened?.id === action.id
        ? { ...state, opened: { ...state.opened, timeline: action.timeline,
          reports: action.reports, starts: action.starts } }
        : state;
    case "command_posted": {
      const opened = state.opened;
      // An event may have overtaken the answer to the click.
      if (!opened || opened.id !== action.command.device ||
          opened.command?.id === action.command.id) {
        return state;
      }
      return { ...state,
        opened: applyCommand(opened, action.command, action.atMs) };
    }
    case "cases_loaded":
    case "case_opened":
    case "case_left":
    case "case_loaded":
    case "case_changed":
      return reduceCases(state, action);
    case "approvals_loaded":
      return loadApprovals(state, action.approvals);
    case "approval_changed":
      return applyApproval(state, action.approval);
    case "live":
      return applyLive(state, action.event, action.atMs);
  }
}
