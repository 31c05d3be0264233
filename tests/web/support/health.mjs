// What a speaker tells of its slots, its starts and its storage.
import { result } from "./world.mjs";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/// B was put first by an update, did not start, and A took over.
export function rolledBack() {
  return result("firmware.slots", "failed",
    "slot A runs in place of the wanted one: slot B has no attempts left", [
      ["attempts_left_a", 3, "count"], ["running_a", 1, ""], ["next_a", 1, ""],
      ["good_a", 1, ""], ["written_a", 2, ""],
      ["installed_a", Date.UTC(2026, 2, 3, 8) / 1000, "unix_s"],
      ["attempts_left_b", 0, "count"], ["good_b", 0, ""],
      ["written_b", 2, ""], ["attempts_full", 3, "count"],
      ["boot_env_copies", 2, "count"], ["boot_env_wrong", 1, "count"],
    ], [["firmware.rolled_back", "present",
      "slot A runs in place of the wanted one"]]);
}

/// A runs, B waits for the next start.
export function updateWaits() {
  return result("firmware.slots", "passed", "slot A runs, B starts next", [
    ["attempts_left_a", 3, "count"], ["running_a", 1, ""], ["good_a", 1, ""],
    ["written_a", 2, ""], ["attempts_left_b", 3, "count"], ["next_b", 1, ""],
    ["good_b", 1, ""], ["written_b", 2, ""], ["attempts_full", 3, "count"],
  ]);
}

/// `found` is the finding that is present; nothing for none.
export function integrity(verified, found) {
  return result("firmware.integrity", found ? "failed" : "passed", "read",
    Object.entries(verified).map(([slot, share]) =>
      [`verified_${slot}`, share, "%"]),
    found ? [[found, "present", "a block differs"]] : []);
}

/// Its newest results, as of three minutes ago.
export function tell(world, ...results) {
  const at_ms = Date.now() - 3 * minuteMs;
  world.more.push(...results.map((one) => ({ ...one, at_ms })));
}

export function start(hoursAgo, reason, change = {}) {
  const started_ms = Date.now() - hoursAgo * hourMs;
  return { boot_id: `boot-${hoursAgo}`, started_ms, exact: true, reason,
    firmware: "4.2.1", last_report_ms: started_ms + 90 * minuteMs, ...change };
}

/// Newest first, as the cloud tells them.
export function restless() {
  return [start(2, "panic"), start(20, "power_cut"), start(50, "panic"),
    start(70, "unknown", { exact: false }), start(100, "update"),
    start(400, "orderly", { firmware: "4.1.9" })];
}

function storage(free, life) {
  return result("firmware.storage", "passed", "", [
    ["available_data", free, "%"], ["available_root", 41, "%"],
    ["flash_life_used", life, "%"]]);
}

/// Free space that falls by two percent a day, and the speaker's forecast.
export function fillUp(world, forecast = {}) {
  const days = (n) => (n + 1) / 4;
  tell(world, storage(30, 30), result("system.trends", "passed", "",
    Object.entries(forecast).map(([name, value]) => [name, value, "days"])));
  world.moreOf = (n) => [storage(30 + 2 * days(n), n > 12 ? 20 : 30)];
}

export const forecast = { disk_full_in: 12.5, disk_full_in_low: 10,
  disk_full_in_high: 18, flash_worn_in: 1500, flash_worn_in_low: 800 };
export { dayMs, hourMs };
