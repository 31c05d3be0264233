import type { Command } from "../api/types";
import { useWords } from "../i18n/words";
import { probeTitle, verdictTitle } from "../store/knowledge";
import { isFinal } from "../store/reduce";
import { useStore } from "../store/store";

/// Tells a screen reader how a diagnosis moves on: each test once, then the
/// result. The bars themselves would be noise.
export function Announcer({ command }: { command: Command | null }) {
  const words = useWords();
  const { t } = words;
  const knowledge = useStore((state) => state.knowledge);
  let text = "";
  if (command && !isFinal(command)) {
    const step = command.steps[command.steps.length - 1];
    text = step && command.state === "running"
      ? t.now.announceRunning(command.steps.length,
        probeTitle(step.probe_id, words))
      : t.commandState[command.state];
  } else if (command?.diagnosis) {
    text = t.now.announceFault(verdictTitle({
      status: command.diagnosis.status,
      fault_id: command.diagnosis.faults[0]?.fault_id ?? null,
    }, knowledge, words));
  }
  return <div class="unseen" role="status" aria-live="polite">{text}</div>;
}
