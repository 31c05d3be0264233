import type { Command, Device, RemedyResult } from "../api/types";
import type { Messages } from "../i18n/en";
import { useWords } from "../i18n/words";
import { OutcomeMark } from "../parts/status";
import { useNow } from "../parts/time";
import { probeTitle, remediesOf, verdictTitle } from "../store/knowledge";
import { nowView } from "../store/now";
import { useStore } from "../store/store";
import { Conclusion } from "./conclusion";
import { Path } from "./path";
import { Running } from "./running";

/// What became of a remedy, and what its confirming test says of it.
function Applied({ remedy }: { remedy: RemedyResult }) {
  const words = useWords();
  const { t, say, register } = words;
  const knowledge = useStore((state) => state.knowledge);
  const known = remediesOf([remedy.remedy_id], knowledge)[0];
  const [before, after] = remedy.confirmed;
  return (
    <>
      <p>{t.now.applied[remedy.outcome](
        known ? say(known.title) : remedy.remedy_id)}
        {remedy.undone && <> {t.now.undone}</>}</p>
      {before && after && (
        <p class="confirmed">
          {probeTitle(after.probe_id, words)}:{" "}
          <OutcomeMark outcome={before.outcome} /> →{" "}
          <OutcomeMark outcome={after.outcome} />
        </p>
      )}
      {register === "expert" && remedy.fault_id &&
        <p class="quiet"><code>{remedy.fault_id}</code></p>}
    </>
  );
}

function endedTitle(command: Command, t: Messages): string {
  switch (command.state) {
    case "refused": return t.now.refused;
    case "cancelled": return t.now.cancelled;
    case "succeeded":
      return command.verb === "apply_remedy" ? t.now.remedyDone : t.now.tested;
    default: return t.now.failed;
  }
}

/// What a command that named no fault came to, and what to do next.
function Ended({ command }: { command: Command }) {
  const { t, register, language } = useWords();
  const passed = command.results.every((one) => one.outcome === "passed");
  return (
    <div class="ended">
      <h3>{endedTitle(command, t)}</h3>
      {command.state === "refused" && (
        <p>{t.refusal[command.refusal ?? "unspecified"]}
          {" "}{t.now.refusedNothingDone}</p>
      )}
      {command.remedy && <Applied remedy={command.remedy} />}
      {command.state === "succeeded" && !command.remedy && (
        <p>{passed ? t.now.testedPassed : t.now.testedFailed}</p>
      )}
      {command.detail && (register === "expert" || language === "en") && (
        <p class="quiet" lang="en">{command.detail}</p>
      )}
      {command.steps.length > 0 && <Path command={command} />}
    </div>
  );
}

export function NowCard({ device, command, mayAct }: {
  device: Device; command: Command | null; mayAct: boolean;
}) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  const now = useNow(5000);
  const view = nowView(device, command);
  if (view.kind === "running") {
    return <Running device={device} command={view.command} mayAct={mayAct} />;
  }
  const fault = view.kind === "known" ? view.diagnosis.faults[0] : undefined;
  const title = verdictTitle(view.kind === "never" ? null : {
    status: view.diagnosis.status,
    fault_id: fault?.fault_id ?? null,
  }, knowledge, words);
  return (
    <section class="card now" aria-labelledby="now-title">
      <p class="over">{t.now.title}
        {view.kind === "known" && view.atMs > 0 &&
          <span class="quiet"> · {t.now.checked(
            format.age(view.atMs, now))}</span>}
      </p>
      {view.since && <Ended command={view.since} />}
      {view.since && view.kind === "known" &&
        <p class="quiet">{t.now.earlier}</p>}
      <h2 id="now-title" class={fault ? "faulty" : ""}>{title}</h2>
      {view.kind === "never"
        ? device.state === "online" && mayAct && <p>{t.now.neverNext}</p>
        : <Conclusion device={device} diagnosis={view.diagnosis}
          atMs={view.atMs} path={view.path} mayAct={mayAct} />}
    </section>
  );
}
