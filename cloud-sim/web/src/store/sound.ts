// The sweep test's result as the sound card shows it. Pure.
import type {
  Finding, LatestResult, Measurement, ProbeResult, Report,
} from "../api/types";
import { soundName, type MicrophoneFigure } from "./sound_names";

export const sweepProbe = "audio.sweep";

export interface Point { hz: number; value: number; sigma: number | null }

export interface MicrophoneFinding { finding: Finding; evidence: string }

export interface MicrophoneSound {
  number: number;
  /// By rising frequency; empty when its response was not measured.
  response: Point[];
  figures: Partial<Record<MicrophoneFigure, Measurement>>;
  findings: MicrophoneFinding[];
}

export interface Sound {
  microphones: MicrophoneSound[];
  thd: Point[];
  /// How far from the baseline a healthy speaker may be; null where not told.
  mask: number | null;
  /// Whether the response stands against this speaker's own baseline. Without
  /// one it stands against the microphones' own middle, and shows only how
  /// they differ.
  toBaseline: boolean;
  /// What was found of no microphone in particular.
  common: MicrophoneFinding[];
}

function microphoneOf(
  all: Map<number, MicrophoneSound>, number: number,
): MicrophoneSound {
  const known = all.get(number);
  if (known) return known;
  const made = { number, response: [], figures: {}, findings: [] };
  all.set(number, made);
  return made;
}

/// The evidence of one finding, by microphone; 0 holds what names none. A
/// part without a microphone of its own goes on about the one before it.
export function evidenceByMicrophone(evidence: string): Map<number, string> {
  const parts = new Map<number, string>();
  let number = 0;
  for (const part of evidence.split("; ")) {
    const named = /^mic ([1-9]\d*): (.*)$/s.exec(part);
    if (named) number = Number(named[1]);
    const text = named?.[2] ?? part;
    if (!text) continue;
    const before = parts.get(number);
    parts.set(number, before ? `${before}; ${text}` : text);
  }
  return parts;
}

function addFinding(
  all: Map<number, MicrophoneSound>, common: MicrophoneFinding[],
  finding: Finding,
): void {
  if (finding.presence === "absent") return;
  const parts = evidenceByMicrophone(finding.evidence);
  const named = [...parts].filter(([number]) => number > 0);
  for (const [number, evidence] of named) {
    microphoneOf(all, number).findings.push({ finding, evidence });
  }
  const rest = parts.get(0) ?? "";
  if (named.length === 0 || rest) common.push({ finding, evidence: rest });
}

function byFrequency(points: Point[]): Point[] {
  return points.sort((a, b) => a.hz - b.hz);
}

/// What a result says; every part may be missing.
export function soundOf(result: ProbeResult): Sound {
  const all = new Map<number, MicrophoneSound>();
  const sound: Sound = { microphones: [], thd: [], mask: null,
    toBaseline: false, common: [] };
  for (const one of result.measurements) {
    const name = soundName(one.name);
    if (!Number.isFinite(one.value)) continue;
    const point = (hz: number): Point =>
      ({ hz, value: one.value, sigma: one.sigma });
    if (one.name === "response_mask") sound.mask = Math.abs(one.value);
    // Only a speaker that knows its baseline can tell its latency.
    if (one.name === "latency") sound.toBaseline = true;
    if (name?.kind === "thd") sound.thd.push(point(name.hz));
    if (name?.kind === "response") {
      microphoneOf(all, name.microphone).response.push(point(name.hz));
    }
    if (name?.kind === "microphone") {
      microphoneOf(all, name.microphone).figures[name.what] = one;
    }
  }
  for (const one of result.findings) addFinding(all, sound.common, one);
  sound.microphones = [...all.values()].sort((a, b) => a.number - b.number);
  for (const one of sound.microphones) byFrequency(one.response);
  byFrequency(sound.thd);
  return sound;
}

/// Whether numbers of this result may be drawn. What broke off or could not
/// tell may hold numbers too, but not ones to believe.
export function isConclusive(result: ProbeResult): boolean {
  return result.outcome === "passed" || result.outcome === "failed";
}

export interface SoundView {
  /// The newest result, whatever it came to.
  latest: LatestResult | null;
  /// The newest one that may be drawn; often the same.
  drawn: LatestResult | null;
}

export function soundView(
  results: LatestResult[], reports: Report[],
): SoundView {
  const latest = results.find((one) => one.probe_id === sweepProbe) ?? null;
  if (!latest || isConclusive(latest)) return { latest, drawn: latest };
  const earlier = reports.flatMap((report) => report.results
    .filter((one) => one.probe_id === sweepProbe && isConclusive(one))
    .map((one) => ({ ...one, at_ms: report.received_ms })));
  earlier.sort((a, b) => b.at_ms - a.at_ms);
  return { latest, drawn: earlier[0] ?? null };
}

/// What the response plot may show: without a baseline a lone microphone has
/// nothing but itself to stand against.
export function responsesToDraw(sound: Sound): MicrophoneSound[] {
  const heard = sound.microphones.filter((one) => one.response.length > 0);
  return sound.toBaseline || heard.length > 1 ? heard : [];
}
