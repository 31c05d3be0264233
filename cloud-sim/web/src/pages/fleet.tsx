import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useWords } from "../i18n/words";
import { FleetFilters } from "../parts/fleet_filters";
import { FleetRow } from "../parts/fleet_row";
import { useKey } from "../parts/keys";
import { devicePath, navigate, useNavigation } from "../parts/router";
import { useNow } from "../parts/time";
import {
  hasFault, keepOrder, matches, moved, noFilters, readFilters, worstFirst, writeFilters,
  type Filters,
} from "../store/fleet";
import { useStore } from "../store/store";

const pageRows = 100;

function Counter({ value, label }: { value: number; label: string }) {
  const { format } = useWords();
  return (
    <div class="counter">
      <strong>{format.number(value)}</strong> <span>{label}</span>
    </div>
  );
}

/// The order on the screen: worst first when the page opens or the reader
/// asks, and still while rows change.
function useCalmOrder(wanted: string[]): [string[], () => void] {
  const shown = useRef<string[] | null>(null);
  const [, render] = useState({});
  shown.current = shown.current ? keepOrder(shown.current, wanted) : wanted;
  return [shown.current, () => {
    shown.current = null;
    render({});
  }];
}

function List({ filters, clear }: { filters: Filters; clear: () => void }) {
  const { t } = useWords();
  const rows = useStore((state) => state.rows);
  const knowledge = useStore((state) => state.knowledge);
  const now = useNow(5000);
  const [limit, setLimit] = useState(pageRows);
  const wanted = useMemo(
    () => worstFirst(rows?.values() ?? [], knowledge), [rows, knowledge]);
  const [order, sortAgain] = useCalmOrder(wanted);
  // What the severities of faults are is known only with the knowledge base.
  useEffect(sortAgain, [knowledge, rows === null]);

  if (!rows) return <p role="status">{t.app.loading}</p>;
  if (rows.size === 0) {
    return (
      <div class="card empty">
        <h2>{t.fleet.noDevices}</h2>
        <p>{t.fleet.noDevicesNext}</p>
      </div>
    );
  }
  const fitting = order.flatMap((id) => {
    const row = rows.get(id);
    return row && matches(row, filters) ? [row] : [];
  });
  const changed = moved(order, wanted);
  return (
    <>
      <p class="quiet tally">
        <span role="status">{t.fleet.shown(fitting.length, rows.size)}</span>
        {changed > 0 && (
          <span class="moved">
            {t.fleet.moved(changed)}{" "}
            <button type="button" class="small" onClick={sortAgain}>
              {t.fleet.sortAgain}
            </button>
          </span>
        )}
      </p>
      {fitting.length === 0 ? (
        <div class="card empty">
          <p>{t.fleet.noMatch}</p>
          <button type="button" onClick={clear}>{t.fleet.clear}</button>
        </div>
      ) : (
        <div class="card list">
          <div class="row heads" aria-hidden="true">
            {Object.values(t.fleet.columns).map((title) =>
              <span key={title}>{title}</span>)}
          </div>
          <ul>
            {fitting.slice(0, limit).map((row) =>
              <FleetRow key={row.id} row={row} knowledge={knowledge}
                now={now} />)}
          </ul>
        </div>
      )}
      {fitting.length > limit && (
        <button type="button" onClick={() => setLimit(limit + pageRows)}>
          {t.fleet.more(Math.min(pageRows, fitting.length - limit))}
        </button>
      )}
    </>
  );
}

export function FleetPage() {
  const { t } = useWords();
  const rows = useStore((state) => state.rows);
  const [filters, setFilters] = useState(() => readFilters(location.search));
  const search = useRef<HTMLInputElement>(null);
  useKey("/", () => search.current?.focus());
  useEffect(() => { document.title = `${t.fleet.title} · ${t.app.name}`; }, [t]);

  useNavigation(() => {
    if (location.pathname === "/") setFilters(readFilters(location.search));
  });
  useEffect(() => {
    history.replaceState(null, "", `/${writeFilters(filters)}`);
  }, [filters]);

  const all = [...rows?.values() ?? []];
  const openOnly = (): void => {
    const fitting = all.filter((row) => matches(row, filters));
    const only = fitting.length === 1 ? fitting[0] : undefined;
    if (only) navigate(devicePath(only.id));
    else document.querySelector<HTMLElement>(".list a")?.focus();
  };

  return (
    <main id="content" tabIndex={-1}>
      <div class="fleet-head">
        <h1>{t.fleet.title}</h1>
        <div class="counters">
          <Counter value={all.length} label={t.fleet.devices} />
          <Counter label={t.fleet.online}
            value={all.filter((row) => row.state === "online").length} />
          <Counter label={t.fleet.withFault}
            value={all.filter(hasFault).length} />
        </div>
      </div>
      <FleetFilters rows={all} filters={filters} change={setFilters}
        field={search} submit={openOnly} />
      <List filters={filters} clear={() => setFilters(noFilters)} />
      <p class="quiet keys">{t.app.keys}</p>
    </main>
  );
}
