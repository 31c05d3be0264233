import type { Diagnosis, Knowledge, RankedFault } from "../api/types";
import { useWords } from "../i18n/words";
import { Meter } from "../parts/meter";
import { verdictTitle } from "../store/knowledge";
import { Evidence } from "./evidence";

type Rival = Diagnosis["rivals"][number];

function Rank({ fault, first, knowledge }: {
  fault: RankedFault | Rival; first: boolean; knowledge: Knowledge | null;
}) {
  const words = useWords();
  const { t, format } = words;
  const name = verdictTitle({ status: "fault", fault_id: fault.fault_id },
    knowledge, words);
  return (
    <li>
      <p class="rank">
        <span>{first ? <strong>{name}</strong> : name}</span>
        <Meter low={0} high={100} value={Math.round(100 * fault.probability)}
          label={`${t.now.probability}: ${name}`} />
        <span class="share">{format.percent(fault.probability)}</span>
      </p>
      {/* That of the first stands open below. */}
      {!first && "evidence_for" in fault && (
        <details>
          <summary>{t.now.evidenceOf}<span class="unseen">: {name}</span>
          </summary>
          <Evidence fault={fault} knowledge={knowledge} />
        </details>
      )}
    </li>
  );
}

/// All causes that remain possible, most probable first, each with what speaks
/// for and against it. Of mere rivals only the probability is told.
export function Ranking({ diagnosis, knowledge }: {
  diagnosis: Diagnosis; knowledge: Knowledge | null;
}) {
  const { t } = useWords();
  const named = diagnosis.faults.map((one) => one.fault_id);
  const faults = [...diagnosis.faults, ...diagnosis.rivals.filter((one) =>
    !named.includes(one.fault_id))];
  if (faults.length === 0) return null;
  return (
    <section aria-labelledby="ranking-title">
      <h3 id="ranking-title">{t.now.ranking}</h3>
      <ol class="ranking">
        {faults.map((fault, place) => (
          <Rank key={fault.fault_id} fault={fault} first={place === 0}
            knowledge={knowledge} />
        ))}
      </ol>
    </section>
  );
}
