import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { DeviceCases } from "../case/of_device";
import { Announcer } from "../device/announcer";
import { FiguresCard } from "../device/figures";
import { FirmwareCard } from "../device/firmware/card";
import { ConnectionCard } from "../device/connection/card";
import { DeviceHeader } from "../device/header";
import { NowCard } from "../device/now";
import { SessionStrip } from "../device/session";
import { SoundCard } from "../device/sound/card";
import { StartsCard } from "../device/starts/card";
import { StorageCard } from "../device/storage/card";
import { TimelineCard } from "../device/timeline";
import { useWords, type Register } from "../i18n/words";
import { explain } from "../parts/failure";
import { loadDevice } from "../store/actions";
import { dispatch, useStore } from "../store/store";

export function DevicePage({ id, me, chooseRegister }: {
  id: string; me: Me; chooseRegister: (to: Register) => void;
}) {
  const words = useWords();
  const { t } = words;
  const opened = useStore((state) => state.opened);
  const [problem, setProblem] = useState<unknown>(null);

  const load = (): void => {
    setProblem(null);
    loadDevice(id).catch(setProblem);
  };
  useEffect(() => {
    dispatch({ type: "device_opened", id });
    load();
    return () => dispatch({ type: "device_closed" });
  }, [id]);
  useEffect(() => { document.title = `${id} · ${t.app.name}`; }, [id, t]);

  const device = opened?.id === id ? opened.device : null;
  if (!opened || !device) {
    return (
      <main id="content" tabIndex={-1}>
        {problem ? (
          <div class="card" role="alert">
            <h1>{id}</h1>
            <p class="problem">
              {t.error.what(t.error.open, id, explain(problem, words))}
            </p>
            <button type="button" onClick={load}>{t.error.retry}</button>
          </div>
        ) : <p role="status">{t.app.loading}</p>}
      </main>
    );
  }
  const mayAct = me.rights.includes("session");
  return (
    <>
      <main id="content" class="device" tabIndex={-1}>
        <DeviceHeader device={device} command={opened.command} mayAct={mayAct}
          chooseRegister={chooseRegister} />
        <DeviceCases device={device}
          mayOpen={me.rights.includes("handle_case")} />
        <div class="columns">
          <div>
            <NowCard device={device} command={opened.command}
              mayAct={mayAct} />
            <TimelineCard device={device} events={opened.timeline} />
          </div>
          <div>
            <FiguresCard device={device} reports={opened.reports} />
          </div>
        </div>
        <ConnectionCard device={device} reports={opened.reports} />
        <FirmwareCard device={device} />
        <StartsCard device={device} starts={opened.starts} />
        <StorageCard device={device} reports={opened.reports} />
        <SoundCard device={device} command={opened.command}
          reports={opened.reports} mayAct={mayAct} />
        <Announcer command={opened.command} />
      </main>
      <SessionStrip device={device} command={opened.command}
        waitingSinceMs={opened.waitingSinceMs} mayAct={mayAct} />
    </>
  );
}
