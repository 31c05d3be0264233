import { useState } from "preact/hooks";
import { api } from "../api/client";
import type { Approval, Me } from "../api/types";
import { useAct } from "../device/act";
import { useWords, type Words } from "../i18n/words";
import { devicePath, followLink } from "../parts/router";
import { mayDo } from "../store/approvals";
import { remediesOf } from "../store/knowledge";
import { dispatch, useStore } from "../store/store";

/// What it would do, in the reader's words.
export function whatIsAsked(
  approval: Approval, knowledge: Parameters<typeof remediesOf>[1],
  words: Words,
): string {
  const [remedy] = remediesOf([approval.argument], knowledge);
  return remedy ? words.say(remedy.title) : approval.argument;
}

function Acts({ approval, me }: { approval: Approval; me: Me }) {
  const { t } = useWords();
  const { busy, problem, run } = useAct(t.approvals.deciding, approval.device);
  const [note, setNote] = useState("");
  const what = mayDo(approval, me);
  const decide = (act: () => Promise<Approval>): void => void run(async () =>
    dispatch({ type: "approval_changed", approval: await act() }));
  if (what === "nothing") return <p class="quiet">{t.approvals.mayNot}</p>;
  if (what === "withdraw") {
    return (
      <div class="acts">
        <p class="quiet">{t.approvals.own}</p>
        <button type="button" disabled={busy}
          onClick={() => decide(() => api.decline(approval.id, ""))}>
          {t.approvals.withdraw}
        </button>
        {problem && <p class="problem" role="alert">{problem}</p>}
      </div>
    );
  }
  const id = `note-${approval.id}`;
  return (
    <div class="approval-acts">
      <button type="button" class="primary" disabled={busy}
        onClick={() => decide(() => api.countersign(approval.id))}>
        {busy ? t.approvals.signing : t.approvals.sign}
      </button>
      <form onSubmit={(event) => {
        event.preventDefault();
        decide(() => api.decline(approval.id, note.trim()));
      }}>
        <label class="field" for={id}>
          <span>{t.approvals.declineWhy}</span>
          <input id={id} value={note} maxLength={500}
            onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={busy}>{t.approvals.decline}</button>
      </form>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </div>
  );
}

/// One command that waits: what, for whom, who asked, why, how long still.
export function WaitingApproval({ approval, me, now }: {
  approval: Approval; me: Me; now: number;
}) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  const path = devicePath(approval.device);
  return (
    <li class="card approval">
      <h3>{t.approvals.what(whatIsAsked(approval, knowledge, words),
        approval.device)}</h3>
      <p>
        <a href={path} onClick={(event) => followLink(event, path)}>
          {approval.device}</a>{" "}
        <span class="quiet">{t.approvals.asked(approval.operator,
          format.age(approval.asked_ms, now))}</span>
      </p>
      <p><span class="quiet">{t.approvals.reason}: </span>{approval.reason}</p>
      <p class="quiet">{t.approvals.left(
        format.countdown(approval.expires_ms - now))}</p>
      <Acts approval={approval} me={me} />
    </li>
  );
}

export function DecidedApproval({ approval }: { approval: Approval }) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  return (
    <li class="approval-row">
      <strong>{t.approvals.state[approval.state]}</strong>
      <span>{t.approvals.what(whatIsAsked(approval, knowledge, words),
        approval.device)}
        <small>{t.approvals.reason}: {approval.reason}</small></span>
      <span class="quiet">
        {approval.second && approval.second !== approval.operator &&
          <>{t.approvals.by(approval.second)}</>}
        {approval.note && <small>{approval.note}</small>}
      </span>
      <span class="quiet">
        {format.dateTime(approval.decided_ms ?? approval.expires_ms)}
      </span>
    </li>
  );
}
