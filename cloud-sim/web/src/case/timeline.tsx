import type { CaseEvent } from "../api/types";
import { useWords } from "../i18n/words";
import { useNow } from "../parts/time";
import { useStore } from "../store/store";
import { askedUntil, caseLine, writtenText } from "./words";

const shapes: Partial<Record<CaseEvent["kind"], string>> = {
  opened: "+", named: "✕", session: "[", consent: "?", command: "›",
  advice: "→", note: "✎", confirmed: "✓", returned: "✕", still_there: "✕",
  rated: "★", closed: "■",
};

/// A question counts down only while nothing has followed it: the owner's
/// answer is the next event.
function Asked({ untilMs, open }: { untilMs: number; open: boolean }) {
  const { t, format } = useWords();
  const now = useNow(1000);
  if (!open || untilMs <= now) return null;
  return <small>{t.caseEvent.consentLeft(format.span(untilMs - now))}</small>;
}

export function CaseTimeline({ events }: { events: CaseEvent[] }) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  const now = useNow(5000);
  const newestFirst = [...events].reverse();
  return (
    <section class="card" aria-labelledby="case-events">
      <h2 id="case-events">{t.caseEvent.title}</h2>
      <p class="quiet">{events.length ? t.caseEvent.live : t.caseEvent.none}</p>
      <ol class="timeline">
        {newestFirst.map((event, place) => (
          <li key={event.id} class={`case-${event.kind}`}>
            <span class="shape" aria-hidden="true">
              {shapes[event.kind] ?? "·"}
            </span>
            <span>
              {caseLine(event, knowledge, words)}
              {writtenText(event) && <small>{writtenText(event)}</small>}
              <Asked untilMs={askedUntil(event)} open={place === 0} />
            </span>
            <time dateTime={new Date(event.at_ms).toISOString()}
              title={format.dateTime(event.at_ms)}>
              {format.age(event.at_ms, now)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
