// The only file that calls the cloud. Every failure becomes an ApiError that
// says what happened; the pages say to what, and what to do next.
import type {
  Approval, Audit, Bundle, Case, CaseInFull, Command, Complaint, Device, DeviceRow, Knowledge, Kpi, Me,
  NewCase, Report, Session, Start, TimelineEvent,
} from "./types";

const base = "/api/v1";

export class ApiError extends Error {
  /// `code` is the cloud's word, or "unreachable" when nothing answered, or
  /// "malformed" when the answer was not from this API.
  constructor(
    readonly code: string, readonly status: number, message: string,
  ) {
    super(message);
  }
}

let cloudAheadMs = 0;

/// The time by the cloud's clock: ages and times left are right even where
/// this computer's clock is wrong.
export function cloudNow(): number {
  return Date.now() + cloudAheadMs;
}

function learnClock(response: Response): void {
  const said = Date.parse(response.headers.get("Date") ?? "");
  // The header has whole seconds, so a smaller difference says nothing.
  if (Number.isNaN(said)) return;
  const ahead = said - Date.now();
  cloudAheadMs = Math.abs(ahead) > 2000 ? ahead : 0;
}

async function failure(response: Response): Promise<ApiError> {
  try {
    const body = await response.json() as
        { error: { code: string; message: string } };
    return new ApiError(body.error.code, response.status, body.error.message);
  } catch {
    return new ApiError("malformed", response.status, "");
  }
}

async function call<T>(
  method: string, path: string, body?: unknown,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(base + path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      ...(body === undefined ? {} : {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
  } catch {
    throw new ApiError("unreachable", 0, "");
  }
  learnClock(response);
  if (!response.ok) throw await failure(response);
  if (response.status === 204) return undefined as T;
  try {
    return await response.json() as T;
  } catch {
    throw new ApiError("malformed", response.status, "");
  }
}

const device = (id: string): string => `/devices/${encodeURIComponent(id)}`;

const caseAct = (id: number, act: string, body: unknown): Promise<Case> =>
  call<Case>("POST", `/cases/${id}/${act}`, body);

export const api = {
  cases: async () =>
    (await call<{ cases: Case[] }>("GET", "/cases?limit=500")).cases,
  case: (id: number) => call<CaseInFull>("GET", `/cases/${id}`),
  openCase: (wanted: NewCase) => call<Case>("POST", "/cases", wanted),
  addNote: (id: number, text: string) => caseAct(id, "notes", { text }),
  takeCase: (id: number) => caseAct(id, "taking", {}),
  escalate: (id: number) => caseAct(id, "escalation", {}),
  advise: (id: number, remedy_id: string, text: string) =>
    caseAct(id, "advice", { remedy_id, text }),
  rate: (id: number, stars: number, text: string) =>
    caseAct(id, "rating", { stars, text }),
  closeCase: (id: number, text: string) => caseAct(id, "closing", { text }),
  approvals: async () =>
    (await call<{ approvals: Approval[] }>("GET", "/approvals")).approvals,
  askSecond: (id: string, remedy: string, reason: string) =>
    call<Approval>("POST", `${device(id)}/approvals`,
      { verb: "apply_remedy", remedy, reason }),
  countersign: (id: string) =>
    call<Approval>("POST",
      `/approvals/${encodeURIComponent(id)}/countersignature`, {}),
  decline: (id: string, reason: string) =>
    call<Approval>("POST", `/approvals/${encodeURIComponent(id)}/decline`,
      { reason }),
  bundles: async (id: string) =>
    (await call<{ bundles: Bundle[] }>("GET", `${device(id)}/bundles`)).bundles,
  bundleFile: (id: string) => `${base}/bundles/${encodeURIComponent(id)}`,
  collectBundle: (id: string, destination: string, reason: string) =>
    call<Command>("POST", `${device(id)}/commands`,
      { verb: "collect_bundle", destination, reason }),
  audit: (id: string, from: number, limit: number) =>
    call<Audit>("GET", `${device(id)}/audit?from=${from}&limit=${limit}`),
  readAudit: (id: string, from: number, reason: string) =>
    call<Command>("POST", `${device(id)}/commands`,
      { verb: "read_audit", from, limit: 200, reason }),
  command: (id: string) =>
    call<Command>("GET", `/commands/${encodeURIComponent(id)}`),
  kpi: (days: number) => call<Kpi>("GET", `/kpi?days=${days}`),
  login: (token: string) => call<Me>("POST", "/login", { token }),
  logout: () => call<unknown>("POST", "/logout", {}),
  me: () => call<Me>("GET", "/me"),
  knowledge: () => call<Knowledge>("GET", "/knowledge"),
  devices: async () =>
    (await call<{ devices: DeviceRow[] }>("GET", "/devices")).devices,
  device: (id: string) => call<Device>("GET", device(id)),
  reports: async (id: string, limit: number) =>
    (await call<{ reports: Report[] }>(
      "GET", `${device(id)}/reports?limit=${limit}`)).reports,
  timeline: async (id: string, limit: number) =>
    (await call<{ events: TimelineEvent[] }>(
      "GET", `${device(id)}/timeline?limit=${limit}`)).events,
  starts: async (id: string, limit: number) =>
    (await call<{ starts: Start[] }>(
      "GET", `${device(id)}/starts?limit=${limit}`)).starts,
  commands: async (id: string) =>
    (await call<{ commands: Command[] }>(
      "GET", `${device(id)}/commands`)).commands,
  diagnose: (id: string, complaint: Complaint | null, reason: string) =>
    call<Command>("POST", `${device(id)}/commands`, {
      verb: "diagnose", reason, ...(complaint ? { complaint } : {}),
    }),
  runProbes: (id: string, probes: string[], reason: string) =>
    call<Command>("POST", `${device(id)}/commands`,
      { verb: "run_probes", probes, reason }),
  applyRemedy: (id: string, remedy: string, reason: string) =>
    call<Command>("POST", `${device(id)}/commands`,
      { verb: "apply_remedy", remedy, reason }),
  cancel: (id: string, command: string) =>
    call<Command>("POST", `${device(id)}/commands`,
      { verb: "cancel", command }),
  openSession: (id: string, reason: string) =>
    call<Session>("POST", `${device(id)}/sessions`, { reason }),
  endSession: (id: string, session: string) =>
    call<Session>("DELETE",
      `${device(id)}/sessions/${encodeURIComponent(session)}`),
};
