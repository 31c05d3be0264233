import type {
  Command, Device, Diagnosis, Knowledge, RankedFault,
} from "../api/types";
import { useWords } from "../i18n/words";
import { CopyButton } from "../parts/copy";
import { Meter } from "../parts/meter";
import { ownersText, probeTitle, verdictTitle } from "../store/knowledge";
import { useStore } from "../store/store";
import { Evidence, NotMeasured } from "./evidence";
import { Path } from "./path";
import { Remedies } from "./remedies";

function Probability({ value }: { value: number }) {
  const { t, format } = useWords();
  return (
    <div class="probability">
      <span>{t.now.probability}</span>
      <Meter low={0} high={100} value={Math.round(100 * value)}
        label={t.now.probability} />
      <strong>{format.percent(value)}</strong>
    </div>
  );
}

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

function Rivals({ faults }: { faults: RankedFault[] }) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  if (faults.length === 0) return null;
  return (
    <details>
      <summary>{t.now.rivals}</summary>
      <ul class="plain">
        {faults.map((one) => (
          <li key={one.fault_id}>
            {verdictTitle({ status: "fault", fault_id: one.fault_id },
              knowledge, words)}
            {" "}<span class="quiet">{format.percent(one.probability)}</span>
          </li>
        ))}
      </ul>
    </details>
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
export function Conclusion({ device, diagnosis, path, mayAct }: {
  device: Device; diagnosis: Diagnosis; path: Command | null;
  mayAct: boolean;
}) {
  const words = useWords();
  const { t } = words;
  const knowledge = useStore((state) => state.knowledge);
  const fault = diagnosis.status === "fault" ? diagnosis.faults[0] : undefined;
  const shown = fault ?? diagnosis.faults[0];
  const complaint =
    t.complaint[diagnosis.complaint as keyof typeof t.complaint];
  return (
    <>
      {complaint && <p class="quiet">{t.now.complaint(complaint)}</p>}
      {fault && <FaultWords fault={fault} knowledge={knowledge} />}
      {diagnosis.status === "unknown_fault" && <p>{t.now.unknownNext}</p>}
      {diagnosis.status === "incomplete" && <p>{t.now.incompleteNext}</p>}
      {fault && <Probability value={fault.probability} />}
      {fault && <SayToOwner fault={fault} knowledge={knowledge} />}
      {fault && (
        <Remedies device={device} ids={fault.remedy_ids}
          knowledge={knowledge} mayAct={mayAct} />
      )}
      {shown && <Evidence fault={shown} knowledge={knowledge} />}
      {diagnosis.not_measured.length > 0 && (
        <NotMeasured device={device} ids={diagnosis.not_measured}
          title={(id) => probeTitle(id, words,
            device.probes.find((one) => one.id === id)?.title)} />
      )}
      <Rivals faults={diagnosis.faults.slice(1)} />
      {path && <PathFold path={path} device={device} />}
    </>
  );
}
