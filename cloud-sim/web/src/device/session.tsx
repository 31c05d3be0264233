import { api } from "../api/client";
import type { Command, Device } from "../api/types";
import { useWords } from "../i18n/words";
import { useNow } from "../parts/time";
import { useAct } from "./act";

/// At the bottom while a session is open: who, why, how long, the consent.
export function SessionStrip({ device, command, waitingSinceMs, mayAct }: {
  device: Device; command: Command | null; waitingSinceMs: number | null;
  mayAct: boolean;
}) {
  const { t, format } = useWords();
  const now = useNow(1000);
  const { busy, problem, run } = useAct(t.error.endSession, device.id);
  const session = device.session;
  const open = session?.state === "opening" || session?.state === "open";
  if (!session || !open) return null;
  const until = session.consent_until_ms || command?.consent_until_ms || 0;
  const consent = until > 0
    ? t.session.waitingLeft(format.span(until - now))
    : waitingSinceMs !== null
    ? t.session.waiting(format.span(now - waitingSinceMs))
    : command?.state === "running" && command.session === session.id
      ? t.session.consented
      : t.session.noConsentAsked;
  return (
    <aside class="session" aria-label={t.session.title}>
      <p>
        <strong>{t.session.title} {t.session.state[session.state]}</strong>
        <span>{t.session.by(session.operator)}</span>
        {session.reason && <span class="reason">{session.reason}</span>}
        {session.ends_ms > 0 && (
          <span>{t.session.left(format.countdown(session.ends_ms - now))}
          </span>
        )}
        <span>{consent}</span>
      </p>
      {mayAct && (
        <button type="button" disabled={busy}
          onClick={() => void run(
            () => api.endSession(device.id, session.id))}>
          {busy ? t.session.ending : t.session.end}
        </button>
      )}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </aside>
  );
}
