import type { Command, Device, LatestResult, Report } from "../../api/types";
import { unitName } from "../../i18n/names";
import { useWords } from "../../i18n/words";
import { OutcomeMark } from "../../parts/status";
import { useNow } from "../../parts/time";
import { courseOf } from "../../store/figures";
import { resultLine } from "../../store/knowledge";
import {
  isConclusive, soundOf, soundView, sweepProbe, type SoundView,
} from "../../store/sound";
import { useStore } from "../../store/store";
import { Trend } from "../trend";
import { Curves } from "./curves";
import { FoundList, Microphones } from "./microphones";
import { PlayTest, unsupportedWhy } from "./play";

/// What the last test came to, in words; also when there is nothing to draw.
function Outcome({ device, view }: { device: Device; view: SoundView }) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  const now = useNow(5000);
  const { latest, drawn } = view;
  if (!latest) {
    return <p>{unsupportedWhy(device, words) ?? t.sound.none}</p>;
  }
  const why = latest.reason ? t.reason[latest.reason] : latest.summary &&
    words.language === "en" ? latest.summary : "";
  const outcome = latest.outcome;
  return (
    <>
      <p class="line">
        <OutcomeMark outcome={outcome} />
        <span>{outcome === "passed" || outcome === "failed"
          ? resultLine(latest, knowledge, words)
          : t.sound.outcome[outcome](why)}</span>
        <span class="quiet">{t.sound.measured(
          format.age(latest.at_ms, now))}</span>
      </p>
      {drawn && !isConclusive(latest) && (
        <p>{t.sound.earlier(format.age(drawn.at_ms, now))}</p>
      )}
    </>
  );
}

function History({ result, reports }: {
  result: LatestResult; reports: Report[];
}) {
  const { t, language } = useWords();
  const trusted = reports.map((report) => ({ ...report,
    results: report.results.filter(isConclusive) }));
  const names = { level: t.sound.level, thd_1_khz: t.sound.thdAt1Khz };
  const known = Object.entries(names).flatMap(([id, name]) => {
    const measurement = result.measurements.find((one) => one.name === id);
    return measurement ? [{ id, name, measurement }] : [];
  });
  if (known.length === 0) return null;
  return (
    <section aria-labelledby="sound-history">
      <h3 id="sound-history">{t.sound.history}</h3>
      <div class="courses">
        {known.map(({ id, name, measurement }) => (
          <Trend key={id} name={name}
            unit={unitName(measurement.unit, language)}
            course={courseOf(trusted, sweepProbe, id,
              { atMs: result.at_ms, measurement })} />
        ))}
      </div>
    </section>
  );
}

function Drawn({ result, reports }: {
  result: LatestResult; reports: Report[];
}) {
  const { t } = useWords();
  const knowledge = useStore((state) => state.knowledge);
  const sound = soundOf(result);
  return (
    <>
      <Curves sound={sound} />
      <section aria-labelledby="sound-microphones">
        <h3 id="sound-microphones">{t.sound.microphones}</h3>
        <Microphones microphones={sound.microphones} knowledge={knowledge} />
      </section>
      {sound.common.length > 0 && (
        <section aria-labelledby="sound-common">
          <h3 id="sound-common">{t.sound.common}</h3>
          <FoundList found={sound.common} knowledge={knowledge} />
        </section>
      )}
      <History result={result} reports={reports} />
    </>
  );
}

/// The acoustic self-test: what it measured, and a button that plays it.
export function SoundCard({ device, command, reports, mayAct }: {
  device: Device; command: Command | null; reports: Report[];
  mayAct: boolean;
}) {
  const { t } = useWords();
  const view = soundView(device.results, reports);
  return (
    <section class="card sound" id="sound" aria-labelledby="sound-title">
      <h2 id="sound-title">{t.sound.title}</h2>
      <Outcome device={device} view={view} />
      <PlayTest device={device} command={command} mayAct={mayAct} />
      {view.drawn && <Drawn result={view.drawn} reports={reports} />}
    </section>
  );
}
