import { useState } from "preact/hooks";
import { api } from "../api/client";
import type { Case, Me } from "../api/types";
import { useAct } from "../device/act";
import { useWords } from "../i18n/words";
import { remediesOf } from "../store/knowledge";
import { dispatch, useStore } from "../store/store";
import { isOpen } from "../store/cases";

interface ActProps { record: Case }

/// One thing to do with a case; what it makes of it is shown at once.
function useCaseAct(record: Case) {
  const { t } = useWords();
  const { busy, problem, run } =
    useAct(t.case.acting, t.case.title(record.id));
  return { busy, problem, act: (change: () => Promise<Case>,
    done?: () => void) => void run(async () => {
    dispatch({ type: "case_changed", record: await change() });
    done?.();
  }) };
}

function Problem({ text }: { text: string }) {
  return text ? <p class="problem" role="alert">{text}</p> : null;
}

function TextField({ id, label, value, change }: {
  id: string; label: string; value: string; change: (to: string) => void;
}) {
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      <textarea id={id} rows={2} maxLength={1000} value={value}
        onInput={(event) => change(event.currentTarget.value)} />
    </label>
  );
}

function Belonging({ record, me }: ActProps & { me: Me }) {
  const { t } = useWords();
  const { busy, problem, act } = useCaseAct(record);
  return (
    <div class="acts">
      {record.assignee !== me.name && (
        <button type="button" disabled={busy}
          onClick={() => act(() => api.takeCase(record.id))}>
          {t.case.take}
        </button>
      )}
      {record.level === "l1" && (
        <button type="button" disabled={busy}
          onClick={() => act(() => api.escalate(record.id))}>
          {t.case.passOn}
        </button>
      )}
      <Problem text={problem} />
    </div>
  );
}

function AdviceForm({ record }: ActProps) {
  const { t, say } = useWords();
  const { busy, problem, act } = useCaseAct(record);
  const knowledge = useStore((state) => state.knowledge);
  const fault = knowledge?.faults.find((one) => one.id === record.fault_id);
  const remedies = remediesOf(fault?.remedy_ids ?? [], knowledge);
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState("");
  const remedy = chosen ?? remedies[0]?.id ?? "";
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      act(() => api.advise(record.id, remedy, text.trim()), () => setText(""));
    }}>
      <label class="field" for="case-remedy">
        <span>{t.case.remedy}</span>
        <select id="case-remedy" value={remedy}
          onChange={(event) => setChosen(event.currentTarget.value)}>
          {remedies.map((one) =>
            <option key={one.id} value={one.id}>{say(one.title)}</option>)}
          <option value="">{t.case.otherRemedy}</option>
        </select>
      </label>
      <TextField id="case-told" label={t.case.told} value={text}
        change={setText} />
      <button type="submit" disabled={busy || (!remedy && !text.trim())}>
        {busy ? t.case.working : t.case.advise}
      </button>
      <Problem text={problem} />
    </form>
  );
}

function NoteForm({ record }: ActProps) {
  const { t } = useWords();
  const { busy, problem, act } = useCaseAct(record);
  const [text, setText] = useState("");
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      act(() => api.addNote(record.id, text.trim()), () => setText(""));
    }}>
      <TextField id="case-note" label={t.case.note} value={text}
        change={setText} />
      <button type="submit" disabled={busy || !text.trim()}>
        {busy ? t.case.working : t.case.addNote}
      </button>
      <Problem text={problem} />
    </form>
  );
}

function RatingForm({ record }: ActProps) {
  const { t } = useWords();
  const { busy, problem, act } = useCaseAct(record);
  const [stars, setStars] = useState(record.stars ?? 0);
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      act(() => api.rate(record.id, stars, ""));
    }}>
      <fieldset class="stars">
        <legend>{t.case.rating}</legend>
        {[1, 2, 3, 4, 5].map((n) => (
          <label key={n}>
            <input type="radio" name="stars" value={n} checked={n === stars}
              onChange={() => setStars(n)} />
            {t.case.stars(n)}
          </label>
        ))}
      </fieldset>
      <button type="submit" disabled={busy || stars === 0}>
        {busy ? t.case.working : t.case.rate}
      </button>
      <Problem text={problem} />
    </form>
  );
}

function CloseForm({ record, mayUnconfirmed }: ActProps & {
  mayUnconfirmed: boolean;
}) {
  const { t } = useWords();
  const { busy, problem, act } = useCaseAct(record);
  const [text, setText] = useState("");
  const confirmed = record.state === "confirmed";
  if (!confirmed && !mayUnconfirmed) {
    return <p class="quiet">{t.case.closeNot}</p>;
  }
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      act(() => api.closeCase(record.id, text.trim()));
    }}>
      {!confirmed && <TextField id="case-why" label={t.case.closeWhy}
        value={text} change={setText} />}
      <button type="submit" class={confirmed ? "primary" : ""}
        disabled={busy || (!confirmed && !text.trim())}>
        {busy ? t.case.working : t.case.close}
      </button>
      <Problem text={problem} />
    </form>
  );
}

export function CaseActs({ record, me }: { record: Case; me: Me }) {
  const { t } = useWords();
  const open = isOpen(record);
  const handles = me.rights.includes("handle_case");
  const over = !open || record.state === "confirmed";
  return (
    <section class="card case-acts" aria-labelledby="case-next">
      <h2 id="case-next">{t.case.nextTitle}</h2>
      <p>{t.case.next[record.state]}</p>
      {!handles && <p class="quiet">{t.case.viewerWhy}</p>}
      {handles && open && <Belonging record={record} me={me} />}
      {handles && !over && <AdviceForm record={record} />}
      {handles && over && <RatingForm record={record} />}
      {handles && open && <CloseForm record={record}
        mayUnconfirmed={me.rights.includes("close_unconfirmed")} />}
      {me.rights.includes("note") && <NoteForm record={record} />}
    </section>
  );
}
