import type { Case } from "../api/types";
import { useWords } from "../i18n/words";
import { isOpen } from "../store/cases";

const shapes: Record<string, string> = { s1: "▲", s2: "▲", s3: "●", s4: "○" };

export function SeverityMark({ record }: { record: Case }) {
  const { t } = useWords();
  if (!record.severity) return null;
  return (
    <span class={`mark severity-${record.severity}`}>
      <span class="shape" aria-hidden="true">{shapes[record.severity]}</span>
      {t.case.severity[record.severity]}
    </span>
  );
}

export function CaseStateMark({ record }: { record: Case }) {
  const { t } = useWords();
  const good = record.state === "confirmed";
  return (
    <span class={`mark ${good ? "mark-online"
      : isOpen(record) ? "mark-offline" : "mark-stopped"}`}>
      <span class="shape" aria-hidden="true">
        {good ? "✓" : isOpen(record) ? "●" : "■"}
      </span>
      {t.case.state[record.state]}
    </span>
  );
}
