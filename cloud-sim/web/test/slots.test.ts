import { describe, expect, it } from "vitest";
import type { Measurement } from "../src/api/types";
import { courseText } from "../src/device/firmware/card";
import { makeWords } from "../src/i18n/words";
import { byLayer } from "../src/store/figures";
import { slotFaults, slotsOf, type Slot } from "../src/store/slots";
import { device, result } from "./samples";

const en = makeWords("en", "owner");
const zh = makeWords("zh", "owner");

function measured(values: Record<string, number>): Measurement[] {
  return Object.entries(values).map(([name, value]) =>
    ({ name, value, unit: "", sigma: null }));
}

function told(values: Record<string, number>, more: object[] = []) {
  return device({ slot: "A", results: [
    { ...result({ probe_id: "firmware.slots",
      measurements: measured(values) }), at_ms: 500 },
    ...more as never[]] });
}

function checked(values: Record<string, number>, change = {}) {
  return { ...result({ probe_id: "firmware.integrity",
    measurements: measured(values), ...change }), at_ms: 700 };
}

function damaged(id: string) {
  return { outcome: "failed" as const, findings: [
    { id, presence: "present" as const, evidence: "" }] };
}

const healthy = { running_a: 1, next_a: 1, good_a: 1, good_b: 1,
  written_a: 2, attempts_left_a: 3, attempts_left_b: 2, attempts_full: 3,
  installed_b: 1_764_000_000 };

function slot(view: ReturnType<typeof slotsOf>, name: string): Slot {
  const found = view?.slots.find((one) => one.name === name);
  if (!found) throw new Error(`no slot ${name}`);
  return found;
}

describe("the slots of a speaker", () => {
  it("are drawn with what each is for and how it stands", () => {
    const view = slotsOf(told(healthy));

    expect(view).toMatchObject({ atMs: 500, attemptsFull: 3, settings: null });
    expect(slot(view, "A")).toEqual({ name: "A", roles: ["running", "next"],
      good: true, attemptsLeft: 3, written: "whole", installedMs: null,
      integrity: { kind: "unknown" } });
    expect(slot(view, "B")).toEqual({ name: "B", roles: ["fallback"],
      good: true, attemptsLeft: 2, written: null,
      installedMs: 1_764_000_000_000, integrity: { kind: "unknown" } });
  });

  it("have no fallback where the other would not be started", () => {
    expect(slot(slotsOf(told({ ...healthy, good_b: 0 })), "B"))
      .toMatchObject({ roles: [], good: false });
    // Where nobody says which one is next, none is what it falls back to.
    expect(slot(slotsOf(told({ running_a: 1, good_b: 1 })), "B").roles)
      .toEqual([]);
  });

  it("carry the name that the speaker gives, or a readable one", () => {
    const named = { ...told({ running_rootfs_0: 1, good_rescue: 1 }),
      slot: "rootfs.0" };

    expect(slotsOf(named)?.slots.map((one) => one.name))
      .toEqual(["rescue", "rootfs.0"]);
    expect(slotsOf(told({ good_rootfs_1: 1 }))?.slots[0]?.name)
      .toBe("rootfs 1");
  });

  it("are none before the speaker told of any", () => {
    expect(slotsOf(device())).toBeNull();
    expect(slotsOf(told({ attempts_full: 3 }))).toBeNull();
  });

  it("may be untold where the boot loader's settings are known", () => {
    expect(slotsOf(told({ boot_env_copies: 1, boot_env_wrong: 1 })))
      .toMatchObject({ slots: [], settings: { copies: 1, wrong: 1 } });
  });

  it("tell how many copies of the start settings are damaged", () => {
    expect(slotsOf(told({ ...healthy, boot_env_copies: 2 }))?.settings)
      .toEqual({ copies: 2, wrong: 0 });
  });

  it("keep their numbers out of the list of measurements", () => {
    expect(byLayer(told({ ...healthy, other: 1 }).results)[0]?.results[0]
      ?.measurements.map((one) => one.name)).toEqual(["other"]);
  });
});

describe("whether a slot is intact", () => {
  const integrity = (name: string, more: object) =>
    slot(slotsOf(told(healthy, [more])), name).integrity;

  it("is known once all of it was read, also from a short report", () => {
    const all = checked({ verified_a: 100, verified_b: 100 });

    expect(integrity("A", all)).toEqual({ kind: "intact", atMs: 700 });
    expect(integrity("B", all)).toEqual({ kind: "intact", atMs: 700 });
  });

  it("is told as a share until then", () => {
    expect(integrity("B", checked({ verified_b: 62 })))
      .toEqual({ kind: "partly", share: 0.62, atMs: 700 });
    expect(integrity("A", checked({ verified_b: 62 })))
      .toEqual({ kind: "unknown" });
    expect(integrity("A", checked({ verified_a: 0 })))
      .toEqual({ kind: "unknown" });
  });

  it("holds while it is read again, as of when it was judged", () => {
    const hourMs = 3_600_000;

    expect(integrity("A", checked({ verified_a: 40, verified_ago_a: 2 })))
      .toEqual({ kind: "intact", atMs: 700 - 2 * hourMs });
    expect(integrity("B", checked({ verified_b: 100, verified_ago_b: 3 },
      damaged("firmware.fallback_slot_damaged"))))
      .toEqual({ kind: "damaged", atMs: 700 - 3 * hourMs });
  });

  it("is not claimed of a test that could not tell", () => {
    expect(integrity("A", checked({ verified_a: 100 },
      { outcome: "inconclusive" }))).toMatchObject({ kind: "partly" });
    expect(integrity("A", checked({ verified_a: 100 },
      { outcome: "not_supported" }))).toEqual({ kind: "unknown" });
  });

  it("blames the running slot for one finding, the others for the other",
    () => {
      const fallback = checked({ verified_a: 100 },
        damaged("firmware.fallback_slot_damaged"));
      const running = checked({}, damaged("firmware.system_corrupt"));

      expect(integrity("B", fallback).kind).toBe("damaged");
      expect(integrity("A", fallback).kind).not.toBe("damaged");
      expect(integrity("A", running).kind).toBe("damaged");
      expect(slotFaults(told(healthy, [running])).map((one) => one.id))
        .toEqual(["firmware.system_corrupt"]);
    });
});

describe("the sentence on the next start", () => {
  const text = (values: Record<string, number>, words = en) =>
    courseText(slotsOf(told(values))!, words);

  it("tells what takes over, or that nothing does", () => {
    expect(text(healthy)).toBe("The next start takes slot A. If it fails, " +
      "slot B takes over.");
    expect(text({ ...healthy, good_b: 0 }, zh))
      .toBe("下次启动使用启动槽 A。如果失败，没有启动槽可以接替。");
  });

  it("is empty where nobody told which one is next", () => {
    expect(text({ running_a: 1 })).toBe("");
  });
});
