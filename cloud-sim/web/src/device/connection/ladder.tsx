import { useWords } from "../../i18n/words";
import type { Rung, RungState } from "../../store/connection";

const shapes: Record<RungState, string> = {
  passed: "✓", failed: "✕", inconclusive: "?", not_supported: "–",
  cancelled: "■", broken: "✕", behind: "○", unknown: "○",
};

/// The way from the radio to the cloud as a picture; what is broken is marked
/// by shape, colour and word.
export function Ladder({ rungs }: { rungs: Rung[] }) {
  const { t, say } = useWords();
  const wordOf = (state: RungState): string =>
    state === "broken" || state === "behind" || state === "unknown"
      ? t.connection.rung[state] : t.outcome[state];
  return (
    <ol class="ladder" aria-label={t.connection.ladder}>
      {rungs.map((rung) => (
        <li key={rung.id} class={`rung rung-${rung.state}`}>
          <span class="shape" aria-hidden="true">{shapes[rung.state]}</span>
          <span>{say(rung.title)}</span>
          <small>{wordOf(rung.state)}</small>
        </li>
      ))}
    </ol>
  );
}
