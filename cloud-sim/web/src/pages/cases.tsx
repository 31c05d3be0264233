import { useEffect, useState } from "preact/hooks";
import { CaseRow } from "../case/row";
import { useWords } from "../i18n/words";
import { useNow } from "../parts/time";
import { inOrder, inQueue, type Queue } from "../store/cases";
import { useStore } from "../store/store";

const queues: readonly Queue[] = ["open", "mine", "l1", "l2", "closed"];

export function CasesPage() {
  const { t } = useWords();
  const cases = useStore((state) => state.cases);
  const knowledge = useStore((state) => state.knowledge);
  const me = useStore((state) => state.me?.name ?? "");
  const now = useNow(5000);
  const [queue, setQueue] = useState<Queue>("open");
  useEffect(() => { document.title = `${t.cases.title} · ${t.app.name}`; },
    [t]);
  const shown = inOrder(cases?.values() ?? [])
    .filter((one) => inQueue(one, queue, me));
  return (
    <main id="content" tabIndex={-1}>
      <div class="fleet-head"><h1>{t.cases.title}</h1></div>
      <div class="switch queues" role="group" aria-label={t.cases.queue}>
        {queues.map((one) => (
          <button key={one} type="button" aria-pressed={one === queue}
            onClick={() => setQueue(one)}>{t.cases.queues[one]}</button>
        ))}
      </div>
      <p class="quiet tally" role="status">
        {cases ? t.cases.shown(shown.length) : t.app.loading}
      </p>
      {cases && shown.length === 0 && (
        <div class="card empty">
          <h2>{t.cases.none}</h2>
          <p>{t.cases.noneNext}</p>
        </div>
      )}
      {shown.length > 0 && (
        <div class="card list">
          <ul>
            {shown.map((one) => <CaseRow key={one.id} record={one}
              knowledge={knowledge} now={now} />)}
          </ul>
        </div>
      )}
    </main>
  );
}
