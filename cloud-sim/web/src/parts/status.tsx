// Signs of state: always a shape, a colour and a word together.
import type { DeviceRow, DeviceState, Outcome } from "../api/types";
import { useWords } from "../i18n/words";

const stateShapes: Record<DeviceState, string> =
  { online: "●", offline: "▲", stopped: "○" };

export function StateMark({ state }: { state: DeviceState }) {
  const { t } = useWords();
  return (
    <span class={`mark mark-${state}`}>
      <span class="shape" aria-hidden="true">{stateShapes[state]}</span>
      {t.state[state]}
    </span>
  );
}

const outcomeShapes: Record<Outcome, string> = {
  passed: "✓", failed: "✕", inconclusive: "?", not_supported: "–",
  cancelled: "■",
};

export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { t } = useWords();
  return (
    <span class={`mark mark-${outcome}`}>
      <span class="shape" aria-hidden="true">{outcomeShapes[outcome]}</span>
      {t.outcome[outcome]}
    </span>
  );
}

/// 0..4, by the steps at which a speaker's link gets worse.
export function barsOf(dbm: number): number {
  return [-82, -74, -67, -58].filter((limit) => dbm >= limit).length;
}

export function WifiBars({ device }: { device: DeviceRow }) {
  const { t, format } = useWords();
  const dbm = device.signal_dbm;
  if (dbm === null) {
    return (
      <span class="quiet">
        {device.state === "online" ? t.device.noWifi : t.device.wifiNotKnown}
      </span>
    );
  }
  const bars = barsOf(dbm);
  const figure = format.number(dbm);
  return (
    <span class="wifi">
      <span class="bars" role="img"
        aria-label={t.device.wifiBars(bars, figure)}>
        {[1, 2, 3, 4].map((bar) =>
          <i key={bar} class={bar <= bars ? "on" : ""} />)}
      </span>
      <span aria-hidden="true">{figure} dBm</span>
    </span>
  );
}
