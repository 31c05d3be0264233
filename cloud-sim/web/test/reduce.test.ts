import { describe, expect, it } from "vitest";
import type { LiveEvent } from "../src/api/live";
import type { Command, Device } from "../src/api/types";
import { reduce } from "../src/store/reduce";
import { initialState, type State } from "../src/store/state";
import {
  command, device, diagnosis, report, result, row,
} from "./samples";

function live(state: State, event: LiveEvent, atMs = 9000): State {
  return reduce(state, { type: "live", event, atMs });
}

function opened(with_: Partial<Device> = {}, commands: Command[] = []): State {
  const state = reduce(initialState, { type: "device_opened", id: "sp-1" });
  return reduce(state, { type: "device_loaded", device: device(with_),
    commands, asOfTick: state.tick, atMs: 8000 });
}

const progress = (change: Partial<Command>): LiveEvent =>
  ({ kind: "command", deviceId: "sp-1", command: command(change) });

describe("fleet rows", () => {
  it("take over what a device event says", () => {
    const before = reduce(initialState,
      { type: "rows_loaded", rows: [row(), row({ id: "sp-2" })], asOfTick: 0 });

    const after =
      live(before, { kind: "device", device: row({ state: "offline" }) });

    expect(after.rows?.get("sp-1")?.state).toBe("offline");
    expect(after.rows?.get("sp-2")).toBe(before.rows?.get("sp-2"));
  });

  it("keep an event that overtook the list it changes", () => {
    const known = reduce(initialState,
      { type: "rows_loaded", rows: [row()], asOfTick: 0 });
    const overtaken =
      live(known, { kind: "device", device: row({ state: "offline" }) });
    const born =
      live(overtaken, { kind: "device", device: row({ id: "sp-9" }) });

    const after = reduce(born,
      { type: "rows_loaded", rows: [row()], asOfTick: known.tick });

    expect(after.rows?.get("sp-1")?.state).toBe("offline");
    expect(after.rows?.has("sp-9")).toBe(true);
  });

  it("drop a device that the cloud no longer lists", () => {
    const known = reduce(initialState, { type: "rows_loaded",
      rows: [row(), row({ id: "gone" })], asOfTick: 0 });

    const after = reduce(known,
      { type: "rows_loaded", rows: [row()], asOfTick: known.tick });

    expect([...after.rows?.keys() ?? []]).toEqual(["sp-1"]);
  });
});

describe("a running command", () => {
  it("puts each finished step's numbers on the page at once", () => {
    const before = opened();
    const step = { probe_id: "wifi.link", why_id: "", fraction: 1, text: "",
      result: result() };

    const after = live(before, progress({ steps: [step] }), 9000);

    expect(after.opened?.device?.results).toEqual(
      [{ ...result(), at_ms: 9000 }]);
  });

  it("does not make a measurement younger by telling it again", () => {
    const step = { probe_id: "wifi.link", why_id: "", fraction: 1, text: "",
      result: result() };
    const told = live(opened(), progress({ steps: [step] }), 9000);

    const again = live(told, progress({ steps: [step] }), 9999);

    expect(again.opened?.device?.results[0]?.at_ms).toBe(9000);
  });

  it("leaves its diagnosis behind when it ends", () => {
    const end = progress({ state: "succeeded", finished_ms: 9100,
      diagnosis: diagnosis(), results: [result()] });

    const after = live(opened({ active_command: command() }), end);

    expect(after.opened?.device?.latest_diagnosis).toEqual(diagnosis());
    expect(after.opened?.device?.active_command).toBeNull();
    expect(after.opened?.command?.state).toBe("succeeded");
  });

  it("is not replaced by the late answer to the click", () => {
    const before = live(opened(), progress({ state: "running" }));

    const after = reduce(before, { type: "command_posted",
      command: command({ state: "queued" }), atMs: 9500 });

    expect(after.opened?.command?.state).toBe("running");
  });

  it("is not replaced by an older command or by its own cancel", () => {
    const before = live(opened(), progress({}));

    const older = live(before, progress({ id: "c0", created_ms: 1 }));
    const cancel = live(before,
      progress({ id: "c2", verb: "cancel", created_ms: 6000 }));

    expect(older.opened?.command?.id).toBe("c1");
    expect(cancel.opened?.command?.id).toBe("c1");
  });

  it("remembers since when it waits for the owner", () => {
    const waiting = progress({ state: "waiting_for_consent" });

    const first = live(opened(), waiting, 9000);
    const later = live(first, waiting, 9900);
    const agreed = live(later, progress({ state: "running" }), 9950);

    expect(later.opened?.waitingSinceMs).toBe(9000);
    expect(agreed.opened?.waitingSinceMs).toBeNull();
  });

  it("of another device changes nothing on this page", () => {
    const before = opened();

    const after = live(before, { kind: "command", deviceId: "sp-2",
      command: command({ device: "sp-2" }) });

    expect(after.opened).toBe(before.opened);
  });
});

describe("an opened device", () => {
  it("shows the command that was running when the page was opened", () => {
    const running = command({ id: "c7" });

    const state = opened({ active_command: running });

    expect(state.opened?.command).toEqual(running);
  });

  it("shows the newest finished command after a reload, never a cancel", () => {
    const state = opened({}, [
      command({ id: "c3", verb: "cancel", created_ms: 9 }),
      command({ id: "c1", created_ms: 5, state: "succeeded" }),
      command({ id: "c2", created_ms: 7, state: "refused" }),
    ]);

    expect(state.opened?.command?.id).toBe("c2");
  });

  it("learns from a report and counts it once", () => {
    const event: LiveEvent = { kind: "report", deviceId: "sp-1",
      report: report({ diagnosis: diagnosis() }) };

    const after = live(live(opened(), event), event);

    expect(after.opened?.reports).toHaveLength(1);
    expect(after.opened?.device?.results[0]?.at_ms).toBe(7000);
    expect(after.opened?.device?.latest_diagnosis?.status).toBe("fault");
  });

  it("keeps what an event said while the page was on its way", () => {
    const asked = reduce(initialState, { type: "device_opened", id: "sp-1" });
    const told = live(asked, progress({ state: "running" }));

    const after = reduce(told, { type: "device_loaded", device: device(),
      commands: [command({ state: "queued" })], asOfTick: asked.tick,
      atMs: 9100 });

    expect(after.opened?.command?.state).toBe("running");
    expect(after.opened?.device?.active_command?.id).toBe("c1");
  });

  it("ignores an answer for a page that was left", () => {
    const left = reduce(opened(), { type: "device_opened", id: "sp-2" });

    const after = reduce(left, { type: "device_loaded", device: device(),
      commands: [], asOfTick: left.tick, atMs: 9100 });

    expect(after.opened?.device).toBeNull();
  });
});

describe("signing out", () => {
  it("forgets everything that was loaded", () => {
    const state = reduce(opened(), { type: "signed_out" });

    expect(state).toEqual({ ...initialState, me: null });
  });
});
