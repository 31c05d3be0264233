import type { ComponentChildren } from "preact";
import { useWords } from "../../i18n/words";
import { useNow } from "../../parts/time";
import type { Integrity, Role, Slot } from "../../store/slots";

const roleShapes: Record<Role, string> =
  { running: "▶", next: "→", fallback: "↺" };

function Fact({ name, sign, children }: {
  name: string; sign: "good" | "bad" | "plain"; children: ComponentChildren;
}) {
  const shape = { good: "✓", bad: "✕", plain: "○" }[sign];
  return (
    <div>
      <dt>{name}</dt>
      <dd class={`sign-${sign}`}>
        <span class="shape" aria-hidden="true">{shape}</span> {children}
      </dd>
    </div>
  );
}

/// One mark for each attempt, filled while it is left.
function Attempts({ slot, full }: { slot: Slot; full: number | null }) {
  const { t } = useWords();
  const left = slot.attemptsLeft;
  if (left === null) return null;
  const marks = "●".repeat(Math.min(left, 8)) +
    "○".repeat(Math.min(8, Math.max(0, (full ?? left) - left)));
  return (
    <div>
      <dt>{t.slots.fact.attempts}</dt>
      <dd class={left === 0 ? "sign-bad" : ""}>
        <span class="shape" aria-hidden="true">{marks}</span>{" "}
        {t.slots.attempts(left, full)}
      </dd>
    </div>
  );
}

function Intact({ integrity }: { integrity: Integrity }) {
  const { t, format } = useWords();
  const now = useNow(5000);
  const { kind } = integrity;
  const sign = kind === "intact" ? "good" : kind === "damaged" ? "bad"
    : "plain";
  return (
    <Fact name={t.slots.fact.integrity} sign={sign}>
      {kind === "partly" ? t.slots.partly(format.percent(integrity.share))
        : t.slots.integrity[kind]}
      {kind !== "unknown" && (
        <small> {t.slots.checked(format.age(integrity.atMs, now))}</small>
      )}
    </Fact>
  );
}

function Written({ slot }: { slot: Slot }) {
  const { t } = useWords();
  const sign = slot.written === "whole" ? "good"
    : slot.written === "failed" ? "bad" : "plain";
  return (
    <Fact name={t.slots.fact.content} sign={sign}>
      {slot.written ? t.slots.written[slot.written] : t.slots.notTold}
    </Fact>
  );
}

/// One slot as a box: what it is for, and how it stands. Every state is told
/// by a shape and a word, too.
export function SlotBox({ slot, full }: { slot: Slot; full: number | null }) {
  const { t, format } = useWords();
  const { fact } = t.slots;
  const classes = ["slot", ...slot.roles.map((role) => `slot-${role}`),
    ...(slot.good === false ? ["slot-bad"] : [])];
  return (
    <li class={classes.join(" ")}>
      <h3>{t.slots.slot(slot.name)}</h3>
      <ul class="roles">
        {slot.roles.map((role) => (
          <li key={role}>
            <span class="shape" aria-hidden="true">{roleShapes[role]}</span>{" "}
            {t.slots.role[role]}
          </li>
        ))}
      </ul>
      <dl>
        <Fact name={fact.start} sign={slot.good === null ? "plain"
          : slot.good ? "good" : "bad"}>
          {slot.good === null ? t.slots.notTold
            : slot.good ? t.slots.good : t.slots.bad}
        </Fact>
        <Attempts slot={slot} full={full} />
        <Written slot={slot} />
        <Intact integrity={slot.integrity} />
        <div>
          <dt>{fact.installed}</dt>
          <dd>{slot.installedMs === null ? t.slots.notTold
            : format.dateTime(slot.installedMs)}</dd>
        </div>
      </dl>
    </li>
  );
}
