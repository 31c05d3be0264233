import { useWords } from "../../i18n/words";
import { colourOf, dashOf, type Line } from "./lines";

function Swatch({ kind, dash }: { kind: string; dash: number[] }) {
  return (
    <svg class={`swatch ${kind}`} width="32" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="32" y2="4" stroke="currentColor"
        stroke-width="2" stroke-dasharray={dash.join(" ")} />
    </svg>
  );
}

/// Which line is which; a line is shown and hidden by its button.
export function Legend({ lines, hidden, toggle, mask }: {
  lines: Line[]; hidden: ReadonlySet<number>; toggle: (id: number) => void;
  mask: number | null;
}) {
  const { t, format } = useWords();
  return (
    <ul class="legend" aria-label={t.sound.lines}>
      {lines.length > 1 && lines.map((one, place) => (
        <li key={one.id}>
          <button type="button" class="small"
            aria-pressed={!hidden.has(one.id)} onClick={() => toggle(one.id)}>
            <Swatch kind={`line-${colourOf(place)}`} dash={dashOf(place)} />
            {one.name}
          </button>
        </li>
      ))}
      {mask !== null && (
        <li class="mask">
          <Swatch kind="line-mask" dash={[4, 4]} />
          {t.sound.mask(format.figure(mask))}
        </li>
      )}
    </ul>
  );
}
