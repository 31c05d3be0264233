import type { Knowledge } from "../../api/types";
import { unitName } from "../../i18n/names";
import { useWords } from "../../i18n/words";
import { findingTitle } from "../../store/knowledge";
import type { MicrophoneFinding, MicrophoneSound } from "../../store/sound";
import type { MicrophoneFigure } from "../../store/sound_names";
import { WideTable } from "./value_table";

const columns: readonly MicrophoneFigure[] =
  ["level", "delay", "quiet_level", "hum_excess", "dc"];

/// Found, or not known: each with its sign and word.
export function FoundList({ found, knowledge }: {
  found: MicrophoneFinding[]; knowledge: Knowledge | null;
}) {
  const words = useWords();
  return (
    <ul class="found">
      {found.map(({ finding, evidence }) => {
        const title = findingTitle(finding.id, knowledge, words);
        const present = finding.presence === "present";
        return (
          <li key={finding.id}>
            <span class={`mark mark-${present ? "failed" : "inconclusive"}`}>
              <span class="shape" aria-hidden="true">
                {present ? "✕" : "?"}
              </span>
              {present ? title : words.t.sound.notJudged(title)}
            </span>
            {words.register === "expert" && evidence && (
              <small class="quiet" lang="en">{evidence}</small>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Figure({ microphone, what }: {
  microphone: MicrophoneSound; what: MicrophoneFigure;
}) {
  const { t, format, language } = useWords();
  const figure = microphone.figures[what];
  if (!figure) return <td class="quiet">{t.sound.notMeasured}</td>;
  const sigma = figure.sigma === null ? ""
    : format.sigma(figure.sigma, figure.value);
  return (
    <td>
      {format.figure(figure.value)} {unitName(figure.unit, language)}
      {sigma && <small class="quiet"> {t.figures.sigma(sigma)}</small>}
    </td>
  );
}

/// What each microphone measured, and what was found of it.
export function Microphones({ microphones, knowledge }: {
  microphones: MicrophoneSound[]; knowledge: Knowledge | null;
}) {
  const { t, format } = useWords();
  if (microphones.length === 0) {
    return <p class="quiet">{t.sound.noMicrophones}</p>;
  }
  return (
    <WideTable title={t.sound.microphones}>
      <thead>
        <tr>
          <th scope="col">{t.sound.column.microphone}</th>
          <th scope="col">{t.sound.column.findings}</th>
          {columns.map((one) =>
            <th key={one} scope="col">{t.sound.column[one]}</th>)}
        </tr>
      </thead>
      <tbody>
        {microphones.map((one) => (
          <tr key={one.number}>
            <th scope="row">
              {t.sound.microphone(format.number(one.number))}
            </th>
            <td class="words">
              {one.findings.length > 0
                ? <FoundList found={one.findings} knowledge={knowledge} />
                : <span class="quiet">{t.sound.nothingFound}</span>}
            </td>
            {columns.map((what) =>
              <Figure key={what} microphone={one} what={what} />)}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
