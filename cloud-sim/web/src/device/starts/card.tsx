import { useState } from "preact/hooks";
import type { Device, Start } from "../../api/types";
import { useWords } from "../../i18n/words";
import { useNow } from "../../parts/time";
import {
  fittingSpan, spans, stripOf, unreported, type Span, type Strip,
} from "../../store/starts";
import { WideTable } from "../sound/value_table";
import { reasonShapes, StartStrip, whenText } from "./strip";

function SpanSwitch({ span, choose }: {
  span: Span; choose: (to: Span) => void;
}) {
  const { t } = useWords();
  return (
    <div class="switch" role="group" aria-label={t.starts.spans}>
      {(Object.keys(spans) as Span[]).map((one) => (
        <button key={one} type="button" aria-pressed={one === span}
          onClick={() => choose(one)}>
          {t.starts.span[one]}
        </button>
      ))}
    </div>
  );
}

/// The same for those who cannot see the strip, or want to copy it.
function StartTable({ strip }: { strip: Strip }) {
  const words = useWords();
  const { t, format } = words;
  const { column } = t.starts;
  return (
    <details>
      <summary>{t.starts.table}</summary>
      <WideTable title={t.starts.table}>
        <thead>
          <tr>{[column.when, column.reason, column.firmware, column.ran]
            .map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody>
          {[...strip.marks].reverse().map((mark) => (
            <tr key={mark.start.boot_id}>
              <th scope="row">{whenText(mark, words)}</th>
              <td><span class="shape" aria-hidden="true">
                {reasonShapes[mark.reason]}</span>{" "}
              {t.starts.reason[mark.reason]}</td>
              <td>{mark.start.firmware}</td>
              <td>{format.span(
                mark.start.last_report_ms - mark.start.started_ms)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </details>
  );
}

/// When the speaker started, and what ended the run before.
export function StartsCard({ device, starts }: {
  device: Device; starts: Start[];
}) {
  const { t } = useWords();
  const now = useNow(60_000);
  const [chosen, choose] = useState<Span | null>(null);
  const span = chosen ?? fittingSpan(starts, now);
  const strip = stripOf(starts, span, now);
  const missing = unreported(device, starts);
  return (
    <section class="card starts" aria-labelledby="starts-title">
      <h2 id="starts-title">{t.starts.title}</h2>
      {starts.length === 0 ? <p class="quiet">{t.starts.none}</p> : (
        <>
          <div class="line">
            <SpanSwitch span={span} choose={choose} />
            <span>{t.starts.count(strip.marks.length)}</span>
          </div>
          {strip.marks.length === 0
            ? <p class="quiet">{t.starts.noneWithin}</p>
            : <>
              <StartStrip key={span} strip={strip} />
              <StartTable strip={strip} />
            </>}
        </>
      )}
      {missing > 0 && <p class="quiet">{t.starts.unreported(missing)}</p>}
    </section>
  );
}
