import { describe, expect, it } from "vitest";
import type { Audit } from "../src/api/types";
import { auditEntries } from "../src/store/audit";

function line(n: number, more: object = {}): string {
  return JSON.stringify({ n, prev: "0", event: "command_accepted",
    wall_ms: 1000 * n, clock_trusted: true, operator: "Ann", ...more });
}

function audit(change: Partial<Audit> = {}): Audit {
  return { first: 1, last: 3, unread: [], broken_at: 0, problem: null,
    lines: [line(1), line(2), line(3)], ...change };
}

function shape(of: Audit): string[] {
  return auditEntries(of).map((one) => one.kind === "gap"
    ? `${one.first}-${one.last} unread` : `${one.line.n} ${one.line.trust}`);
}

describe("the audit log", () => {
  it("is shown newest first, each line verified", () => {
    expect(shape(audit())).toEqual(["3 verified", "2 verified", "1 verified"]);
  });

  it("tells what nobody has read, where it is missing", () => {
    expect(shape(audit({ last: 9, unread: [{ first: 3, last: 7 }],
      lines: [line(1), line(2), line(8), line(9)] }))).toEqual(
      ["9 verified", "8 verified", "3-7 unread", "2 verified", "1 verified"]);
  });

  it("is verified up to where its chain breaks", () => {
    expect(shape(audit({ broken_at: 2 }))).toEqual(
      ["3 unverified", "2 breaks", "1 verified"]);
  });

  it("shows a line that cannot be read as it stands", () => {
    const [entry] = auditEntries(audit({ lines: ["no JSON"] }));

    expect(entry).toMatchObject({ kind: "line", line: { text: "no JSON",
      event: "", wallMs: null } });
  });

  it("gives no time by a clock that was not set", () => {
    const [entry] = auditEntries(audit({
      lines: [line(1, { clock_trusted: false })] }));

    expect(entry).toMatchObject({ line: { wallMs: null, who: "Ann" } });
  });
});
