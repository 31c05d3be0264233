import type { Audit } from "../api/types";
import { useWords } from "../i18n/words";
import type { AuditEntry, AuditLine, Trust } from "../store/audit";

const shapes: Record<Trust, string> = {
  verified: "●", breaks: "✕", unverified: "▲",
};
const marks: Record<Trust, string> = {
  verified: "mark-passed", breaks: "mark-failed",
  unverified: "mark-inconclusive",
};

function TrustMark({ trust }: { trust: Trust }) {
  const { t } = useWords();
  const names: Record<Trust, string> = {
    verified: t.audit.verified, breaks: t.audit.breaksHere,
    unverified: t.audit.unverified,
  };
  return (
    <span class={`mark ${marks[trust]}`}>
      <span class="shape" aria-hidden="true">{shapes[trust]}</span>
      {names[trust]}
    </span>
  );
}

function Line({ line }: { line: AuditLine }) {
  const { t, format } = useWords();
  return (
    <li class={`audit-line ${line.trust}`}>
      <span class="number">{t.audit.line(line.n)}</span>
      <span>
        <strong>{t.audit.event[line.event] ?? line.event}</strong>
        {line.verb && <> {t.verb[line.verb] ?? line.verb}</>}
        {line.who && <> · {line.who}</>}
        {line.reason && <small>{line.reason}</small>}
        {line.detail && <small>{line.detail}</small>}
        <details>
          <summary>{t.audit.raw}</summary>
          <code>{line.text}</code>
        </details>
      </span>
      <span class="quiet">{line.wallMs === null ? t.audit.untrusted
        : format.dateTime(line.wallMs)}</span>
      <TrustMark trust={line.trust} />
    </li>
  );
}

export function AuditLines({ entries }: { entries: AuditEntry[] }) {
  const { t } = useWords();
  return (
    <ol class="card audit-lines">
      {entries.map((entry) => entry.kind === "gap"
        ? <li key={`gap ${entry.first}`} class="audit-gap">
          {t.audit.gap(entry.first, entry.last)}</li>
        : <Line key={`line ${entry.line.n}`} line={entry.line} />)}
    </ol>
  );
}

/// In one sentence: may the log be believed, and how far.
export function AuditVerdict({ audit }: { audit: Audit }) {
  const { t, format, register } = useWords();
  if (audit.last === 0) return <p class="card">{t.audit.empty}</p>;
  if (!audit.problem) {
    const gaps = audit.unread.length;
    return (
      <p class="card audit-verdict" role="status">
        <TrustMark trust="verified" />{" "}
        {gaps === 0 ? t.audit.sound(audit.first, audit.last)
          : t.audit.soundBut(audit.first, audit.last, gaps)}
      </p>
    );
  }
  return (
    <div class="card audit-verdict" role="alert">
      <h2><span class="mark mark-failed">
        <span class="shape" aria-hidden="true">✕</span>{t.audit.broken}
      </span></h2>
      <p>{audit.broken_at > 0 ? t.audit.brokenAt(audit.broken_at)
        : t.audit.brokenDevice}</p>
      {audit.problem.at_ms > 0 && (
        <p class="quiet">
          {t.audit.noticed(format.dateTime(audit.problem.at_ms))}</p>
      )}
      <p>{t.audit.next}</p>
      {register === "expert" && <p><code>{audit.problem.what}</code></p>}
    </div>
  );
}
