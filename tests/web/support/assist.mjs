// What two operators must sign, bundles, and the audit log, as the cloud would
// keep them.
import { createHash } from "node:crypto";
import { speaker } from "./world.mjs";

const minuteMs = 60_000;

export const rebootRemedy = {
  id: "reboot_for_sound", actor: "auto", action: "reboot",
  confirming_probe: "audio.loop", consent_class: "disruptive",
  reversible: true,
  title: { en: "Restart the speaker", zh: "重启音箱" },
  owner: { en: "The speaker restarts by itself.", zh: "音箱会自动重启。" },
};

/// Makes a reboot known, as a remedy of the dead microphone.
export function knowReboot(world) {
  const shape = world.knowledge.remedies[0];
  const remedy = Object.fromEntries(Object.keys(shape).map((key) =>
    [key, rebootRemedy[key] ?? shape[key]]));
  world.knowledge = { ...world.knowledge,
    remedies: [...world.knowledge.remedies, remedy] };
}

export function askApproval(world, change = {}) {
  const now = Date.now();
  const id = change.id ?? `approval-${world.approvals.size + 1}`;
  world.approvals.set(id, {
    id, device: speaker, verb: "apply_remedy", argument: rebootRemedy.id,
    operator: "Leo", reason: "No sound since Monday", asked_ms: now - minuteMs,
    expires_ms: now + 14 * minuteMs, state: "waiting", second: "", note: "",
    decided_ms: null, command: null, ...change,
  });
  return world.approvals.get(id);
}

export function decideApproval(world, id, state, second, note = "") {
  world.approvals.set(id, { ...world.approvals.get(id), state, second, note,
    decided_ms: Date.now(), command: state === "granted" ? "c-1" : null });
  return world.approvals.get(id);
}

/// The newest one is still on its way.
export function someBundles(world) {
  const at = Date.now();
  const plain = { device: speaker, operator: "Anna", items: 0, redactions: 0,
    unfinished: [], sha256: "", reference: "", state: "succeeded" };
  world.bundles = [
    { ...plain, id: "b2", created_ms: at - minuteMs, bytes: 640_000,
      received: 245_760, complete: false, reason: "It restarts at night",
      state: "running" },
    { ...plain, id: "b1", created_ms: at - 3 * 24 * 60 * minuteMs,
      bytes: 412_345, received: 412_345, complete: true,
      reference: "K7QF-3M9T", reason: "Case 4711", items: 17,
      redactions: 342, unfinished: ["logs/messages.txt", "journal.txt"],
      sha256: "9f".repeat(32) },
  ];
}

/// Lines as a speaker writes them, a sound chain.
export function auditChain(count) {
  const lines = [];
  let previous = "0".repeat(64);
  const events = ["session_opened", "command_accepted", "consent_asked",
    "consent_granted", "command_finished", "session_closed"];
  for (let n = 1; n <= count; ++n) {
    const event = events[(n - 1) % events.length];
    lines.push(JSON.stringify({ n, prev: previous, event,
      wall_ms: Date.now() - (count - n) * minuteMs, clock_trusted: n > 1,
      monotonic_ms: n * 1000, session: "s1", verb: "diagnose",
      operator: "Anna", reason: "No sound",
      ...(event === "command_finished" ? { detail: "succeeded" } : {}) }));
    previous = createHash("sha256").update(lines.at(-1)).digest("hex");
  }
  return lines;
}

export function giveAudit(world, change = {}, count = 9) {
  world.audit = { first: 1, last: count, unread: [], broken_at: 0,
    problem: null, lines: auditChain(count), ...change };
}

/// The part of the log that was asked for.
export function auditView(world, query) {
  const from = Number(query.get("from") ?? 1);
  const limit = Number(query.get("limit") ?? 200);
  const lines = world.audit.lines
    .filter((line) => JSON.parse(line).n >= from).slice(0, limit);
  return { ...world.audit, lines };
}
