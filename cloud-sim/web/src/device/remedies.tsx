import { useState } from "preact/hooks";
import { api } from "../api/client";
import type {
  Device, Knowledge, LatestResult, RemedyText,
} from "../api/types";
import type { Messages } from "../i18n/en";
import { useWords } from "../i18n/words";
import { followLink } from "../parts/router";
import { OutcomeMark } from "../parts/status";
import { useNow } from "../parts/time";
import { posted } from "../store/actions";
import { probeTitle, remediesOf } from "../store/knowledge";
import { dispatch, useStore } from "../store/store";
import { useAct } from "./act";

function Confirm({ device, remedy }: { device: Device; remedy: RemedyText }) {
  const words = useWords();
  const { t } = words;
  const { busy, problem, run } = useAct(t.error.runProbe, device.id);
  const id = remedy.confirming_probe;
  const probe = device.probes.find((one) => one.id === id);
  const label = t.now.confirm(probeTitle(id, words, probe?.title));
  return (
    <div>
      <button type="button" disabled={busy || device.state !== "online"}
        onClick={() => void run(async () =>
          posted(await api.runProbes(device.id, [id], label)))}>
        {label}
      </button>
      {probe?.audible && <p class="quiet">{t.now.audible}
        {probe.interrupts_playback && <> {t.now.interrupts}</>}</p>}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </div>
  );
}

/// The speaker does it; whether the owner is asked first, the traits tell.
function Apply({ device, remedy }: { device: Device; remedy: RemedyText }) {
  const { t, say } = useWords();
  const { busy, problem, run } = useAct(t.error.applyRemedy, device.id);
  const running = device.active_command !== null;
  return (
    <div>
      <button type="button" class="primary"
        disabled={busy || running || device.state !== "online"}
        onClick={() => void run(async () => posted(await api.applyRemedy(
          device.id, remedy.id, say(remedy.title))))}>
        {t.now.apply(say(remedy.title))}
      </button>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </div>
  );
}

/// What restarts the speaker is asked for; it is sent once another operator has
/// signed it, too.
function AskSecond({ device, remedy }: {
  device: Device; remedy: RemedyText;
}) {
  const { t, say } = useWords();
  const { busy, problem, run } = useAct(t.error.applyRemedy, device.id);
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const id = `second-${remedy.id}`;
  if (asked) {
    return (
      <p role="status">{t.approvals.askedNow}{" "}
        <a href="/approvals"
          onClick={(event) => followLink(event, "/approvals")}>
          {t.approvals.toPage}</a>
      </p>
    );
  }
  return (
    <form onSubmit={(event) => {
      event.preventDefault();
      void run(async () => {
        dispatch({ type: "approval_changed", approval: await api.askSecond(
          device.id, remedy.id, reason.trim()) });
        setAsked(true);
      });
    }}>
      <label class="field" for={id}>
        <span>{t.approvals.askWhy}</span>
        <input id={id} value={reason} maxLength={500}
          onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <p class="quiet">{t.approvals.askHint}</p>
      <button type="submit" disabled={busy || !reason.trim()}>
        {t.approvals.ask(say(remedy.title))}
      </button>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </form>
  );
}

/// What a test that confirms remedies said after the diagnosis.
function Confirmed({ device, result }: {
  device: Device; result: LatestResult;
}) {
  const words = useWords();
  const { t, format } = words;
  const now = useNow(5000);
  const probe = device.probes.find((one) => one.id === result.probe_id);
  const name = probeTitle(result.probe_id, words, probe?.title);
  const age = format.age(result.at_ms, now);
  return (
    <p class="confirmed">
      <OutcomeMark outcome={result.outcome} />{" "}
      {result.outcome === "passed" ? t.now.confirmed(name, age)
        : result.outcome === "failed" ? t.now.notConfirmed(name, age)
          : t.now.confirmVain(name, age)}
    </p>
  );
}

/// What a remedy does to the speaker. Owners see what they do themselves.
function traits(remedy: RemedyText, t: Messages): string[] {
  if (remedy.actor === "owner") return [];
  const consent = t.remedy.consent[remedy.consent_class];
  return [
    remedy.reversible ? t.remedy.reversible : t.remedy.irreversible,
    ...(consent ? [consent] : []),
  ];
}

/// Each remedy: who does it, what it will do, whether the owner notices, and
/// the test by which the speaker itself confirms it.
export function Remedies({ device, ids, knowledge, mayAct, since }: {
  device: Device; ids: string[]; knowledge: Knowledge | null;
  mayAct: boolean; since: LatestResult[];
}) {
  const { t, say, register } = useWords();
  const maySign = useStore((state) =>
    state.me?.rights.includes("disruptive") ?? false);
  const remedies = remediesOf(ids, knowledge);
  if (remedies.length === 0) return null;
  const confirming = since.filter((result) => remedies.some((one) =>
    one.confirming_probe === result.probe_id));
  return (
    <section aria-labelledby="remedies-title">
      <h3 id="remedies-title">{t.now.remedies}</h3>
      {confirming.map((result) => (
        <Confirmed key={result.probe_id} device={device} result={result} />
      ))}
      <ol class="remedies">
        {remedies.map((one) => (
          <li key={one.id}>
            <strong>{say(one.title)}</strong>
            <p>{say(one.owner)}</p>
            <p class="quiet">
              {[t.actor[one.actor], ...traits(one, t)].join(" · ")}
            </p>
            {register === "expert" && one.consent_class && (
              <p class="quiet">{t.remedy.class}{" "}
                <code>{one.consent_class}</code></p>
            )}
            {mayAct && one.actor === "auto" &&
              (one.consent_class === "disruptive"
                ? maySign && <AskSecond device={device} remedy={one} />
                : <Apply device={device} remedy={one} />)}
            {mayAct && one.confirming_probe && (
              <Confirm device={device} remedy={one} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
