// What a plot over frequency shows, before anything is drawn. Pure.
import type { Point } from "../../store/sound";

export interface Line {
  id: number;
  name: string;
  points: Point[];
}

/// Lines differ by colour and by dash, for those who see no colours.
const dashes: number[][] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
export const colourCount = 8;

export function dashOf(place: number): number[] {
  return dashes[place % dashes.length] ?? [];
}

export function colourOf(place: number): number {
  return place % colourCount + 1;
}

/// Every frequency of any line, rising.
export function frequenciesOf(lines: Line[]): number[] {
  return [...new Set(lines.flatMap((one) =>
    one.points.map((point) => point.hz)))].sort((a, b) => a - b);
}

export function pointAt(line: Line, hz: number): Point | null {
  return line.points.find((one) => one.hz === hz) ?? null;
}

export type Row = (number | null)[];

/// The columns of one line: its values, and the band of its uncertainty. What
/// was not measured is a gap.
export function columnsOf(
  line: Line, frequencies: number[], sigmas: number,
): { value: Row; high: Row; low: Row } {
  const points = frequencies.map((hz) => pointAt(line, hz));
  const band = (sign: number): Row => points.map((one) =>
    one && one.sigma !== null ? one.value + sign * sigmas * one.sigma : null);
  return { value: points.map((one) => one?.value ?? null),
    high: band(1), low: band(-1) };
}

export interface Span { low: number; high: number }

/// The height of a response plot: all of it, but a dead microphone far below
/// must not flatten the others.
export function responseSpan(lines: Line[], mask: number | null): Span {
  const most = 40;
  const values = lines.flatMap((one) => one.points.map((p) => p.value));
  const least = (mask ?? 3) + 2;
  return {
    low: Math.max(-most, Math.min(-least, ...values.map((v) => v - 1))),
    high: Math.min(most, Math.max(least, ...values.map((v) => v + 1))),
  };
}

export function thdSpan(lines: Line[]): Span {
  // Room for the uncertainty, unless it says that nothing is known.
  const tops = lines.flatMap((one) => one.points.map((p) =>
    p.value + Math.min(p.value, 3 * (p.sigma ?? 0))));
  return { low: 0, high: 1.05 * Math.max(1, ...tops) };
}

export function outside(line: Line, span: Span): boolean {
  return line.points.some((one) =>
    one.value < span.low || one.value > span.high);
}
