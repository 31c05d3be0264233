// Server-sent events with what EventSource leaves out: it resumes by itself
// after a broken line, but gives up for good on an HTTP error.
import type {
  Approval, Case, Command, DeviceRow, Report, Session,
} from "./types";

export type LiveEvent =
  | { kind: "device"; device: DeviceRow }
  | { kind: "report"; deviceId: string; report: Report }
  | { kind: "command"; deviceId: string; command: Command }
  | { kind: "session"; deviceId: string; session: Session }
  | { kind: "case"; deviceId: string; record: Case }
  | { kind: "approval"; deviceId: string; approval: Approval };

export interface LiveListener {
  /// The line stands. `missed` when events may have been lost, so that what is
  /// shown must be loaded again.
  opened(missed: boolean): void;
  /// The line broke; it is being tried again.
  lost(): void;
  /// The cloud answered, but not with events (signed out, or failing).
  rejected(): void;
  event(event: LiveEvent): void;
}

const retryMs = 3000;

function parse(kind: string, text: string): LiveEvent | null {
  try {
    const data = JSON.parse(text);
    const deviceId = String(data.device);
    switch (kind) {
      case "device":
        return data.row ? { kind, device: data.row } : null;
      case "report":
        return data.report ? { kind, deviceId, report: data.report } : null;
      case "command":
        return data.command ? { kind, deviceId, command: data.command } : null;
      case "session":
        return data.session ? { kind, deviceId, session: data.session } : null;
      case "case":
        return data.case ? { kind, deviceId, record: data.case } : null;
      case "approval":
        return data.approval
          ? { kind, deviceId, approval: data.approval } : null;
      default:
        return null;
    }
  } catch {
    return null;  // a newer cloud may say what this console cannot read
  }
}

export interface Line {
  /// Drops the line and connects anew.
  restart(): void;
  stop(): void;
}

export function listen(listener: LiveListener): Line {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let missed = true;

  const connect = (): void => {
    const current = new EventSource("/api/v1/events");
    source = current;
    current.onopen = () => {
      listener.opened(missed);
      missed = false;
    };
    current.onerror = () => {
      if (current.readyState !== EventSource.CLOSED) {
        listener.lost();
        return;
      }
      listener.rejected();
      missed = true;  // a new EventSource starts without Last-Event-ID
      timer = window.setTimeout(connect, retryMs);
    };
    current.addEventListener("reset", () => listener.opened(true));
    for (const kind of ["device", "report", "command", "session", "case",
      "approval"]) {
      current.addEventListener(kind, (message) => {
        const event = parse(kind, (message as MessageEvent<string>).data);
        if (event) listener.event(event);
      });
    }
  };
  const stop = (): void => {
    window.clearTimeout(timer);
    source?.close();
  };

  connect();
  return {
    stop,
    restart: () => {
      stop();
      missed = true;
      connect();
    },
  };
}
