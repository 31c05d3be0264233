import type { RefObject } from "preact";
import type { DeviceRow } from "../api/types";
import { useWords } from "../i18n/words";
import { verdictTitle } from "../store/knowledge";
import { useStore } from "../store/store";
import type { Filters } from "../store/fleet";

interface Choice { value: string; label: string }

function Select({ id, label, value, choices, change }: {
  id: string; label: string; value: string; choices: Choice[];
  change: (value: string) => void;
}) {
  const { t } = useWords();
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      <select id={id} value={value}
        onChange={(event) => change(event.currentTarget.value)}>
        <option value="">{t.fleet.all}</option>
        {choices.map((one) =>
          <option key={one.value} value={one.value}>{one.label}</option>)}
      </select>
    </label>
  );
}

function distinct(values: (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((one): one is string => Boolean(one)))]
    .sort();
}

function plain(values: string[]): Choice[] {
  return values.map((value) => ({ value, label: value }));
}

export function FleetFilters({ rows, filters, change, field, submit }: {
  rows: DeviceRow[]; filters: Filters; change: (to: Filters) => void;
  field: RefObject<HTMLInputElement>; submit: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const knowledge = useStore((state) => state.knowledge);
  const faults = distinct(rows.map((row) =>
    row.diagnosis?.status === "fault" ? row.diagnosis.fault_id : null));
  return (
    <form class="filters" role="search" onSubmit={(event) => {
      event.preventDefault();
      submit();
    }}>
      <label class="field grow" for="search">
        <span>{t.fleet.search}</span>
        <input id="search" ref={field} type="search" autocomplete="off"
          spellcheck={false} placeholder={t.fleet.searchKey}
          value={filters.query}
          onInput={(event) =>
            change({ ...filters, query: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.preventDefault();
            change({ ...filters, query: "" });
            event.currentTarget.blur();
          }} />
      </label>
      <Select id="filter-state" label={t.fleet.state} value={filters.state}
        choices={(["online", "offline", "stopped"] as const).map((value) =>
          ({ value, label: t.state[value] }))}
        change={(state) =>
          change({ ...filters, state: state as Filters["state"] })} />
      <Select id="filter-fault" label={t.fleet.fault} value={filters.fault}
        choices={[{ value: "any", label: t.fleet.anyFault },
          ...faults.map((value) => ({ value, label: verdictTitle(
            { status: "fault", fault_id: value }, knowledge, words) }))]}
        change={(fault) => change({ ...filters, fault })} />
      <Select id="filter-firmware" label={t.fleet.firmware}
        value={filters.firmware}
        choices={plain(distinct(rows.map((row) => row.firmware)))}
        change={(firmware) => change({ ...filters, firmware })} />
      <Select id="filter-model" label={t.fleet.model} value={filters.model}
        choices={plain(distinct(rows.map((row) => row.model)))}
        change={(model) => change({ ...filters, model })} />
    </form>
  );
}
