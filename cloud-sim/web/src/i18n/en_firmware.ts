// English for the cards of slots, starts and storage; see en.ts.
import type { StartReason } from "../api/types";
import type { Integrity, Role, Written } from "../store/slots";
import type { Span } from "../store/starts";
import { plural } from "./plural";

type IntegrityWords = Record<Exclude<Integrity["kind"], "partly">, string>;

export const enFirmware = {
  slots: {
    title: "Firmware slots",
    none: "The speaker has not told of its slots yet.",
    untold: "The speaker does not tell which slots it has.",
    unsupported: "This speaker has no slots that it could be asked about.",
    asked: (age: string) => `asked ${age}`,
    list: "Slots of the firmware",
    slot: (name: string) => `Slot ${name}`,
    role: {
      running: "Runs now", next: "Starts next",
      fallback: "Takes over if that fails",
    } satisfies Record<Role, string>,
    next: (name: string) => `The next start takes slot ${name}.`,
    fallback: (names: string) => `If it fails, slot ${names} takes over.`,
    noFallback: "Nothing can take over if it fails.",
    fact: {
      start: "Start", attempts: "Attempts", content: "Content",
      installed: "Installed", integrity: "Intact",
    },
    good: "can be started", bad: "would not be started",
    notTold: "not told",
    attempts: (left: number, full: number | null) => full === null
      ? plural(left, "attempt left", "attempts left")
      : `${left} of ${plural(full, "attempt left", "attempts left")}`,
    written: {
      whole: "written completely", pending: "being written, or broken off",
      failed: "the last update failed",
    } satisfies Record<Written, string>,
    integrity: {
      intact: "intact", damaged: "damaged", unknown: "not checked",
    } satisfies IntegrityWords,
    partly: (share: string) => `${share} read so far, no fault`,
    checked: (age: string) => `checked ${age}`,
    settings: (copies: number, wrong: number) => wrong > 0
      ? `Start settings: ${wrong} of ${plural(copies, "copy", "copies")} ` +
        "damaged or blank"
      : `Start settings: ${plural(copies, "copy", "copies")}, undamaged`,
    found: "What is wrong",
  },
  starts: {
    title: "Starts and their reasons",
    none: "No start has been reported yet.",
    noneWithin: "No start in this time.",
    span: {
      day: "24 hours", week: "7 days", month: "30 days", year: "12 months",
    } satisfies Record<Span, string>,
    spans: "Time shown",
    strip: "Starts over time",
    count: (n: number) => plural(n, "start", "starts"),
    unreported: (n: number) => `${plural(n, "further start", "further starts")} ` +
      "in the last day sent no report: the speaker was not up for long enough.",
    reason: {
      panic: "System crash", watchdog: "Hung, reset by the watchdog",
      brown_out: "Supply voltage too low", overheat: "Too hot",
      power_cut: "Power cut", unknown: "Reason unknown",
      update: "Update", orderly: "Restarted in order",
    } satisfies Record<StartReason, string>,
    ran: "Known to have run",
    readHint: "Point at the strip, or press the arrow keys on it, to read a " +
      "start.",
    at: (when: string, reason: string, firmware: string) =>
      `${when}: ${reason}${firmware && `, firmware ${firmware}`}`,
    atLatest: (when: string) => `${when} at the latest`,
    table: "The starts as a table",
    column: {
      when: "When", reason: "Started after", firmware: "Firmware",
      ran: "Ran for at least",
    },
  },
  storage: {
    title: "Storage",
    none: "No figures of the storage have been reported yet.",
    space: (mount: string) => `Free space: ${mount}`,
    main: "main",
    free: (share: string) => `${share} free`,
    axis: "% free",
    past: "Measured", likely: "Forecast",
    band: "Shade: where the forecast may lie",
    full: (days: string, low: string, high: string) =>
      `Full in about ${days} (${low} to ${high}), if it goes on like this.`,
    fullOpen: (days: string, low: string) =>
      `Full in about ${days} (${low} at the earliest, perhaps never), if it ` +
      "goes on like this.",
    fullNow: "Full by the speaker's own limit.",
    noForecast: "No forecast: the speaker sees no steady fall.",
    flash: "Flash life",
    noFlash: "The flash of this speaker does not tell its wear.",
    used: (low: string, high: string) => `Between ${low} and ${high} used.`,
    usedUp: "All of the life that its maker promised is used up.",
    flashRange: "Flash life used",
    worn: (days: string, low: string) =>
      `Used up in about ${days}, ${low} at the earliest.`,
    step: (high: string, date: string) =>
      `up to ${high} used, first reported ${date}`,
  },
};
