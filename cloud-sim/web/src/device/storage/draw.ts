// Draws free space over time with uPlot, which is fetched only now.
import type uPlot from "uplot";
import { withChart } from "../with_chart";
import type { Outlook } from "./outlook";

const heightPx = 200;
const bandAlpha = "2e";
const font = "12px system-ui, sans-serif";

export interface Labels { past: string; likely: string; axis: string }

function colour(name: string): string {
  return getComputedStyle(document.documentElement)
    .getPropertyValue(name).trim();
}

function dateTicks(locale: string): uPlot.Axis.DynamicValues {
  return (_chart, times) => {
    const first = times[0] ?? 0;
    const hours = (times[times.length - 1] ?? first) - first < 2 * 86_400;
    return times.map((seconds) => new Date(seconds * 1000).toLocaleString(
      locale, hours ? { hour: "2-digit", minute: "2-digit" }
        : { day: "numeric", month: "short" }));
  };
}

function seriesOf(labels: Labels): uPlot.Series[] {
  const edge: uPlot.Series = { stroke: "transparent", width: 0,
    points: { show: false } };
  return [{},
    { label: labels.past, stroke: colour("--accent"), width: 2,
      points: { show: true, size: 5 } },
    { label: labels.likely, stroke: colour("--doubt"), width: 2,
      dash: [8, 4], points: { show: false } },
    edge, edge];
}

/// Draws into `place` until the returned function is called.
export function drawOutlook(
  place: HTMLElement, outlook: Outlook, labels: Labels, locale: string,
): () => void {
  let remove = (): void => {};
  const stop = withChart((Chart) => {
    const axis = { stroke: colour("--quiet"), font, labelFont: font,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { stroke: colour("--line"), width: 1 } };
    const size = (): { width: number; height: number } =>
      ({ width: place.clientWidth, height: heightPx });
    const chart = new Chart({
      ...size(),
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: () => [0, 100] } },
      axes: [
        { ...axis, space: 72, values: dateTicks(locale) },
        { ...axis, label: labels.axis, labelSize: 16, size: 40 },
      ],
      series: seriesOf(labels),
      bands: [{ series: [4, 3], fill: colour("--doubt") + bandAlpha }],
    }, [outlook.atMs.map((ms) => ms / 1000), outlook.past, outlook.likely,
      outlook.soonest, outlook.latest] as uPlot.AlignedData, place);
    const resized = new ResizeObserver(() => chart.setSize(size()));
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
