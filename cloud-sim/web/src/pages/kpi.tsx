import { useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Kpi, Share, SpanFigures } from "../api/types";
import { faultTitle } from "../case/words";
import { useWords } from "../i18n/words";
import { explain } from "../parts/failure";
import { useStore } from "../store/store";

const periods = [7, 30, 90];

function Span({ name, span }: { name: string; span: SpanFigures }) {
  const { t, format } = useWords();
  const known = span.median_ms !== null && span.p95_ms !== null;
  return (
    <div class="card figure-card">
      <h2>{name}</h2>
      {known ? (
        <>
          <p><strong>{format.span(span.median_ms ?? 0)}</strong>{" "}
            {t.kpi.median}</p>
          <p class="quiet">
            {t.kpi.p95(format.span(span.p95_ms ?? 0), span.count)}</p>
        </>
      ) : <p class="quiet">{t.kpi.nothing}</p>}
    </div>
  );
}

function ShareCard({ name, share }: { name: string; share: Share }) {
  const { t, format } = useWords();
  return (
    <div class="card figure-card">
      <h2>{name}</h2>
      {share.of > 0 ? (
        <>
          <p><strong>{format.percent(share.part / share.of)}</strong></p>
          <p class="quiet">{t.kpi.share(share.part, share.of)}</p>
        </>
      ) : <p class="quiet">{t.kpi.nothing}</p>}
    </div>
  );
}

function Rating({ stars }: { stars: Share }) {
  const { t, format } = useWords();
  return (
    <div class="card figure-card">
      <h2>{t.kpi.rating}</h2>
      {stars.of > 0 ? (
        <>
          <p><strong>{format.number(stars.part / stars.of, 1)}</strong> / 5</p>
          <p class="quiet">{t.kpi.starsOf(stars.of)}</p>
        </>
      ) : <p class="quiet">{t.kpi.nothing}</p>}
    </div>
  );
}

function Faults({ kpi }: { kpi: Kpi }) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  return (
    <section class="card" aria-labelledby="frequent">
      <h2 id="frequent">{t.kpi.faults}</h2>
      {kpi.faults.length === 0 ? <p class="quiet">{t.kpi.noFaults}</p> : (
        <table class="frequent">
          <thead><tr>
            <th scope="col">{t.kpi.fault}</th>
            <th scope="col">{t.kpi.model}</th>
            <th scope="col">{t.kpi.firmware}</th>
            <th scope="col">{t.kpi.count}</th>
          </tr></thead>
          <tbody>
            {kpi.faults.map((one) => (
              <tr key={`${one.fault_id} ${one.model} ${one.firmware}`}>
                <td>{faultTitle(one.fault_id, knowledge, words)}</td>
                <td>{one.model}</td>
                <td>{one.firmware || t.device.unknownFirmware}</td>
                <td>{format.number(one.cases)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Figures({ kpi }: { kpi: Kpi }) {
  const { t, format } = useWords();
  return (
    <>
      <p class="quiet tally" role="status">
        {[`${format.number(kpi.opened)} ${t.kpi.opened}`,
          `${format.number(kpi.open)} ${t.kpi.open}`,
          `${format.number(kpi.closed)} ${t.kpi.closed}`,
          ...(kpi.not_confirmed ? [t.kpi.notConfirmed(kpi.not_confirmed)] : []),
        ].join(" · ")}
      </p>
      <div class="figure-cards">
        <Span name={t.kpi.firstResponse} span={kpi.first_response} />
        <Span name={t.kpi.namedFault} span={kpi.named_fault} />
        <Span name={t.kpi.confirmedCure} span={kpi.confirmed_cure} />
        <ShareCard name={t.kpi.firstContact} share={kpi.first_contact} />
        <ShareCard name={t.kpi.selfHealed} share={kpi.self_healed} />
        <Rating stars={kpi.stars} />
      </div>
      <Faults kpi={kpi} />
      <p class="quiet">{t.kpi.fewHint}</p>
    </>
  );
}

export function KpiPage() {
  const words = useWords();
  const { t } = words;
  const cases = useStore((state) => state.cases);
  const [days, setDays] = useState(30);
  const [kpi, setKpi] = useState<Kpi | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  // Whatever changes a case may change a figure.
  useEffect(() => {
    api.kpi(days).then(
      (got) => { setKpi(got); setProblem(null); }, setProblem);
  }, [days, cases]);
  useEffect(() => { document.title = `${t.kpi.title} · ${t.app.name}`; }, [t]);
  return (
    <main id="content" tabIndex={-1}>
      <div class="fleet-head">
        <h1>{t.kpi.title}</h1>
        <span class="fill" />
        <div class="switch" role="group" aria-label={t.kpi.days}>
          {periods.map((one) => (
            <button key={one} type="button" aria-pressed={one === days}
              onClick={() => setDays(one)}>{t.kpi.ofDays(one)}</button>
          ))}
        </div>
      </div>
      {Boolean(problem) && <p class="problem" role="alert">
        {t.error.what(t.kpi.action, t.kpi.of, explain(problem, words))}</p>}
      {kpi ? <Figures kpi={kpi} /> :
        !problem && <p role="status">{t.kpi.loading}</p>}
    </main>
  );
}
