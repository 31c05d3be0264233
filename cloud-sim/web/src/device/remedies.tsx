import { api } from "../api/client";
import type { Device, Knowledge, RemedyText } from "../api/types";
import type { Messages } from "../i18n/en";
import { useWords } from "../i18n/words";
import { posted } from "../store/actions";
import { probeTitle, remediesOf } from "../store/knowledge";
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
export function Remedies({ device, ids, knowledge, mayAct }: {
  device: Device; ids: string[]; knowledge: Knowledge | null;
  mayAct: boolean;
}) {
  const { t, say } = useWords();
  const remedies = remediesOf(ids, knowledge);
  if (remedies.length === 0) return null;
  return (
    <section aria-labelledby="remedies-title">
      <h3 id="remedies-title">{t.now.remedies}</h3>
      <ol class="remedies">
        {remedies.map((one) => (
          <li key={one.id}>
            <strong>{say(one.title)}</strong>
            <p>{say(one.owner)}</p>
            <p class="quiet">
              {[t.actor[one.actor], ...traits(one, t)].join(" · ")}
            </p>
            {mayAct && one.confirming_probe && (
              <Confirm device={device} remedy={one} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
