import type { Command, Device } from "../api/types";
import { useWords, type Register } from "../i18n/words";
import { CopyButton } from "../parts/copy";
import { auditPath, bundlesPath, followLink } from "../parts/router";
import { StateMark, WifiBars } from "../parts/status";
import { useNow } from "../parts/time";
import { StartDiagnosis } from "./diagnose";

function RegisterSwitch({ choose }: { choose: (to: Register) => void }) {
  const { t, register } = useWords();
  return (
    <div class="switch" role="group" aria-label={t.device.register}>
      {(["owner", "expert"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={one === register}
          onClick={() => choose(one)}>
          {t.device[one]}
        </button>
      ))}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return <div><dt>{name}</dt><dd>{value}</dd></div>;
}

export function DeviceHeader({ device, command, mayAct, chooseRegister }: {
  device: Device; command: Command | null; mayAct: boolean;
  chooseRegister: (to: Register) => void;
}) {
  const { t, format, register } = useWords();
  const now = useNow(5000);
  const firmware = [
    device.firmware || t.device.unknownFirmware,
    device.slot && t.device.slot(device.slot),
  ].filter(Boolean).join(", ");
  return (
    <header class="device-head">
      <div class="title">
        <h1>{device.id}</h1>
        <CopyButton small text={device.id} label={t.device.copyId} />
        <span class="fill" />
        <RegisterSwitch choose={chooseRegister} />
      </div>
      <div class="status">
        <StateMark state={device.state} />
        <span>
          {device.since_ms
            ? t.stateSince[device.state](format.span(now - device.since_ms))
            : t.stateSince.never}
        </span>
        {device.last_seen_ms > 0 && (
          <span class="quiet">
            {t.device.lastSeen(format.age(device.last_seen_ms, now))}
          </span>
        )}
        <WifiBars device={device} />
      </div>
      <dl class="facts">
        <Fact name={t.device.firmware} value={firmware} />
        <Fact name={t.device.model} value={device.model} />
        {register === "expert" && (
          <Fact name={t.device.agent} value={device.agent} />
        )}
      </dl>
      <p class="acts">
        {([[bundlesPath(device.id), t.bundles.title],
          [auditPath(device.id), t.audit.title]] as const)
          .map(([path, name]) => (
            <a key={path} href={path}
              onClick={(event) => followLink(event, path)}>{name}</a>
          ))}
      </p>
      <StartDiagnosis device={device} command={command} mayAct={mayAct} />
    </header>
  );
}
