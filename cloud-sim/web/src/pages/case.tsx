import { useEffect, useState } from "preact/hooks";
import type { Case, Me } from "../api/types";
import { CaseActs } from "../case/acts";
import { CaseHeader } from "../case/header";
import { CaseTimeline } from "../case/timeline";
import { Announcer } from "../device/announcer";
import { StartDiagnosis } from "../device/diagnose";
import { NowCard } from "../device/now";
import { SessionStrip } from "../device/session";
import { useWords } from "../i18n/words";
import { explain } from "../parts/failure";
import { StateMark } from "../parts/status";
import { loadCase, loadDevice } from "../store/actions";
import { dispatch, useStore } from "../store/store";

/// The device of the case, for as long as the page is open.
function useDevice(id: string | undefined) {
  const opened = useStore((state) => state.opened);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    if (!id) return undefined;
    dispatch({ type: "device_opened", id });
    loadDevice(id).catch(setProblem);
    return () => dispatch({ type: "device_closed" });
  }, [id]);
  return { problem, opened: opened?.id === id ? opened : null };
}

function Work({ record, me }: { record: Case; me: Me }) {
  const words = useWords();
  const { t } = words;
  const { opened, problem } = useDevice(record.device);
  const events = useStore((state) => state.openedCase?.events ?? []);
  const device = opened?.device;
  const mayAct = me.rights.includes("session");
  return (
    <>
      <main id="content" class="device case" tabIndex={-1}>
        <CaseHeader record={record} />
        <div class="columns">
          <div>
            {Boolean(problem) && <p class="problem" role="alert">
              {t.error.what(t.error.open, record.device,
                explain(problem, words))}</p>}
            {device && (
              <div class="card case-device">
                <StateMark state={device.state} />
                <StartDiagnosis device={device} command={opened.command}
                  mayAct={mayAct} />
              </div>
            )}
            {device && <NowCard device={device} command={opened.command}
              mayAct={mayAct} />}
          </div>
          <div>
            <CaseActs record={record} me={me} />
            <CaseTimeline events={events} />
          </div>
        </div>
      </main>
      {device && (
        <>
          <SessionStrip device={device} command={opened.command}
            waitingSinceMs={opened.waitingSinceMs} mayAct={mayAct} />
          <Announcer command={opened.command} />
        </>
      )}
    </>
  );
}

export function CasePage({ id, me }: { id: number; me: Me }) {
  const words = useWords();
  const { t } = words;
  const record = useStore((state) => state.openedCase?.record ?? null);
  const [problem, setProblem] = useState<unknown>(null);
  const load = (): void => {
    setProblem(null);
    loadCase(id).catch(setProblem);
  };
  useEffect(() => {
    dispatch({ type: "case_opened", id });
    load();
    return () => dispatch({ type: "case_left" });
  }, [id]);
  useEffect(() => {
    document.title = `${t.case.title(id)} · ${t.app.name}`;
  }, [id, t]);
  if (record?.id === id) return <Work record={record} me={me} />;
  return (
    <main id="content" tabIndex={-1}>
      {problem ? (
        <div class="card" role="alert">
          <h1>{t.case.title(id)}</h1>
          <p class="problem">{t.error.what(t.error.open, t.case.title(id),
            explain(problem, words))}</p>
          <button type="button" onClick={load}>{t.error.retry}</button>
        </div>
      ) : <p role="status">{t.app.loading}</p>}
    </main>
  );
}
