import { useState } from "preact/hooks";
import type { ConnectionEvent } from "../../api/types";
import { useWords, type Words } from "../../i18n/words";
import { channelOf } from "../../parts/channel";
import type { Lately } from "../../store/connection";

const firstShown = 8;

const bad = new Set(["rejected", "key_failed", "network_not_found",
  "scan_failed", "beacons_lost", "unprotected_deauthentication",
  "address_lost", "address_conflict", "broker_offline", "link_lost",
  "events_lost"]);
const good = new Set(["associated", "address_gained", "broker_online",
  "link_gained"]);

function signOf(event: ConnectionEvent): "bad" | "good" | "plain" {
  if (bad.has(event.kind)) return "bad";
  if (event.kind === "disconnected") {
    return event.by_access_point ? "bad" : "plain";
  }
  return good.has(event.kind) ? "good" : "plain";
}

const shapes = { bad: "▲", good: "●", plain: "·" };

/// What happened, in the reader's words. Pure, for the tests.
export function connectionLine(event: ConnectionEvent, words: Words): string {
  return words.t.connection.kind[event.kind] ?? event.kind;
}

function codeText(event: ConnectionEvent, words: Words): string {
  const { connection } = words.t;
  if (event.code === null) return "";
  return event.kind === "rejected"
    ? connection.statusCode(event.code)
    : connection.reasonCode(event.code, connection.reason[event.code] ?? "");
}

/// By whom, why, where, how loud. Pure, for the tests.
export function connectionDetail(
  event: ConnectionEvent, words: Words,
): string {
  const { connection } = words.t;
  const mhz = event.frequency_mhz;
  const channel = mhz === null ? null : channelOf(mhz);
  return [
    event.kind === "disconnected" &&
      (event.by_access_point ? connection.byAccessPoint : connection.byItself),
    codeText(event, words),
    mhz !== null && (channel === null
      ? connection.mhz(words.format.number(mhz))
      : connection.channel(channel)),
    event.signal_dbm !== null && `${words.format.number(event.signal_dbm)} dBm`,
  ].filter(Boolean).join(" · ");
}

function Event({ event }: { event: ConnectionEvent }) {
  const words = useWords();
  const { format, language, register } = words;
  const sign = signOf(event);
  const detail = connectionDetail(event, words);
  const said = event.text && (register === "expert" || language === "en");
  return (
    <li class={`sign-${sign}`}>
      <span class="shape" aria-hidden="true">{shapes[sign]}</span>
      <span>
        {connectionLine(event, words)}
        {detail && <small>{detail}</small>}
        {said && <small lang="en">{event.text}</small>}
      </span>
      <time dateTime={new Date(event.at_ms).toISOString()}
        title={format.dateTime(event.at_ms)}>
        {format.clock(event.at_ms)}
      </time>
    </li>
  );
}

export function Events({ lately }: { lately: Lately }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? lately.events : lately.events.slice(0, firstShown);
  return (
    <>
      <ol class="timeline">
        {shown.map((event, place) =>
          <Event key={`${event.at_ms} ${place}`} event={event} />)}
      </ol>
      {!all && lately.events.length > firstShown && (
        <button type="button" class="small" onClick={() => setAll(true)}>
          {t.connection.more}
        </button>
      )}
    </>
  );
}
