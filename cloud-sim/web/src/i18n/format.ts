// Numbers, dates and spans of time as the reader's language writes them.
import type { Language } from "./words";

const locales: Record<Language, string> = { en: "en-GB", zh: "zh-CN" };

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

type Unit = "second" | "minute" | "hour" | "day";

function coarse(ms: number): [number, Unit] {
  if (ms < minuteMs) return [Math.floor(ms / secondMs), "second"];
  if (ms < hourMs) return [Math.floor(ms / minuteMs), "minute"];
  if (ms < dayMs) return [Math.floor(ms / hourMs), "hour"];
  return [Math.floor(ms / dayMs), "day"];
}

export interface Format {
  number(value: number, digits?: number): string;
  /// Three significant digits, which is what a glance can take in.
  figure(value: number): string;
  percent(fraction: number): string;
  /// "4 min ago"
  age(atMs: number, nowMs: number): string;
  /// "4 min"
  span(ms: number): string;
  /// "3:07", for what counts down.
  countdown(ms: number): string;
  seconds(ms: number): string;
  clock(atMs: number): string;
  dateTime(atMs: number): string;
}

function relative(locale: string): Pick<Format, "age" | "span"> {
  const ages = new Intl.RelativeTimeFormat(locale,
    { numeric: "auto", style: "short" });
  const span = (ms: number): string => {
    const [value, unit] = coarse(Math.max(0, ms));
    return new Intl.NumberFormat(locale,
      { style: "unit", unit, unitDisplay: "short" }).format(value);
  };
  return {
    span,
    age: (atMs, nowMs) => {
      const [value, unit] = coarse(Math.max(0, nowMs - atMs));
      return unit === "second" && value < 10
        ? ages.format(0, "second")
        : ages.format(-value, unit);
    },
  };
}

export function makeFormat(language: Language): Format {
  const locale = locales[language];
  const number = (value: number, digits = 0): string =>
    value.toLocaleString(locale, { maximumFractionDigits: digits });
  return {
    ...relative(locale),
    number,
    figure: (value) => Math.abs(value) >= 1000
      ? number(value)
      : value.toLocaleString(locale, { maximumSignificantDigits: 3 }),
    percent: (fraction) =>
      fraction.toLocaleString(locale, { style: "percent" }),
    countdown: (ms) => {
      const seconds = Math.max(0, Math.ceil(ms / secondMs));
      const rest = String(seconds % 60).padStart(2, "0");
      return `${Math.floor(seconds / 60)}:${rest}`;
    },
    seconds: (ms) => (ms / secondMs).toLocaleString(locale, {
      style: "unit", unit: "second", unitDisplay: "short",
      minimumFractionDigits: 1, maximumFractionDigits: 1,
    }),
    clock: (atMs) => new Date(atMs).toLocaleTimeString(locale),
    dateTime: (atMs) => new Date(atMs).toLocaleString(locale,
      { dateStyle: "medium", timeStyle: "medium" }),
  };
}
