// A case in the reader's words. Pure, for the tests.
import type { Case, CaseEvent, CaseOutcome, Knowledge } from "../api/types";
import type { Words } from "../i18n/words";
import { probeTitle, verdictTitle } from "../store/knowledge";

export function faultTitle(
  id: string, knowledge: Knowledge | null, words: Words,
): string {
  return verdictTitle({ status: "fault", fault_id: id }, knowledge, words);
}

export function complaintName(complaint: string, words: Words): string {
  const names: Record<string, string> = words.t.complaint;
  return names[complaint] ?? complaint;
}

/// What the case is about: the fault, or else the complaint.
export function caseTitle(
  record: Case, knowledge: Knowledge | null, words: Words,
): string {
  if (record.fault_id) return faultTitle(record.fault_id, knowledge, words);
  return complaintName(record.complaint, words) || words.t.case.unnamed;
}

type Data = CaseEvent["data"];

function text(data: Data, key: string): string {
  const value = data[key];
  return typeof value === "string" ? value : "";
}

function number(data: Data, key: string): number {
  const value = data[key];
  return typeof value === "number" ? value : 0;
}

function joined(parts: string[], words: Words): string {
  return parts.filter(Boolean).join(words.language === "zh" ? "；" : "; ");
}

function verdict(
  data: Data, knowledge: Knowledge | null, words: Words,
): string {
  const status = text(data, "status");
  if (status === "no_fault") return words.t.caseEvent.nothingWrong;
  if (status !== "fault" && status !== "unknown_fault" &&
      status !== "incomplete") {
    return "";
  }
  return verdictTitle(
    { status, fault_id: text(data, "fault_id") }, knowledge, words);
}

function verbName(data: Data, words: Words): string {
  const verb = text(data, "verb");
  return verb === "open_session" ? words.t.session.title
    : words.t.verb[verb] ?? verb;
}

function commandLine(
  data: Data, knowledge: Knowledge | null, words: Words,
): string {
  const { t } = words;
  const states: Record<string, string> = t.commandState;
  const refusals: Record<string, string> = t.refusal;
  const state = text(data, "state");
  return joined([
    t.caseEvent.command(verbName(data, words), text(data, "operator"),
      states[state] ?? state),
    refusals[text(data, "refusal")] ?? "",
    verdict(data, knowledge, words)], words);
}

function adviceLine(
  data: Data, knowledge: Knowledge | null, words: Words,
): string {
  const id = text(data, "remedy_id");
  const remedy = knowledge?.remedies.find((one) => one.id === id);
  const what = remedy ? words.say(remedy.title)
    : id || words.t.case.otherRemedy;
  return words.t.caseEvent.advice(text(data, "by"), what);
}

function closedLine(data: Data, words: Words): string {
  const { t } = words;
  const outcome = text(data, "outcome") as CaseOutcome;
  const by = text(data, "by");
  return joined([t.caseEvent.closed(t.case.outcome[outcome] ?? outcome),
    by && t.caseEvent.closedBy(by)], words);
}

function openedLine(data: Data, words: Words): string {
  const { t } = words;
  const origins: Record<string, string> = t.case.origin;
  const origin = text(data, "origin");
  const by = text(data, "by");
  return joined([t.caseEvent.opened(origins[origin] ?? origin),
    complaintName(text(data, "complaint"), words),
    by && t.caseEvent.openedBy(by)], words);
}

/// One event in the reader's words.
export function caseLine(
  event: CaseEvent, knowledge: Knowledge | null, words: Words,
): string {
  const { t, format } = words;
  const { data } = event;
  const by = text(data, "by");
  const probe = text(data, "probe_id") &&
    probeTitle(text(data, "probe_id"), words);
  switch (event.kind) {
    case "opened": return openedLine(data, words);
    case "named": return t.caseEvent.named(
      faultTitle(text(data, "fault_id"), knowledge, words),
      format.percent(number(data, "probability")));
    case "report": {
      const trigger = text(data, "trigger");
      return joined([t.caseEvent.report(t.trigger[trigger] ?? trigger),
        verdict(data, knowledge, words)], words);
    }
    case "session":
      return t.caseEvent.session(
        text(data, "operator"))[text(data, "state")] ?? text(data, "state");
    case "consent": return t.caseEvent.consent(verbName(data, words));
    case "command": return commandLine(data, knowledge, words);
    case "advice": return adviceLine(data, knowledge, words);
    case "note": return t.caseEvent.note(by);
    case "taken": return t.caseEvent.taken(by);
    case "escalated": return t.caseEvent.escalated(by);
    case "still_there":
      return probe ? t.caseEvent.stillThereBy(probe) : t.caseEvent.stillThere;
    case "confirmed":
      return joined([t.caseEvent.confirmed(probe),
        data["by_itself"] === true ? t.caseEvent.byItself : ""], words);
    case "returned": return t.caseEvent.returned;
    case "rated": return t.caseEvent.rated(number(data, "stars"));
    case "merged": return "into" in data
      ? t.caseEvent.merged(number(data, "into"))
      : t.caseEvent.mergedFrom(number(data, "from"));
    case "closed": return closedLine(data, words);
  }
}

/// What a person wrote with it.
export function writtenText(event: CaseEvent): string {
  return text(event.data, "text") ||
    (event.kind === "session" ? text(event.data, "reason") : "");
}

/// Until when an event's question to the owner can be answered; 0: it is none.
export function askedUntil(event: CaseEvent): number {
  return event.kind === "consent" ? number(event.data, "until_ms") : 0;
}
