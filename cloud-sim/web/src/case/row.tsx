import type { Case, Knowledge } from "../api/types";
import { useWords } from "../i18n/words";
import { casePath, followLink } from "../parts/router";
import { CaseStateMark, SeverityMark } from "./marks";
import { caseTitle } from "./words";

export function CaseRow({ record, knowledge, now }: {
  record: Case; knowledge: Knowledge | null; now: number;
}) {
  const words = useWords();
  const { t, format } = words;
  const path = casePath(record.id);
  return (
    <li>
      <a class="case-row" href={path}
        onClick={(event) => followLink(event, path)}>
        <span class="name">{t.case.title(record.id)}
          <small>{record.device}</small>
        </span>
        <span class="what">{caseTitle(record, knowledge, words)}
          <small>{t.case.origin[record.origin]}</small>
        </span>
        <span class="marks">
          <CaseStateMark record={record} />
          <SeverityMark record={record} />
        </span>
        <span class="whose">{t.case.level[record.level]}
          <small>{record.assignee ?? t.cases.nobody}</small>
        </span>
        <span class="since">{format.age(record.opened_ms, now)}</span>
      </a>
    </li>
  );
}
