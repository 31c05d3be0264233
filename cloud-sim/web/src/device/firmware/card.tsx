import type { Device } from "../../api/types";
import { useWords, type Words } from "../../i18n/words";
import { useNow } from "../../parts/time";
import { findingTitle } from "../../store/knowledge";
import {
  slotFaults, slotsOf, slotsProbe, type SlotsView,
} from "../../store/slots";
import { useStore } from "../../store/store";
import { SlotBox } from "./slot";

/// What the next start will do, in a sentence; empty where nobody told. Pure.
export function courseText(view: SlotsView, words: Words): string {
  const { t } = words;
  const named = (role: "next" | "fallback"): string => view.slots
    .filter((one) => one.roles.includes(role)).map((one) => one.name)
    .join(words.language === "zh" ? "、" : ", ");
  const next = named("next");
  if (!next) return "";
  const fallback = named("fallback");
  return [t.slots.next(next), fallback ? t.slots.fallback(fallback)
    : t.slots.noFallback].join(words.language === "zh" ? "" : " ");
}

function Faults({ device }: { device: Device }) {
  const words = useWords();
  const knowledge = useStore((state) => state.knowledge);
  const faults = slotFaults(device);
  if (faults.length === 0) return null;
  return (
    <>
      <h3>{words.t.slots.found}</h3>
      <ul class="plain">
        {faults.map((one) => (
          <li key={one.id}>{findingTitle(one.id, knowledge, words)}
            {words.register === "expert" && (
              <p class="quiet"><code>{one.id}</code>{" "}
                <span lang="en">{one.evidence}</span></p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Slots({ view }: { view: SlotsView }) {
  const words = useWords();
  const { t } = words;
  const text = courseText(view, words);
  return (
    <>
      {text && <p>{text}</p>}
      {view.slots.length === 0 && <p class="quiet">{t.slots.untold}</p>}
      {view.slots.length > 0 && (
        <ol class="slots" aria-label={t.slots.list}>
          {view.slots.map((slot) => (
            <SlotBox key={slot.name} slot={slot} full={view.attemptsFull} />
          ))}
        </ol>
      )}
      {view.settings && (
        <p class="quiet">
          {t.slots.settings(view.settings.copies, view.settings.wrong)}</p>
      )}
    </>
  );
}

/// Which firmware runs, which starts next, and what is left if that fails.
export function FirmwareCard({ device }: { device: Device }) {
  const { t, format } = useWords();
  const now = useNow(5000);
  const view = slotsOf(device);
  const asked = device.results.find((one) => one.probe_id === slotsProbe);
  return (
    <section class="card firmware" aria-labelledby="firmware-title">
      <h2 id="firmware-title">{t.slots.title}</h2>
      {view && <p class="quiet">{t.slots.asked(format.age(view.atMs, now))}</p>}
      {view ? <Slots view={view} />
        : <p class="quiet">{asked?.outcome === "not_supported"
          ? t.slots.unsupported : t.slots.none}</p>}
      <Faults device={device} />
    </section>
  );
}
