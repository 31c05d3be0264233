// Numbers, dates and spans of time as the reader's language writes them.
import type { Language } from "./words";

const locales: Record<Language, { tag: string; justNow: string }> = {
  en: { tag: "en-GB", justNow: "just now" },
  zh: { tag: "zh-CN", justNow: "刚刚" },
};

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
  /// Three significant digits, which is what a glance can take in, but no more
  /// than four decimals.
  figure(value: number): string;
  /// The uncertainty of `value`, or nothing where `figure` rounds more away.
  sigma(sigma: number, value: number): string;
  percent(fraction: number): string;
  /// "412 MB"
  bytes(value: number): string;
  /// "4 min ago"
  age(atMs: number, nowMs: number): string;
  /// "4 min"
  span(ms: number): string;
  /// "3:07", for what counts down.
  countdown(ms: number): string;
  seconds(ms: number): string;
  /// "21 days", "4 months", "3 years": at least a day.
  days(value: number): string;
  date(atMs: number): string;
  clock(atMs: number): string;
  dateTime(atMs: number): string;
}

function relative(
  locale: string, justNow: string,
): Pick<Format, "age" | "span"> {
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
        ? justNow
        : ages.format(-value, unit);
    },
  };
}

/// Decimals that leave three significant digits.
function decimals(value: number): number {
  if (value === 0) return 0;
  const digits = 2 - Math.floor(Math.log10(Math.abs(value)));
  return Math.min(4, Math.max(0, digits));
}

function lastDigit(value: number): number {
  return 10 ** -decimals(value);
}

function byteFormat(locale: string): Format["bytes"] {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  return (value) => {
    const power = value < 1 ? 0
      : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
    return (value / 1000 ** power).toLocaleString(locale, { style: "unit",
      unit: units[power] ?? "byte", maximumSignificantDigits: 3 });
  };
}

export function makeFormat(language: Language): Format {
  const { tag: locale, justNow } = locales[language];
  const number = (value: number, digits = 0): string =>
    value.toLocaleString(locale, { maximumFractionDigits: digits });
  return {
    ...relative(locale, justNow),
    number,
    figure: (value) => Math.abs(value) >= 1000
      ? number(value)
      : number(value, decimals(value)),
    sigma: (sigma, value) => sigma < lastDigit(value) / 2
      ? ""
      : sigma.toLocaleString(locale, { maximumSignificantDigits: 2 }),
    percent: (fraction) =>
      fraction.toLocaleString(locale, { style: "percent" }),
    bytes: byteFormat(locale),
    countdown: (ms) => {
      const seconds = Math.max(0, Math.ceil(ms / secondMs));
      const rest = String(seconds % 60).padStart(2, "0");
      return `${Math.floor(seconds / 60)}:${rest}`;
    },
    seconds: (ms) => (ms / secondMs).toLocaleString(locale, {
      style: "unit", unit: "second", unitDisplay: "narrow",
      minimumFractionDigits: 1, maximumFractionDigits: 1,
    }),
    days: (value) => {
      const [count, unit] = value < 90 ? [value, "day"]
        : value < 730 ? [value / 30.44, "month"] : [value / 365.25, "year"];
      return Math.max(1, Math.round(count)).toLocaleString(locale,
        { style: "unit", unit, unitDisplay: "long" });
    },
    date: (atMs) => new Date(atMs).toLocaleDateString(locale,
      { dateStyle: "medium" }),
    clock: (atMs) => new Date(atMs).toLocaleTimeString(locale),
    dateTime: (atMs) => new Date(atMs).toLocaleString(locale,
      { dateStyle: "medium", timeStyle: "medium" }),
  };
}
