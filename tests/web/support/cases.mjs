// Cases as the cloud would keep them, and what an agent's acts make of them.
const minuteMs = 60_000;
const speaker = "aria-kitchen-0142";

export function raiseCase(cases, change = {}, events = []) {
  const id = change.id ?? 12 + cases.size;
  const at = Date.now() - 9 * minuteMs;
  const record = {
    id, device: speaker, model: "Aria 2", firmware: "4.2.1", origin: "alarm",
    opened_by: null, complaint: "", state: "routed",
    fault_id: "audio.mic_dead", severity: "s2", skill: "audio", level: "l1",
    assignee: null, remedy_id: null, opened_ms: at, named_ms: at,
    responded_ms: null, advised_ms: null, confirmed_ms: null, closed_ms: null,
    sessions: 0, returns: 0, confirmed_by: null, outcome: null,
    closed_by: null, stars: null, ...change,
  };
  const one = { record, events: [] };
  cases.set(id, one);
  note(one, "opened", { origin: record.origin, by: record.opened_by ?? "",
    complaint: record.complaint }, at);
  if (record.fault_id) {
    note(one, "named", { fault_id: record.fault_id, probability: 0.92,
      severity: record.severity, level: record.level }, at);
  }
  for (const [kind, data] of events) note(one, kind, data);
  return record;
}

export function note(one, kind, data, at_ms = Date.now()) {
  one.events.push({ id: one.events.length + 1, at_ms, kind, data });
}

const acts = {
  taking: (who) => [{ assignee: who }, "taken", { by: who }],
  escalation: (who) => [{ level: "l2", assignee: null }, "escalated",
    { by: who, text: "" }],
  notes: (who, { text }) => [{}, "note", { by: who, text }],
  advice: (who, { remedy_id = "", text = "" }) => [
    { state: "advised", remedy_id: remedy_id || null,
      advised_ms: Date.now() }, "advice", { by: who, remedy_id, text }],
  rating: (who, { stars }) => [{ stars }, "rated", { by: who, stars }],
  closing: (who, { text = "" }, record) => {
    const outcome = record.state === "confirmed" ? "cured" : "not_confirmed";
    return [{ state: "closed", closed_ms: Date.now(), closed_by: who,
      outcome }, "closed", { by: who, outcome, text }];
  },
};

export function changeCase(cases, id, act, body, who) {
  if (!act) {
    return raiseCase(cases, { device: body.device, origin: body.origin,
      complaint: body.complaint ?? "", opened_by: who, fault_id: null,
      severity: null, skill: null, named_ms: null, state: "opened" });
  }
  const one = cases.get(id);
  const [change, kind, data] = acts[act](who, body, one.record);
  one.record = { ...one.record, responded_ms: one.record.responded_ms ??
    Date.now(), ...change };
  note(one, kind, data);
  return one.record;
}

/// The speaker's own word that the fault is gone.
export function confirmCure(cloud, id) {
  const one = cloud.world.cases.get(id);
  one.record = { ...one.record, state: "confirmed",
    confirmed_ms: Date.now(), confirmed_by: "audio.loop" };
  note(one, "confirmed", { probe_id: "audio.loop", by_itself: false });
  cloud.pushCase(id);
}

export function kpiOf(cases) {
  const all = [...cases.values()].map((one) => one.record);
  const closed = all.filter((one) => one.closed_ms !== null);
  const cured = all.filter((one) => one.confirmed_ms !== null);
  const span = (spans) => ({ count: spans.length,
    median_ms: spans[0] ?? null, p95_ms: spans.at(-1) ?? null });
  return {
    days: 30, opened: all.length, open: all.length - closed.length,
    closed: closed.length,
    not_confirmed: closed.filter((one) =>
      one.outcome === "not_confirmed").length,
    first_response: span(all.filter((one) => one.responded_ms !== null)
      .map((one) => one.responded_ms - one.opened_ms)),
    named_fault: span(all.filter((one) => one.named_ms !== null)
      .map((one) => one.named_ms - one.opened_ms)),
    confirmed_cure: span(cured.map((one) =>
      one.confirmed_ms - one.opened_ms)),
    first_contact: { part: cured.length, of: cured.length },
    self_healed: { part: 0, of: cured.length },
    stars: { part: all.reduce((sum, one) => sum + (one.stars ?? 0), 0),
      of: all.filter((one) => one.stars !== null).length },
    faults: all.length ? [{ fault_id: "audio.mic_dead", model: "Aria 2",
      firmware: "4.2.1", cases: all.length }] : [],
  };
}

/// One of each kind, for pictures.
export function someCases(world) {
  const ago = (minutes) => Date.now() - minutes * minuteMs;
  world.raiseCase({ id: 12, state: "in_session", assignee: "Anna",
    responded_ms: ago(6), sessions: 1 }, [
    ["report", { id: 40, trigger: "change", status: "fault",
      fault_id: "audio.mic_dead" }],
    ["session", { session: "ses-1", state: "open", operator: "Anna",
      reason: "Case 12" }],
    ["consent", { operator: "Anna", verb: "diagnose",
      until_ms: Date.now() + 600_000 }],
  ]);
  world.raiseCase({ id: 13, device: "aria-bedroom-0077", state: "confirmed",
    fault_id: "net.dns_failing", severity: "s1", skill: "network",
    responded_ms: ago(8), advised_ms: ago(7), confirmed_ms: ago(2),
    confirmed_by: "network.dns", assignee: "Leo" });
  world.raiseCase({ id: 14, device: "mini-hall-0009", origin: "owner",
    opened_by: "Leo", complaint: "drops", state: "opened", fault_id: null,
    severity: null, skill: null, named_ms: null, responded_ms: ago(9) });
  world.raiseCase({ id: 15, device: "aria-attic-0311", state: "closed",
    closed_ms: ago(1), closed_by: "Anna", outcome: "cured", stars: 5,
    responded_ms: ago(7), confirmed_ms: ago(3) });
}
