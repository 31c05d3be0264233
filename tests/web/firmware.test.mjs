// What a support agent reads of slots, starts and storage.
import assert from "node:assert/strict";
import { accessibilityProblems, overflow } from "./support/browser.mjs";
import { inConsole } from "./support/console.mjs";
import {
  fillUp, forecast, integrity, restless, rolledBack, start, tell, updateWaits,
} from "./support/health.mjs";

const phone = { width: 390, height: 844, language: "zh", scheme: "dark" };
const card = (page, name) => page.locator(`.card.${name}`);
const slot = (page, name) => page.locator(".slot", { hasText: name });

inConsole("after a rollback the picture shows what runs and what is lost",
  async ({ page, cloud, openSpeaker }) => {
    tell(cloud.world, rolledBack());
    await openSpeaker();

    const a = slot(page, "Slot A");
    await a.getByText("Runs now").waitFor();
    await a.getByText("Starts next").waitFor();
    await a.getByText("3 of 3 attempts left").waitFor();
    await a.getByText("written completely").waitFor();
    await a.getByText("3 Mar 2026").waitFor();
    const b = slot(page, "Slot B");
    await b.getByText("would not be started").waitFor();
    await b.getByText("0 of 3 attempts left").waitFor();
    assert.equal(await b.getByText("Takes over").count(), 0);

    await card(page, "firmware").getByText("The next start takes slot A. " +
      "Nothing can take over if it fails.").waitFor();
    await card(page, "firmware").getByText("1 of 2 copies damaged").waitFor();
  });

inConsole("an update that waits for the next start can fall back",
  async ({ page, cloud, openSpeaker }) => {
    tell(cloud.world, updateWaits());
    await openSpeaker();

    await slot(page, "Slot A").getByText("Takes over if that fails").waitFor();
    await slot(page, "Slot B").getByText("Starts next").waitFor();
    await card(page, "firmware").getByText("The next start takes slot B. " +
      "If it fails, slot A takes over.").waitFor();
  });

inConsole("each slot tells whether its content is intact",
  async ({ page, cloud, openSpeaker }) => {
    tell(cloud.world, updateWaits(), integrity({ a: 100, b: 62 }));
    await openSpeaker();

    await slot(page, "Slot A").getByText(/^[✓ ]*intact checked 3 min ago/)
      .waitFor();
    await slot(page, "Slot B").getByText("62% read so far, no fault").waitFor();
  });

inConsole("a damaged fallback is told at its slot and in words",
  async ({ page, cloud, openSpeaker }) => {
    tell(cloud.world, updateWaits(),
      integrity({ a: 100, b: 40 }, "firmware.fallback_slot_damaged"));
    await openSpeaker();

    await slot(page, "Slot B").getByText(/damaged/).waitFor();
    await card(page, "firmware").getByRole("heading",
      { name: "What is wrong" }).waitFor();
    assert.equal(await slot(page, "Slot A").getByText(/damaged/).count(), 0);
  });

inConsole("a speaker that has told nothing yet says so on every card",
  async ({ page, openSpeaker }) => {
    await openSpeaker();

    await card(page, "firmware").getByText("has not told of its slots")
      .waitFor();
    await card(page, "starts").getByText("No start has been reported")
      .waitFor();
    await card(page, "storage").getByText("No figures of the storage")
      .waitFor();
    assert.equal(await page.locator(".slot, .lanes, .outlook").count(), 0);
  });

inConsole("starts stand in lanes by their reason, and are read by keys",
  async ({ page, cloud, openSpeaker }) => {
    cloud.world.starts = restless();
    await openSpeaker();
    const strip = card(page, "starts").getByRole("slider");
    await strip.waitFor();
    await card(page, "starts").getByText("5 starts", { exact: true })
      .waitFor();
    assert.deepEqual(await strip.locator(".lane-name").allTextContents(), [
      "✕ System crash 2", "◆ Power cut 1", "? Reason unknown 1",
      "↑ Update 1", "▬ Known to have run"]);
    assert.equal(await strip.locator(".lane i").count(), 5);

    await strip.focus();
    await page.keyboard.press("Home");
    await card(page, "starts").getByText(/: Update, firmware 4\.2\.1$/)
      .waitFor();
    await page.keyboard.press("ArrowRight");
    await card(page, "starts").getByText(/at the latest: Reason unknown/)
      .waitFor();
    await page.keyboard.press("End");
    await card(page, "starts").locator(".reading")
      .getByText(/: System crash, firmware 4\.2\.1$/).waitFor();
    assert.match(await strip.getAttribute("aria-valuetext"), /System crash/);
    assert.equal(await strip.locator("i.chosen").count(), 1);
  });

inConsole("pointing at the strip reads the nearest start",
  async ({ page, cloud, openSpeaker }) => {
    cloud.world.starts = restless();
    await openSpeaker();
    const strip = card(page, "starts").getByRole("slider");

    await strip.locator("i.reason-power_cut").hover();

    await card(page, "starts").locator(".reading").getByText("Power cut")
      .waitFor();
  });

inConsole("a longer time shows earlier starts, and a table has them all",
  async ({ page, cloud, openSpeaker }) => {
    cloud.world.starts = restless();
    await openSpeaker();

    await card(page, "starts").getByRole("button", { name: "30 days" })
      .click();
    await card(page, "starts").getByText("6 starts", { exact: true })
      .waitFor();
    await card(page, "starts").locator("summary").click();

    const rows = card(page, "starts").locator("tbody tr");
    assert.equal(await rows.count(), 6);
    assert.match(await rows.first().innerText(), /System crash\s+4\.2\.1\s+1 h/);
    assert.match(await rows.last().innerText(), /in order\s+4\.1\.9/);
  });

inConsole("starts that came too fast to report are counted",
  async ({ page, cloud, openSpeaker }) => {
    cloud.world.starts = [start(1, "panic"), start(5, "panic")];
    const resets = rolledBack();
    tell(cloud.world, { ...resets, probe_id: "system.resets", findings: [],
      measurements: [{ name: "starts_24h", value: 9, unit: "count",
        sigma: null }] });
    await openSpeaker();

    await card(page, "starts").getByText("7 further starts").waitFor();
  });

inConsole("a new start appears without a reload",
  async ({ page, cloud, openSpeaker }) => {
    cloud.world.starts = [start(5, "power_cut")];
    await openSpeaker();
    await card(page, "starts").getByText("1 start", { exact: true }).waitFor();

    cloud.world.starts = [start(0.1, "watchdog"), ...cloud.world.starts];
    cloud.pushDevice("aria-kitchen-0142");

    await card(page, "starts").getByText("Hung, reset by the watchdog")
      .first().waitFor();
  });

inConsole("free space is drawn on into the future with its doubt",
  async ({ page, cloud, openSpeaker }) => {
    fillUp(cloud.world, forecast);
    await openSpeaker();

    await card(page, "storage").locator("canvas").nth(1).waitFor();
    await card(page, "storage").getByText("Full in about 13 days " +
      "(10 days to 18 days), if it goes on like this.").waitFor();
    await card(page, "storage").getByText("Shade: where the forecast may lie")
      .waitFor();
    await card(page, "storage").getByText("No forecast").waitFor();
    await card(page, "storage").getByText(/25 values from 30% to 42%/)
      .waitFor();
  });

inConsole("without a forecast only what was measured is drawn",
  async ({ page, cloud, openSpeaker }) => {
    fillUp(cloud.world);
    await openSpeaker();

    await card(page, "storage").locator("canvas").first().waitFor();

    assert.equal(await card(page, "storage").getByText("No forecast").count(),
      2);
    assert.equal(await card(page, "storage").locator(".legend").count(), 0);
  });

inConsole("flash life is told as the step in which it stands",
  async ({ page, cloud, openSpeaker }) => {
    fillUp(cloud.world);
    await openSpeaker();

    await page.getByRole("img", { name: "Flash life used: Between 20% and " +
      "30% used." }).waitFor();
    await card(page, "storage").getByText(/^up to 20% used, first reported/)
      .waitFor();
    await card(page, "storage").getByText(/^up to 30% used, first reported/)
      .waitFor();
  });

inConsole("a phone in Chinese and dark shows all of it without overflow",
  async ({ page, cloud, openSpeaker, text }) => {
    tell(cloud.world, rolledBack(), integrity({ a: 100 }));
    cloud.world.starts = restless();
    fillUp(cloud.world, forecast);
    await openSpeaker();

    await slot(page, "启动槽 A").getByText("正在运行").waitFor();
    await slot(page, "启动槽 B").getByText("不会被启动").waitFor();
    await text("下次启动使用启动槽 A。如果失败，没有启动槽可以接替。").waitFor();
    await card(page, "starts").getByText("系统崩溃").first().waitFor();
    await card(page, "starts").getByRole("slider").focus();
    await page.keyboard.press("End");
    await card(page, "starts").locator(".reading").getByText("系统崩溃")
      .waitFor();
    await text(/照此下去，大约 13\s*天后写满/).waitFor();
    await card(page, "storage").locator("canvas").first().waitFor();

    assert.ok(await overflow(page) <= 0, "scrolls sideways");
    assert.deepEqual(await accessibilityProblems(page), []);
    for (const name of ["firmware", "starts", "storage"]) {
      const words = await card(page, name).innerText();
      const english = words.match(/[A-Za-z]{4,}(?: [a-z]{2,})+/g) ?? [];
      assert.deepEqual(english, []);
    }
  }, phone);
