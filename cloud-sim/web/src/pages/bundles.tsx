import { useState } from "preact/hooks";
import { api } from "../api/client";
import type { Me } from "../api/types";
import { BundleCard } from "../assist/bundle";
import { useAct } from "../device/act";
import { useWords } from "../i18n/words";
import { explain } from "../parts/failure";
import { useLoaded } from "../parts/loaded";
import { SubPage } from "../parts/sub_page";
import { ended } from "../store/actions";

function AskForm({ id, changed }: { id: string; changed: () => Promise<void> }) {
  const { t } = useWords();
  const { busy, problem, run } = useAct(t.bundles.collecting, id);
  const [destination, setDestination] = useState("support");
  const [reason, setReason] = useState("");
  return (
    <form class="card bundle-ask" onSubmit={(event) => {
      event.preventDefault();
      void run(async () => {
        const sent = await api.collectBundle(
          id, destination.trim(), reason.trim());
        await changed();
        await ended(sent);
        await changed();
      });
    }}>
      <h2>{t.bundles.ask}</h2>
      <label class="field" for="bundle-to">
        <span>{t.bundles.destination}</span>
        <input id="bundle-to" value={destination} maxLength={64}
          onInput={(event) => setDestination(event.currentTarget.value)} />
      </label>
      <label class="field" for="bundle-why">
        <span>{t.bundles.reason}</span>
        <input id="bundle-why" value={reason} maxLength={500}
          onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <p class="quiet">{t.bundles.waitsFor}</p>
      <button type="submit"
        disabled={busy || !destination.trim() || !reason.trim()}>
        {busy ? t.bundles.asking : t.bundles.ask}
      </button>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </form>
  );
}

function BundleList({ id }: { id: string }) {
  const words = useWords();
  const { t } = words;
  const { value, problem, again } = useLoaded(() => api.bundles(id));
  return (
    <>
      {problem !== null && (
        <div class="card" role="alert">
          <p class="problem">
            {t.error.what(t.error.open, id, explain(problem, words))}</p>
          <button type="button" onClick={() => void again()}>
            {t.error.retry}</button>
        </div>
      )}
      {value === null && problem === null && (
        <p role="status">{t.app.loading}</p>
      )}
      {value?.length === 0 && (
        <div class="card empty"><p>{t.bundles.none}</p></div>
      )}
      <ul class="bundle-list">
        {value?.map((one) => <BundleCard key={one.id} bundle={one} />)}
      </ul>
      <AskForm id={id} changed={again} />
    </>
  );
}

export function BundlesPage({ id, me }: { id: string; me: Me }) {
  const { t } = useWords();
  return (
    <SubPage id={id} title={t.bundles.of(id)} what={t.bundles.what}>
      {me.rights.includes("logs")
        ? <BundleList id={id} />
        : <p class="card">{t.bundles.mayNot}</p>}
    </SubPage>
  );
}
