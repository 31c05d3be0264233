import type {
  Device, Finding, Knowledge, RankedFault,
} from "../api/types";
import { useWords } from "../i18n/words";
import { evidenceLine } from "../store/knowledge";

function FindingList({ title, findings, knowledge }: {
  title: string; findings: Finding[]; knowledge: Knowledge | null;
}) {
  const words = useWords();
  return (
    <div>
      <h3>{title}</h3>
      {findings.length === 0
        ? <p class="quiet">{words.t.now.noEvidence}</p>
        : (
          <ul class="plain">
            {findings.map((one) => (
              <li key={one.id}>
                {evidenceLine(one, knowledge, words)}
                {words.register === "expert" && (
                  <p class="quiet"><code>{one.id}</code>{" "}
                    <span lang="en">{one.evidence}</span></p>
                )}
              </li>
            ))}
          </ul>
        )}
    </div>
  );
}

export function Evidence({ fault, knowledge }: {
  fault: RankedFault; knowledge: Knowledge | null;
}) {
  const { t } = useWords();
  return (
    <div class="evidence">
      <FindingList title={t.now.evidenceFor} findings={fault.evidence_for}
        knowledge={knowledge} />
      <FindingList title={t.now.evidenceAgainst}
        findings={fault.evidence_against} knowledge={knowledge} />
    </div>
  );
}

/// What was not measured is never silent: it could hide another fault.
/// `wouldChange` is the one that would change the diagnosis most.
export function NotMeasured({ device, ids, wouldChange, title }: {
  device: Device; ids: string[]; wouldChange: string | null;
  title: (id: string) => string;
}) {
  const { t, language, register } = useWords();
  const why = (id: string): string => {
    const result = device.results.find((one) => one.probe_id === id);
    if (result?.reason) return t.reason[result.reason];
    const probe = device.probes.find((one) => one.id === id);
    if (!probe || probe.supported) return "";
    return probe.unsupported_why &&
      (language === "en" || register === "expert")
      ? probe.unsupported_why
      : t.reason.unsupported;
  };
  return (
    <div>
      <h3>{t.now.notMeasured}</h3>
      <ul class="plain">
        {ids.map((id) => (
          <li key={id}>{title(id)}
            {why(id) && <span class="quiet"> · {why(id)}</span>}
          </li>
        ))}
      </ul>
      {wouldChange && <p>{t.now.wouldChange(title(wouldChange))}</p>}
    </div>
  );
}
