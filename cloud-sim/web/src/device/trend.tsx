import { useEffect, useRef } from "preact/hooks";
import { useWords } from "../i18n/words";
import type { Course } from "../store/figures";
import { withChart } from "./with_chart";

const heightPx = 160;

function colour(name: string): string {
  return getComputedStyle(document.documentElement)
    .getPropertyValue(name).trim();
}

interface Axes { name: string; unit: string; time: string; locale: string }

/// Draws into `place` until the returned function is called.
function draw(place: HTMLElement, course: Course, axes: Axes): () => void {
  let remove = (): void => {};
  const stop = withChart((Chart) => {
    const axis = { stroke: colour("--quiet"),
      grid: { stroke: colour("--line"), width: 1 } };
    const chart = new Chart({
      width: place.clientWidth,
      height: heightPx,
      legend: { show: false },
      cursor: { show: false },
      axes: [{ ...axis, values: (_chart, times) => times.map((seconds) =>
        new Date(seconds * 1000).toLocaleTimeString(axes.locale,
          { hour: "2-digit", minute: "2-digit" })) }, axis],
      series: [{ label: axes.time }, {
        label: `${axes.name} ${axes.unit}`, stroke: colour("--accent"),
        width: 2, points: { show: true, size: 5 },
      }],
    }, [course.atMs.map((ms) => ms / 1000), course.values], place);
    const resized = new ResizeObserver(() =>
      chart.setSize({ width: place.clientWidth, height: heightPx }));
    resized.observe(place);
    remove = () => {
      resized.disconnect();
      chart.destroy();
    };
  });
  return () => {
    stop();
    remove();
  };
}

export function Trend({ name, unit, course, hide }: {
  name: string; unit: string; course: Course; hide?: () => void;
}) {
  const { t, format, language } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const enough = course.values.length > 1;
  useEffect(() => {
    if (!enough || !place.current) return undefined;
    return draw(place.current, course, { name, unit, time: t.figures.time,
      locale: document.documentElement.lang });
  }, [name, unit, language, course.values.length, course.atMs[0]]);

  const figure = (value: number): string =>
    `${format.figure(value)} ${unit}`.trim();
  const last = course.values[course.values.length - 1] ?? 0;
  return (
    <figure class="trend">
      <figcaption>{t.figures.trend(name)}
        {hide && (
          <button type="button" class="small" onClick={hide}>
            {t.figures.hideTrend}
          </button>
        )}
      </figcaption>
      {enough ? (
        <>
          <div ref={place} aria-hidden="true" />
          <p class="quiet">{t.figures.trendText(course.values.length,
            figure(Math.min(...course.values)),
            figure(Math.max(...course.values)), figure(last))}</p>
        </>
      ) : <p class="quiet">{t.figures.trendNone}</p>}
    </figure>
  );
}
