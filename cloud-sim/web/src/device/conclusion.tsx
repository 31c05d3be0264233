import type {
  Command, Device, Diagnosis, Knowledge, RankedFault,
} from "../api/types";
import { useWords } from "../i18n/words";
import { CopyButton } from "../parts/copy";
import { resultsSince } from "../store/confirm";
import { ownersText, probeTitle } from "../store/knowledge";
import { useStore } from "../store/store";
import { Evidence, NotMeasured } from "./evidence";
import { Path } from "./path";
import { Ranking } from "./ranking";
import { Remedies } from "./remedies";
import { RoutinePath } from "./routine_path";

function SayToOwner({ fault, knowledge }: {
  fault: RankedFault; knowledge: Knowledge | null;
}) {
  const words = useWords();
  const text =
    ownersText(fault.fault_id, fault.remedy_ids, knowledge, words);
  if (!text) return null;
  return (
    <section class="say" aria-labelledby="say-title">
      <h3 id="say-title">{words.t.now.sayTo}</h3>
      <blockquote>{text}</blockquote>
      <CopyButton text={text} label={words.t.now.copy} />
    </section>
  );
}

function PathFold({ path, device }: { path: Command; device: Device }) {
  const { t, format } = useWords();
  const tookMs = (path.finished_ms ?? path.created_ms) - path.created_ms;
  return (
    <details>
      <summary>{t.now.path} <span class="quiet">
        {t.now.tests(path.steps.length, format.seconds(tookMs))}
      </span></summary>
      <Path command={path} probes={device.probes} />
    </details>
  );
}

function FaultWords({ fault, knowledge }: {
  fault: RankedFault; knowledge: Knowledge | null;
}) {
  const { say, register } = useWords();
  const text = knowledge?.faults.find((one) => one.id === fault.fault_id);
  return (
    <>
      {text && <p class="sentence">{say(text[register])}</p>}
      {register === "expert" && (
        <p class="quiet"><code>{fault.code}</code> <code>{fault.fault_id}
        </code>{text && <> · {text.component} · {text.severity}</>}</p>
      )}
    </>
  );
}

/// The diagnosis card's body once a diagnosis is known.
export function Conclusion({ device, diagnosis, atMs, path, mayAct }: {
  device: Device; diagnosis: Diagnosis; atMs: number; path: Command | null;
  mayAct: boolean;
}) {
  const words = useWords();
  const { t } = words;
  const knowledge = useStore((state) => state.knowledge);
  const fault = diagnosis.status === "fault" ? diagnosis.faults[0] : undefined;
  const shown = fault ?? diagnosis.faults[0];
  const since = resultsSince(device, atMs, path);
  const complaint =
    t.complaint[diagnosis.complaint as keyof typeof t.complaint];
  return (
    <>
      {complaint && <p class="quiet">{t.now.complaint(complaint)}</p>}
      {fault && <FaultWords fault={fault} knowledge={knowledge} />}
      {diagnosis.status === "unknown_fault" && <p>{t.now.unknownNext}</p>}
      {diagnosis.status === "incomplete" && <p>{t.now.incompleteNext}</p>}
      <Ranking diagnosis={diagnosis} knowledge={knowledge} />
      {fault && <SayToOwner fault={fault} knowledge={knowledge} />}
      {fault && (
        <Remedies device={device} ids={fault.remedy_ids}
          knowledge={knowledge} mayAct={mayAct} since={since} />
      )}
      {shown && <Evidence fault={shown} knowledge={knowledge} />}
      {diagnosis.not_measured.length > 0 && (
        <NotMeasured device={device} ids={diagnosis.not_measured}
          wouldChange={diagnosis.would_change}
          title={(id) => probeTitle(id, words,
            device.probes.find((one) => one.id === id)?.title)} />
      )}
      {path ? <PathFold path={path} device={device} />
        : <RoutinePath device={device} diagnosis={diagnosis} atMs={atMs} />}
    </>
  );
}
