import { useEffect, useRef, useState } from "preact/hooks";
import { useWords, type Words } from "../../i18n/words";
import { stepOf } from "../../parts/steps";
import type { Point } from "../../store/sound";
import { drawLines, type Drawing, type Picture } from "./draw";
import { Legend } from "./legend";
import { frequenciesOf, outside, pointAt, type Line, type Span } from "./lines";
import { ValueTable } from "./value_table";

export function hertz(hz: number, { format }: Words): string {
  return hz >= 1000
    ? `${format.number(hz / 1000, 2)} kHz`
    : `${format.number(hz)} Hz`;
}

/// As fine as anybody hears, and the same all along a line.
const decimals = 2;

export function pointText(point: Point, unit: string, words: Words): string {
  const { format, t } = words;
  const sigma = point.sigma === null || point.sigma < 0.005 ? ""
    : format.number(point.sigma, decimals);
  return `${format.number(point.value, decimals)} ${unit}` +
    (sigma && ` ${t.figures.sigma(sigma)}`);
}

export interface PlotProps {
  /// Of the lines, for buttons and tables.
  title: string;
  axis: string;
  unit: string;
  lines: Line[];
  mask: number | null;
  spanOf(lines: Line[]): Span;
}

/// What the plot under the cursor says, as one sentence.
function reading(
  lines: Line[], hz: number | undefined, unit: string, words: Words,
): string {
  if (hz === undefined) return words.t.sound.readHint;
  const colon = words.language === "zh" ? "：" : ":";
  const values = lines.map((one) => {
    const point = pointAt(one, hz);
    return `${one.name}${colon} ${point ? pointText(point, unit, words)
      : words.t.sound.notMeasured}`;
  });
  return `${words.t.sound.at(hertz(hz, words))} ${values.join(
    words.language === "zh" ? "；" : "; ")}`;
}

/// Draws anew when what is shown changes, and moves the cursor otherwise.
function useDrawing(
  picture: Picture, key: string, index: number | null,
  choose: (index: number | null) => void,
) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const made = drawLines(place.current, picture, choose);
    drawing.current = made;
    made.point(index);
    return () => made.remove();
  }, [key]);
  return { place, point: (index: number | null) =>
    drawing.current?.point(index) };
}

/// Lines over frequency. Values are read by pointing, by arrow keys or in a
/// table.
export function Plot({ title, axis, unit, lines, mask, spanOf }: PlotProps) {
  const words = useWords();
  const { t } = words;
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [index, setIndex] = useState<number | null>(null);
  const frequencies = frequenciesOf(lines);
  const shown = lines.map((one, place) => ({ ...one, place }))
    .filter((one) => !hidden.has(one.id));
  const span = spanOf(shown);
  const picture = { frequencies, lines: shown, mask, span, axis };
  const { place, point } =
    useDrawing(picture, JSON.stringify(picture), index, setIndex);
  const last = frequencies.length - 1;
  const hz = index === null ? undefined : frequencies[index];
  const text = reading(shown, hz, unit, words);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepOf(event.key, index, last);
    if (next === undefined) return;
    event.preventDefault();
    setIndex(next);  // also where the plot is not drawn yet
    point(next);
  };
  const toggle = (id: number): void => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  const beyond = shown.filter((one) => outside(one, span));
  return (
    <div class="plot">
      <div role="slider" tabIndex={0} onKeyDown={onKeyDown}
        aria-label={`${title}: ${t.sound.frequency}`}
        aria-valuemin={frequencies[0] ?? 0}
        aria-valuemax={frequencies[last] ?? 0}
        aria-valuenow={hz ?? frequencies[0] ?? 0} aria-valuetext={text}>
        <div ref={place} class="plot-canvas" aria-hidden="true" />
      </div>
      <p class="reading quiet">{text}</p>
      {(lines.length > 1 || mask !== null) && (
        <Legend lines={lines} hidden={hidden} toggle={toggle} mask={mask} />
      )}
      {beyond.length > 0 && (
        <p class="quiet">{t.sound.outside(beyond.map((one) => one.name)
          .join(words.language === "zh" ? "、" : ", "))}</p>
      )}
      <ValueTable title={title} lines={lines} unit={unit} />
    </div>
  );
}
