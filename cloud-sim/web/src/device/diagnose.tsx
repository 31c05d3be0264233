import { useRef } from "preact/hooks";
import { api } from "../api/client";
import type { Command, Complaint, Device } from "../api/types";
import { useWords, type Words } from "../i18n/words";
import { useKey } from "../parts/keys";
import { posted } from "../store/actions";
import { isFinal } from "../store/reduce";
import { useAct } from "./act";

const choices: readonly Complaint[] = [
  "no_sound", "distorted", "does_not_hear_me", "cannot_connect", "drops",
  "slow_answers", "restarts",
];

/// Why a diagnosis cannot start now; empty when it can.
export function hindrance(
  device: Device, command: Command | null, mayAct: boolean, words: Words,
): string {
  const { t } = words;
  if (!mayAct) return t.device.viewerWhy;
  if (device.state === "offline") return t.device.offlineWhy;
  if (device.state === "stopped") return t.device.stoppedWhy;
  if (command && !isFinal(command)) return t.device.busyWhy;
  return "";
}

export function StartDiagnosis({ device, command, mayAct }: {
  device: Device; command: Command | null; mayAct: boolean;
}) {
  const words = useWords();
  const { t } = words;
  const dialog = useRef<HTMLDialogElement>(null);
  const { busy, problem, run } = useAct(t.error.startDiagnosis, device.id);
  const why = hindrance(device, command, mayAct, words);
  const open = (): void => {
    if (!why && !busy) dialog.current?.showModal();
  };
  useKey("d", open);

  const start = (complaint: Complaint | null, said: string): void => {
    dialog.current?.close();
    void run(async () => posted(
      await api.diagnose(device.id, complaint, t.diagnose.reason(said))));
  };

  return (
    <div class="start">
      {mayAct && (
        <button type="button" class="primary" onClick={open}
          aria-disabled={why !== "" || busy} aria-keyshortcuts="d"
          aria-describedby={why ? "start-why" : undefined}>
          {busy ? t.diagnose.starting : t.diagnose.start}
        </button>
      )}
      {why && <p id="start-why" class="quiet">{why}</p>}
      {problem && <p class="problem" role="alert">{problem}</p>}
      <dialog ref={dialog} aria-labelledby="complaint-title">
        <h2 id="complaint-title">{t.diagnose.title}</h2>
        <p class="quiet">{t.diagnose.hint}</p>
        <div class="choices">
          {choices.map((one) => (
            <button key={one} type="button"
              onClick={() => start(one, t.complaint[one])}>
              {t.complaint[one]}
            </button>
          ))}
          <button type="button"
            onClick={() => start(null, t.diagnose.notSure)}>
            {t.diagnose.notSure}
          </button>
        </div>
        <button type="button" class="small"
          onClick={() => dialog.current?.close()}>
          {t.diagnose.cancel}
        </button>
      </dialog>
    </div>
  );
}
