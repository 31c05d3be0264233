import type { Case } from "../api/types";
import { useWords } from "../i18n/words";
import { devicePath, followLink } from "../parts/router";
import { reachedMs, stations } from "../store/cases";
import { useStore } from "../store/store";
import { CaseStateMark, SeverityMark } from "./marks";
import { caseTitle, complaintName } from "./words";

/// Where the case stands on its way, and when it got there.
function Course({ record }: { record: Case }) {
  const { t, format } = useWords();
  return (
    <ol class="course" aria-label={t.case.course}>
      {stations.map((station) => {
        const at = reachedMs(record, station);
        const here = station === record.state;
        return (
          <li key={station} class={at === null ? "ahead" : "reached"}
            aria-current={here ? "step" : undefined}>
            <span class="shape" aria-hidden="true">
              {here ? "◉" : at === null ? "○" : "●"}
            </span>
            <span>{t.case.state[station]}
              <small>{at === null ? t.case.notReached : format.dateTime(at)}
              </small>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return value ? <div><dt>{name}</dt><dd>{value}</dd></div> : null;
}

export function CaseHeader({ record }: { record: Case }) {
  const words = useWords();
  const { t } = words;
  const knowledge = useStore((state) => state.knowledge);
  const path = devicePath(record.device);
  const layer = record.skill ? t.layer[record.skill] ?? record.skill : "";
  const level = t.case.level[record.level];
  return (
    <header class="device-head">
      <div class="title">
        <h1>{t.case.title(record.id)}{words.language === "zh" ? "：" : ": "}
          {caseTitle(record, knowledge, words)}</h1>
      </div>
      <div class="status">
        <CaseStateMark record={record} />
        <SeverityMark record={record} />
        <span class="quiet">{t.case.origin[record.origin]}</span>
      </div>
      <dl class="facts">
        <div><dt>{t.case.device}</dt>
          <dd><a href={path} onClick={(event) => followLink(event, path)}>
            {record.device}</a></dd></div>
        <Fact name={t.cases.complaint}
          value={complaintName(record.complaint, words)} />
        <Fact name={t.case.queue}
          value={layer ? `${level} · ${layer}` : level} />
        <Fact name={t.case.assignee}
          value={record.assignee ?? t.cases.nobody} />
        <Fact name={t.case.outcomeName}
          value={record.outcome ? t.case.outcome[record.outcome] : ""} />
        <Fact name={t.case.rating}
          value={record.stars ? t.case.stars(record.stars) : ""} />
      </dl>
      <Course record={record} />
    </header>
  );
}
