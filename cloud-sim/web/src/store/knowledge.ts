// Looking up words in the knowledge base. Pure.
import type {
  DeviceRow, Diagnosis, Finding, Knowledge, ProbeResult, RemedyText,
} from "../api/types";
import type { Words } from "../i18n/words";
import { probeName } from "../i18n/names";

type Verdict = Pick<Diagnosis, "status"> & { fault_id: string | null };

/// The fault of a diagnosis in a few words.
export function verdictTitle(
  verdict: Verdict | null, knowledge: Knowledge | null, words: Words,
): string {
  const { t, say } = words;
  switch (verdict?.status) {
    case undefined: return t.verdict.never;
    case "no_fault": return t.verdict.noFault;
    case "unknown_fault": return t.verdict.unknownFault;
    case "incomplete": return t.verdict.incomplete;
    case "fault": {
      const id = verdict?.fault_id ?? "";
      const fault = knowledge?.faults.find((one) => one.id === id);
      return fault ? say(fault.title) : t.verdict.faultUnknownHere(id);
    }
  }
}

export function rowTitle(
  row: DeviceRow, knowledge: Knowledge | null, words: Words,
): string {
  return verdictTitle(row.diagnosis, knowledge, words);
}

export function findingTitle(
  id: string, knowledge: Knowledge | null, words: Words,
): string {
  const text = knowledge?.findings.find((one) => one.id === id);
  return text ? words.say(text.title) : id;
}

/// Why the device chose a test: the gate's own words, or the question that the
/// test answers.
export function whyText(
  whyId: string, knowledge: Knowledge | null, words: Words,
): string {
  if (!whyId) return words.t.now.whyAsked;
  const gate = knowledge?.gates.find((one) => one.id === whyId);
  if (gate) return words.say(gate.why);
  return words.t.now.whyFinding(findingTitle(whyId, knowledge, words));
}

/// One line on what a probe found. The device's own sentence is English, so
/// other languages say it in the words of the findings.
export function resultLine(
  result: ProbeResult, knowledge: Knowledge | null, words: Words,
): string {
  const present = result.findings
    .filter((one) => one.presence === "present")
    .map((one) => findingTitle(one.id, knowledge, words));
  const reason = result.reason ? words.t.reason[result.reason] : "";
  if (words.language === "en" && result.summary) return result.summary;
  return [...present, reason].filter(Boolean).join(
    words.language === "zh" ? "；" : "; ");
}

export function evidenceLine(
  finding: Finding, knowledge: Knowledge | null, words: Words,
): string {
  const title = findingTitle(finding.id, knowledge, words);
  return words.t.now.evidence[finding.presence](title);
}

export function remediesOf(
  ids: string[], knowledge: Knowledge | null,
): RemedyText[] {
  return ids.flatMap(
    (id) => knowledge?.remedies.find((one) => one.id === id) ?? []);
}

/// What to tell the owner: the fault, then what the owner is to do about it,
/// or where there is nothing to do, what will happen.
export function ownersText(
  faultId: string, remedyIds: string[], knowledge: Knowledge | null,
  words: Words,
): string {
  const fault = knowledge?.faults.find((one) => one.id === faultId);
  if (!fault) return "";
  const remedies = remediesOf(remedyIds, knowledge);
  const own = remedies.filter((remedy) => remedy.actor === "owner");
  const steps = (own.length > 0 ? own : remedies.slice(0, 1))
    .map((remedy) => words.say(remedy.owner));
  return [words.say(fault.owner), ...steps].filter(Boolean).join(
    words.language === "zh" ? "" : " ");
}

export function probeTitle(
  id: string, words: Words, served?: string,
): string {
  return probeName(id, words.language, served);
}
