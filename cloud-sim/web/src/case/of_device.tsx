import { useRef, useState } from "preact/hooks";
import { api } from "../api/client";
import type { Complaint, Device, NewCase } from "../api/types";
import { useAct } from "../device/act";
import { useWords } from "../i18n/words";
import { casePath, followLink, navigate } from "../parts/router";
import { inOrder, isOpen } from "../store/cases";
import { useStore } from "../store/store";
import { caseTitle } from "./words";

function OpenCase({ device }: { device: Device }) {
  const { t } = useWords();
  const { busy, problem, run } = useAct(t.cases.open, device.id);
  const dialog = useRef<HTMLDialogElement>(null);
  const [origin, setOrigin] = useState<NonNullable<NewCase["origin"]>>("owner");
  const [complaint, setComplaint] = useState("");
  const open = (): void => void run(async () => {
    dialog.current?.close();
    const made = await api.openCase(
      { device: device.id, origin, complaint });
    navigate(casePath(made.id));
  });
  return (
    <>
      <button type="button" class="small" disabled={busy}
        onClick={() => dialog.current?.showModal()}>
        {busy ? t.cases.opening : t.cases.open}
      </button>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <dialog ref={dialog} aria-labelledby="open-case-title">
        <form class="case-acts" onSubmit={(event) => {
          event.preventDefault();
          open();
        }}>
          <h2 id="open-case-title">{t.cases.open}</h2>
          <label class="field" for="case-origin">
            <span>{t.cases.whatFor}</span>
            <select id="case-origin" value={origin}
              onChange={(event) => setOrigin(
                event.currentTarget.value === "staff" ? "staff" : "owner")}>
              <option value="owner">{t.cases.onCall}</option>
              <option value="staff">{t.cases.byStaff}</option>
            </select>
          </label>
          <label class="field" for="case-complaint">
            <span>{t.cases.complaint}</span>
            <select id="case-complaint" value={complaint}
              onChange={(event) => setComplaint(event.currentTarget.value)}>
              <option value="">{t.cases.noComplaint}</option>
              {(Object.keys(t.complaint) as Exclude<Complaint, "">[]).map(
                (one) => <option key={one} value={one}>{t.complaint[one]}
                </option>)}
            </select>
          </label>
          <div class="acts">
            <button type="submit" class="primary">{t.cases.open}</button>
            <button type="button" onClick={() => dialog.current?.close()}>
              {t.diagnose.cancel}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}

/// On a speaker's page: its open cases, and a new one.
export function DeviceCases({ device, mayOpen }: {
  device: Device; mayOpen: boolean;
}) {
  const words = useWords();
  const { t } = words;
  const cases = useStore((state) => state.cases);
  const knowledge = useStore((state) => state.knowledge);
  const own = inOrder(cases?.values() ?? []).filter((one) =>
    one.device === device.id && isOpen(one));
  if (own.length === 0 && !mayOpen) return null;
  return (
    <nav class="device-cases" aria-label={t.cases.ofDevice}>
      {own.map((one) => (
        <a key={one.id} href={casePath(one.id)}
          onClick={(event) => followLink(event, casePath(one.id))}>
          {t.case.title(one.id)}{words.language === "zh" ? "：" : ": "}
          {caseTitle(one, knowledge, words)}
        </a>
      ))}
      {mayOpen && <OpenCase device={device} />}
    </nav>
  );
}
