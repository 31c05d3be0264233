import type {
  Command, Knowledge, ProbeInfo, ProbeResult, Step,
} from "../api/types";
import { useWords } from "../i18n/words";
import { OutcomeMark } from "../parts/status";
import { probeTitle, resultLine, whyText } from "../store/knowledge";
import { useStore } from "../store/store";

function Verdict({ result, knowledge }: {
  result: ProbeResult; knowledge: Knowledge | null;
}) {
  const words = useWords();
  const { format, register, language } = words;
  const foreign = language !== "en";
  return (
    <>
      <p class="line">
        <OutcomeMark outcome={result.outcome} />
        <span>{resultLine(result, knowledge, words)}</span>
        <span class="quiet time">{format.seconds(result.duration_ms)}</span>
      </p>
      {register === "expert" && foreign && result.summary && (
        <p class="quiet" lang="en">{result.summary}</p>
      )}
    </>
  );
}

function Underway({ step, probe, name }: {
  step: Step; probe: ProbeInfo | undefined; name: string;
}) {
  const { t, format, register, language } = useWords();
  const english = step.text && (language === "en" || register === "expert");
  return (
    <>
      <p class="line">
        <progress max={1} value={step.fraction} aria-label={name} />
        <span class="quiet time">{format.percent(step.fraction)}</span>
      </p>
      <p class="quiet">
        {english && <span lang="en">{step.text} · </span>}
        {probe && probe.seconds > 0 &&
          t.now.usually(format.seconds(probe.seconds * 1000))}
        {probe?.audible && <> · {t.now.audible}</>}
      </p>
    </>
  );
}

/// The tests of a command in the order in which the device chose them.
export function Path({ command, probes }: {
  command: Command; probes?: ProbeInfo[];
}) {
  const words = useWords();
  const { t, register } = words;
  const knowledge = useStore((state) => state.knowledge);
  return (
    <ol class="path">
      {command.steps.map((step, place) => {
        const probe = probes?.find((one) => one.id === step.probe_id);
        const name = probeTitle(step.probe_id, words, probe?.title);
        return (
          <li key={`${place} ${step.probe_id}`}>
            <h3>{name}
              {register === "expert" && <code>{step.probe_id}</code>}
            </h3>
            <p class="why"><span>{t.now.why}</span>{" "}
              {whyText(step.why_id, knowledge, words)}</p>
            {step.result
              ? <Verdict result={step.result} knowledge={knowledge} />
              : <Underway step={step} probe={probe} name={name} />}
          </li>
        );
      })}
    </ol>
  );
}
