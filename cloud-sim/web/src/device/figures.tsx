import { useState } from "preact/hooks";
import type { Device, LatestResult, Measurement, Report } from "../api/types";
import { measurementName } from "../i18n/measurements";
import { unitName } from "../i18n/names";
import { useWords } from "../i18n/words";
import { useNow } from "../parts/time";
import { Meter } from "../parts/meter";
import { byLayer, courseOf, scaleOf } from "../store/figures";
import { probeTitle } from "../store/knowledge";
import { Trend } from "./trend";

function Gauge({ figure, label }: { figure: Measurement; label: string }) {
  const scale = scaleOf(figure.unit);
  return (
    <div class={scale ? "gauge" : "gauge none"}>
      {scale && <Meter {...scale} value={figure.value} label={label} />}
    </div>
  );
}

function Figure({ figure, shown, toggle }: {
  figure: Measurement; shown: boolean; toggle: () => void;
}) {
  const { t, format, language } = useWords();
  const name = measurementName(figure.name, language);
  const inBytes = figure.unit === "bytes";
  const unit = inBytes ? "" : unitName(figure.unit, language);
  const sigma = figure.sigma === null ? ""
    : format.sigma(figure.sigma, figure.value);
  const write = inBytes ? format.bytes : format.figure;
  return (
    <li class="figure">
      <button type="button" class="plain-button" aria-expanded={shown}
        aria-label={t.figures.showTrend(name)} onClick={toggle}>
        {name}
      </button>
      <Gauge figure={figure} label={name} />
      <span class="value">
        <strong>{write(figure.value)}</strong>
        {unit && <> {unit}</>}
        {sigma && <small> {t.figures.sigma(sigma)}</small>}
      </span>
    </li>
  );
}

function Result({ result, device, reports, now }: {
  result: LatestResult; device: Device; reports: Report[]; now: number;
}) {
  const words = useWords();
  const { t, format, language } = words;
  const [shown, setShown] = useState("");
  const served = device.probes.find((one) => one.id === result.probe_id);
  const figure = result.measurements.find((one) => one.name === shown);
  return (
    <>
      <h4>{probeTitle(result.probe_id, words, served?.title)}
        <span class="quiet"> {t.figures.measured(
          format.age(result.at_ms, now))}</span>
      </h4>
      <ul class="figures">
        {result.measurements.map((one) => (
          <Figure key={one.name} figure={one} shown={one.name === shown}
            toggle={() => setShown(one.name === shown ? "" : one.name)} />
        ))}
      </ul>
      {figure && (
        <Trend name={measurementName(figure.name, language)}
          unit={unitName(figure.unit, language)}
          course={courseOf(reports, result.probe_id, figure.name,
            { atMs: result.at_ms, measurement: figure })}
          hide={() => setShown("")} />
      )}
    </>
  );
}

/// The newest numbers of every probe; they move while a diagnosis runs.
export function FiguresCard({ device, reports }: {
  device: Device; reports: Report[];
}) {
  const { t } = useWords();
  const now = useNow(5000);
  const groups = byLayer(device.results);
  return (
    <section class="card" aria-labelledby="figures-title">
      <h2 id="figures-title">{t.figures.title}</h2>
      {groups.length === 0 && <p class="quiet">{t.figures.none}</p>}
      {groups.map(({ layer, results }) => (
        <div key={layer} class="layer">
          <h3>{t.layer[layer] ?? layer}</h3>
          {results.map((result) => (
            <Result key={result.probe_id} result={result} device={device}
              reports={reports} now={now} />
          ))}
        </div>
      ))}
    </section>
  );
}
