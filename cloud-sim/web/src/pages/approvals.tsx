import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { DecidedApproval, WaitingApproval } from "../assist/approval";
import { useWords } from "../i18n/words";
import { explain } from "../parts/failure";
import { useNow } from "../parts/time";
import { loadApprovals } from "../store/actions";
import { decidedOnes, waitingOnes } from "../store/approvals";
import { useStore } from "../store/store";

export function ApprovalsPage({ me }: { me: Me }) {
  const words = useWords();
  const { t } = words;
  const approvals = useStore((state) => state.approvals);
  const now = useNow(1000);
  const [problem, setProblem] = useState<unknown>(null);
  const load = (): void => {
    setProblem(null);
    loadApprovals().catch(setProblem);
  };
  useEffect(load, []);
  useEffect(() => {
    document.title = `${t.approvals.title} · ${t.app.name}`;
  }, [t]);
  const waiting = waitingOnes(approvals?.values() ?? [], now);
  const decided = decidedOnes(approvals?.values() ?? [], now);
  return (
    <main id="content" class="approvals" tabIndex={-1}>
      <div class="fleet-head"><h1>{t.approvals.title}</h1></div>
      <p class="quiet">{t.approvals.why}</p>
      {problem !== null && (
        <div class="card" role="alert">
          <p class="problem">{t.error.what(t.error.open, t.approvals.title,
            explain(problem, words))}</p>
          <button type="button" onClick={load}>{t.error.retry}</button>
        </div>
      )}
      <section aria-labelledby="approvals-waiting">
        <h2 id="approvals-waiting">{t.approvals.waiting}</h2>
        {!approvals && !problem && <p role="status">{t.app.loading}</p>}
        {approvals && waiting.length === 0 && (
          <div class="card empty">
            <p>{t.approvals.none}</p>
            <p class="quiet">{t.approvals.noneNext}</p>
          </div>
        )}
        <ul class="approval-list">
          {waiting.map((one) => <WaitingApproval key={one.id} approval={one}
            me={me} now={now} />)}
        </ul>
      </section>
      <section class="card" aria-labelledby="approvals-decided">
        <h2 id="approvals-decided">{t.approvals.decided}</h2>
        {decided.length === 0
          ? <p class="quiet">{t.approvals.noneDecided}</p>
          : (
            <ul>
              {decided.map((one) =>
                <DecidedApproval key={one.id} approval={one} />)}
            </ul>
          )}
      </section>
    </main>
  );
}
