// What joins the cloud and the store: loading, live events, sign-in.
import { api, ApiError, cloudNow } from "../api/client";
import { listen, type Line } from "../api/live";
import type { Command } from "../api/types";
import { isFinal } from "./reduce";
import type { Connection } from "./state";
import { dispatch, getState } from "./store";

const historyDelayMs = 400;
const heartbeatMs = 15_000;
const retryMs = 3000;
const reportsShown = 200;
const eventsShown = 100;
const startsShown = 200;

/// A 401 anywhere means that the sign-in ended: back to the sign-in page.
function signedOutBy(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status !== 401) return false;
  dispatch({ type: "signed_out" });
  return true;
}

function line(connection: Connection): void {
  dispatch({ type: "connection", connection, atMs: cloudNow() });
}

/// Runs a load whose failure the connection strip shows. Whether it worked.
async function quietly(load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch (error) {
    if (signedOutBy(error)) return false;
    if (!(error instanceof ApiError)) throw error;
    line(error.code === "unreachable" ? "lost" : "rejected");
    return false;
  }
}

export async function loadRows(): Promise<void> {
  const asOfTick = getState().tick;
  dispatch({ type: "rows_loaded", rows: await api.devices(), asOfTick });
}

export async function loadCases(): Promise<void> {
  dispatch({ type: "cases_loaded", cases: await api.cases() });
}

export async function loadApprovals(): Promise<void> {
  dispatch({ type: "approvals_loaded", approvals: await api.approvals() });
}

/// Loads the page of one case; throws ApiError for the page to show.
export async function loadCase(id: number): Promise<void> {
  try {
    dispatch({ type: "case_loaded", inFull: await api.case(id) });
  } catch (error) {
    if (!signedOutBy(error)) throw error;
  }
}

async function loadKnowledge(): Promise<void> {
  dispatch({ type: "knowledge_loaded", knowledge: await api.knowledge() });
}

async function loadHistory(id: string): Promise<void> {
  const [timeline, reports, starts] = await Promise.all(
    [api.timeline(id, eventsShown), api.reports(id, reportsShown),
      api.starts(id, startsShown)]);
  dispatch({ type: "history_loaded", id, timeline, reports, starts });
}

/// Loads the page of one device; throws ApiError for the page to show.
export async function loadDevice(id: string): Promise<void> {
  const asOfTick = getState().tick;
  try {
    const [device, commands] = await Promise.all(
      [api.device(id), api.commands(id)]);
    dispatch({ type: "device_loaded", device, commands, asOfTick,
      atMs: cloudNow() });
    await loadHistory(id);
  } catch (error) {
    if (!signedOutBy(error)) throw error;
  }
}

let historyTimer: number | undefined;

/// Events come in bursts; the timeline is asked for once after each burst.
function historySoon(id: string): void {
  window.clearTimeout(historyTimer);
  historyTimer = window.setTimeout(
    () => void quietly(() => loadHistory(id)), historyDelayMs);
}

let caseTimer: number | undefined;

function caseSoon(id: number): void {
  window.clearTimeout(caseTimer);
  caseTimer = window.setTimeout(
    () => void quietly(() => loadCase(id)), historyDelayMs);
}

function reload(): void {
  void quietly(loadRows);
  void quietly(loadKnowledge);
  void quietly(loadCases);
  void quietly(loadApprovals);
  const openedCase = getState().openedCase?.id;
  if (openedCase) void quietly(() => loadCase(openedCase));
  const id = getState().opened?.id;
  if (id) void quietly(() => loadDevice(id));
}

/// A line that died without a word is found out by asking.
async function beat(live: Line): Promise<void> {
  const works = await quietly(api.me);
  if (!works && getState().me) live.restart();
}

/// Follows the cloud until the returned function is called.
export function follow(): () => void {
  const live = listen({
    opened: (missed) => {
      line("live");
      if (missed) reload();
    },
    lost: () => line("lost"),
    // Tells "signed out" from "failing": /me answers 401 for the first.
    rejected: () => {
      line("rejected");
      void quietly(api.me);
    },
    event: (event) => {
      dispatch({ type: "live", event, atMs: cloudNow() });
      if (event.kind === "case") {
        if (getState().openedCase?.id === event.record.id) {
          caseSoon(event.record.id);
        }
        return;
      }
      if (event.kind === "approval" && getState().opened?.id !== event.deviceId) {
        return;
      }
      const id = event.kind === "device" ? event.device.id : event.deviceId;
      const progress = event.kind === "command" && !isFinal(event.command);
      if (getState().opened?.id === id && !progress) historySoon(id);
    },
  });
  const heartbeat = window.setInterval(() => void beat(live), heartbeatMs);
  return () => {
    live.stop();
    window.clearInterval(heartbeat);
  };
}

/// Finds out who is signed in, and asks again while the cloud does not answer.
export async function recogniseMe(): Promise<void> {
  if (await quietly(async () =>
    dispatch({ type: "signed_in", me: await api.me() }))) {
    return;
  }
  if (getState().me === undefined) {
    window.setTimeout(() => void recogniseMe(), retryMs);
  }
}

export async function signIn(token: string): Promise<void> {
  dispatch({ type: "signed_in", me: await api.login(token) });
}

export async function signOut(): Promise<void> {
  try {
    await api.logout();
  } finally {
    dispatch({ type: "signed_out" });
  }
}

const lookAgainMs = 400;

/// What became of a command in the end.
export async function ended(command: Command): Promise<Command> {
  let now = command;
  while (!isFinal(now)) {
    await new Promise((go) => window.setTimeout(go, lookAgainMs));
    now = await api.command(command.id);
  }
  return now;
}

export function posted(command: Command): void {
  dispatch({ type: "command_posted", command, atMs: cloudNow() });
}
