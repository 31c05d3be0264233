import { api } from "../api/client";
import type { Command, Device } from "../api/types";
import { useWords } from "../i18n/words";
import { useAct } from "./act";
import { Path } from "./path";
import { useNow } from "../parts/time";

/// How long the owner may still think about it.
function TimeLeft({ untilMs }: { untilMs: number }) {
  const { t, format } = useWords();
  const now = useNow(1000);
  return <span> · {t.session.left(format.countdown(untilMs - now))}</span>;
}

/// The diagnosis card while a command is under way.
export function Running({ device, command, mayAct }: {
  device: Device; command: Command; mayAct: boolean;
}) {
  const { t } = useWords();
  const { busy, problem, run } = useAct(t.error.stop, device.id);
  const started = command.steps.length;
  return (
    <section class="card now" aria-labelledby="now-title">
      <p class="over">{t.now.title}
        <span class="quiet"> · {t.now.askedBy(command.operator)}</span>
      </p>
      <div class="running-head">
        <h2 id="now-title">
          {command.verb === "diagnose" ? t.now.running
            : command.verb === "apply_remedy" ? t.now.runningRemedy
              : t.now.runningProbes}
        </h2>
        {mayAct && (
          <button type="button" disabled={busy}
            onClick={() => void run(
              () => api.cancel(device.id, command.id))}>
            {busy ? t.now.stopping : t.now.stop}
          </button>
        )}
      </div>
      <p>
        {command.state === "running" && started > 0
          ? t.now.testOf(started, Math.max(started, command.probe_count))
          : t.commandState[command.state]}
        {command.consent_until_ms > 0 &&
          <TimeLeft untilMs={command.consent_until_ms} />}
        {command.reason && <span class="quiet"> · {command.reason}</span>}
      </p>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <Path command={command} probes={device.probes} />
    </section>
  );
}
