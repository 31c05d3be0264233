import type { DeviceRow, Knowledge } from "../api/types";
import { useWords } from "../i18n/words";
import { hasFault } from "../store/fleet";
import { rowTitle } from "../store/knowledge";
import { devicePath, followLink } from "./router";
import { StateMark, WifiBars } from "./status";

export function FleetRow({ row, knowledge, now }: {
  row: DeviceRow; knowledge: Knowledge | null; now: number;
}) {
  const words = useWords();
  const { t, format } = words;
  const path = devicePath(row.id);
  const faulty = hasFault(row);
  return (
    <li>
      <a class="row" href={path}
        onClick={(event) => followLink(event, path)}>
        <span class="name">{row.id}
          <small>{row.model}</small>
        </span>
        <span class={faulty ? "what faulty" : "what"}>
          {faulty && <span class="shape" aria-hidden="true">✕ </span>}
          {rowTitle(row, knowledge, words)}
          {row.session_open && <small>{t.fleet.sessionOpen}</small>}
        </span>
        <StateMark state={row.state} />
        <span class="since">
          {row.since_ms ? format.age(row.since_ms, now)
            : t.stateSince.never}
        </span>
        <span class="firmware">
          {row.firmware || t.device.unknownFirmware}
        </span>
        <WifiBars device={row} />
      </a>
    </li>
  );
}
