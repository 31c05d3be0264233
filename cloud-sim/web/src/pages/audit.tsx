import { useState } from "preact/hooks";
import { api } from "../api/client";
import type { Audit, Me } from "../api/types";
import { AuditLines, AuditVerdict } from "../assist/audit";
import { useAct } from "../device/act";
import { useWords } from "../i18n/words";
import { explain } from "../parts/failure";
import { useLoaded } from "../parts/loaded";
import { SubPage } from "../parts/sub_page";
import { ended } from "../store/actions";
import { auditEntries } from "../store/audit";
import { useStore } from "../store/store";

const shownAtOnce = 100;

const mostAtOnce = 500;  // as the cloud gives

/// The newest lines; `count` of them.
async function newest(id: string, count: number): Promise<Audit> {
  const view = await api.audit(id, 1, 0);
  const lines: string[] = [];
  for (let from = Math.max(1, view.last - count + 1); from <= view.last;
    from += mostAtOnce) {
    const part = await api.audit(id, from,
      Math.min(mostAtOnce, view.last - from + 1));
    lines.push(...part.lines);
  }
  return { ...view, lines };
}

function ReadOn({ id, last, changed }: {
  id: string; last: number; changed: () => Promise<void>;
}) {
  const { t } = useWords();
  const { busy, problem, run } = useAct(t.audit.readingName, id);
  const [refused, setRefused] = useState("");
  const online = useStore((state) =>
    state.rows?.get(id)?.state === "online");
  return (
    <div class="acts">
      <button type="button" disabled={busy || !online}
        onClick={() => void run(async () => {
          setRefused("");
          const done = await ended(
            await api.readAudit(id, last + 1, t.audit.readingName));
          if (done.state !== "succeeded") {
            setRefused(t.audit.refused(done.refusal
              ? t.refusal[done.refusal]
              : t.commandState[done.state]));
          }
          await changed();
        })}>
        {busy ? t.audit.reading : t.audit.readOn}
      </button>
      {!online && <p class="quiet">{t.audit.offline}</p>}
      {(problem || refused) && (
        <p class="problem" role="alert">{problem || refused}</p>
      )}
    </div>
  );
}

export function AuditPage({ id, me }: { id: string; me: Me }) {
  const words = useWords();
  const { t } = words;
  const [count, setCount] = useState(shownAtOnce);
  const { value, problem, again } = useLoaded(
    () => newest(id, count), count);
  const entries = value ? auditEntries(value) : [];
  const more = value && value.last - value.first >= count;
  return (
    <SubPage id={id} title={t.audit.of(id)} what={t.audit.what}>
      {problem !== null && (
        <div class="card" role="alert">
          <p class="problem">
            {t.error.what(t.error.open, id, explain(problem, words))}</p>
          <button type="button" onClick={() => void again()}>
            {t.error.retry}</button>
        </div>
      )}
      {!value && problem === null && <p role="status">{t.app.loading}</p>}
      {value && <AuditVerdict audit={value} />}
      {value && me.rights.includes("session") && (
        <ReadOn id={id} last={value.last} changed={again} />
      )}
      {entries.length > 0 && <AuditLines entries={entries} />}
      {more && (
        <button type="button" onClick={() => setCount(count * 5)}>
          {t.audit.more}</button>
      )}
    </SubPage>
  );
}
