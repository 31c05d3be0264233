// Draws lines over log frequency with uPlot, which is fetched only now.
import type uPlot from "uplot";
import { withChart } from "../with_chart";
import {
  colourOf, columnsOf, dashOf, type Line, type Row, type Span,
} from "./lines";

const heightPx = 240;
const sigmas = 3;
const bandAlpha = "2e";
const maskAlpha = "1f";
const font = "12px system-ui, sans-serif";
const ticks = [200, 500, 1000, 2000, 5000, 10_000];

export interface Picture {
  frequencies: number[];
  /// `place` is where the line stands among all, shown or not.
  lines: (Line & { place: number })[];
  mask: number | null;
  span: Span;
  axis: string;
}

export interface Drawing {
  /// Puts the cursor on one frequency, or takes it away.
  point(index: number | null): void;
  remove(): void;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement)
    .getPropertyValue(name).trim();
}

interface Sheet {
  columns: Row[]; series: uPlot.Series[]; bands: uPlot.Band[];
}

/// Two edges that are filled between them.
function addBand(
  sheet: Sheet, high: Row, low: Row, fill: string, edge: uPlot.Series,
): void {
  sheet.columns.push(high, low);
  const first = sheet.series.push(edge, edge) - 2;
  sheet.bands.push({ series: [first, first + 1], fill });
}

function sheetOf(picture: Picture): Sheet {
  const { frequencies, mask } = picture;
  const sheet: Sheet = { columns: [], series: [], bands: [] };
  if (mask !== null) {
    const level = (value: number): Row => frequencies.map(() => value);
    addBand(sheet, level(mask), level(-mask), colour("--good") + maskAlpha,
      { stroke: colour("--good"), width: 1, dash: [4, 4],
        points: { show: false } });
  }
  for (const line of picture.lines) {
    const stroke = colour(`--line-${colourOf(line.place)}`);
    const { high, low } = columnsOf(line, frequencies, sigmas);
    addBand(sheet, high, low, stroke + bandAlpha,
      { stroke: "transparent", width: 0, points: { show: false } });
  }
  for (const line of picture.lines) {
    sheet.columns.push(columnsOf(line, frequencies, sigmas).value);
    sheet.series.push({ label: line.name, width: 2, dash: dashOf(line.place),
      stroke: colour(`--line-${colourOf(line.place)}`),
      points: { show: true, size: 5 } });
  }
  return sheet;
}

function axesOf(picture: Picture): uPlot.Axis[] {
  const axis = { stroke: colour("--quiet"), font, labelFont: font,
    labelSize: 16, grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 } };
  return [
    { ...axis, label: "Hz", splits: () => ticks,
      filter: (_chart, splits) => splits, size: 32,
      values: (_chart, splits) => splits.map((hz) =>
        hz >= 1000 ? `${hz / 1000}k` : String(hz)) },
    { ...axis, label: picture.axis, size: 48 },
  ];
}

function optionsOf(
  picture: Picture, sheet: Sheet, widthPx: number,
  pointed: (index: number | null) => void,
): uPlot.Options {
  const { frequencies, span } = picture;
  const first = frequencies[0] ?? 200;
  const last = frequencies[frequencies.length - 1] ?? 16_000;
  return {
    width: widthPx, height: heightPx,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false,
      points: { show: false } },
    scales: {
      x: { time: false, distr: 3, log: 10,
        range: () => [Math.min(180, first / 1.1),
          Math.max(17_800, last * 1.1)] },
      y: { range: () => [span.low, span.high] },
    },
    axes: axesOf(picture),
    series: [{}, ...sheet.series],
    // Series 0 is the frequency.
    bands: sheet.bands.map(({ series: [high, low], ...band }) =>
      ({ ...band, series: [high + 1, low + 1] as [number, number] })),
    hooks: { setCursor: [(chart) => pointed(chart.cursor.idx ?? null)] },
  };
}

function pointIn(chart: uPlot, picture: Picture, index: number | null): void {
  const hz = index === null ? undefined : picture.frequencies[index];
  chart.setCursor(hz === undefined
    ? { left: -10, top: -10 }
    : { left: chart.valToPos(hz, "x"), top: 1 });
}

export function drawLines(
  place: HTMLElement, picture: Picture,
  pointed: (index: number | null) => void,
): Drawing {
  let chart: uPlot | null = null;
  let wanted: number | null = null;
  let resized: ResizeObserver | null = null;
  const stop = withChart((Chart) => {
    const sheet = sheetOf(picture);
    const made = new Chart(
      optionsOf(picture, sheet, place.clientWidth, pointed),
      [picture.frequencies, ...sheet.columns] as uPlot.AlignedData, place);
    chart = made;
    pointIn(made, picture, wanted);
    resized = new ResizeObserver(() =>
      made.setSize({ width: place.clientWidth, height: heightPx }));
    resized.observe(place);
  });
  return {
    point: (index) => {
      wanted = index;
      if (chart) pointIn(chart, picture, index);
    },
    remove: () => {
      stop();
      resized?.disconnect();
      chart?.destroy();
    },
  };
}
