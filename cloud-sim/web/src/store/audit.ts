// The audit log of a device as the cloud has verified it. Pure.
import type { Audit } from "../api/types";

export type Trust = "verified" | "breaks" | "unverified";

export interface AuditLine {
  n: number;
  event: string;
  /// By the device's clock; null for one that was not set.
  wallMs: number | null;
  who: string;
  verb: string;
  reason: string;
  detail: string;
  text: string;
  trust: Trust;
}

/// A line, or lines that nobody has read.
export type AuditEntry =
  | { kind: "line"; line: AuditLine }
  | { kind: "gap"; first: number; last: number };

function trustOf(n: number, brokenAt: number): Trust {
  if (brokenAt === 0 || n < brokenAt) return "verified";
  return n === brokenAt ? "breaks" : "unverified";
}

/// A line that is no JSON of ours still stands there, as its text.
function lineOf(text: string, brokenAt: number): AuditLine {
  let data: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (parsed && typeof parsed === "object") {
      data = parsed as Record<string, unknown>;
    }
  } catch {
    // Shown as it is.
  }
  const word = (key: string): string => {
    const value = data[key];
    return typeof value === "string" ? value : "";
  };
  const n = typeof data["n"] === "number" ? data["n"] : 0;
  const wall = data["wall_ms"];
  return {
    n, event: word("event"), who: word("operator"), verb: word("verb"),
    reason: word("reason"), detail: word("detail"), text,
    wallMs: data["clock_trusted"] === true && typeof wall === "number"
      ? wall : null,
    trust: trustOf(n, brokenAt),
  };
}

/// Newest first, with what is missing between them.
export function auditEntries(audit: Audit): AuditEntry[] {
  const entries: AuditEntry[] = [];
  let before = 0;
  for (const text of audit.lines) {
    const line = lineOf(text, audit.broken_at);
    const gap = audit.unread.find(
      (one) => one.last === line.n - 1 && one.first > before);
    if (gap) entries.push({ kind: "gap", first: gap.first, last: gap.last });
    entries.push({ kind: "line", line });
    before = line.n;
  }
  return entries.reverse();
}
