import type { Device, Diagnosis } from "../api/types";
import { useWords } from "../i18n/words";
import { testsOf } from "../store/confirm";
import { probeTitle, whyText } from "../store/knowledge";
import { useStore } from "../store/store";

/// The tests of a diagnosis that no command asked for.
export function RoutinePath({ device, diagnosis, atMs }: {
  device: Device; diagnosis: Diagnosis; atMs: number;
}) {
  const words = useWords();
  const { t, format } = words;
  const knowledge = useStore((state) => state.knowledge);
  const tests = testsOf(device, diagnosis.probes_run, atMs,
    knowledge?.gates ?? []);
  if (tests.length === 0) return null;
  return (
    <details>
      <summary>{t.now.path} <span class="quiet">
        {t.now.tests(tests.length, format.seconds(diagnosis.duration_ms))}
      </span></summary>
      <p class="quiet">{t.now.routinePath}</p>
      <ol class="path">
        {tests.map((test) => (
          <li key={test.probe}>
            <p class="line">
              <strong>{probeTitle(test.probe, words, device.probes.find(
                (one) => one.id === test.probe)?.title)}</strong>
              {test.durationMs !== null && (
                <span class="quiet time">
                  {format.seconds(test.durationMs)}</span>
              )}
            </p>
            {test.gate && (
              <p class="why"><span>{t.now.why}</span>{" "}
                {whyText(test.gate, knowledge, words)}</p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
