// Nothing replayed: a real cloud, and a real soundcheckd on a board with slots,
// an eMMC and crash records, as it goes through restarts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  accessibilityProblems, openBrowser, openPage, overflow, shoot, signIn,
} from "./support/browser.mjs";
import { LiveHome } from "./support/live_home.mjs";

let browser;
let home;

before(async () => {
  home = await LiveHome.start(process.env.SOUNDCHECK_BUILD, "forged_home.py");
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await home?.stop();
});

async function openSpeaker(look = {}) {
  const page = await openPage(browser, { base: home.url, ...look });
  await signIn(page, home.token, `/devices/${home.device}`);
  await page.getByRole("heading", { name: home.device }).waitFor();
  return page;
}

test("slots and flash life are drawn as the speaker reports them", async () => {
  const page = await openSpeaker();
  const slot = (name) => page.locator(".slot", { hasText: name });

  await slot("Slot A").getByText("Runs now").waitFor();
  await slot("Slot A").getByText("Starts next").waitFor();
  await slot("Slot A").getByText("3 of 3 attempts left").waitFor();
  await slot("Slot A").getByText(/[123] Nov 2026/).waitFor();
  await slot("Slot B").getByText("Takes over if that fails").waitFor();
  await slot("Slot B").getByText("written completely").waitFor();
  await page.getByText("Start settings: 2 copies, undamaged").waitFor();
  await page.getByRole("img",
    { name: "Flash life used: Between 10% and 20% used." }).waitFor();
  await page.locator(".storage figure", { hasText: "Free space: /data" })
    .first().waitFor();
  await page.context().close();
});

test("each restart appears with its reason while the page stands open",
  async () => {
    const page = await openSpeaker();
    const starts = page.locator(".card.starts");
    const lane = (name) => starts.locator(".lane-name", { hasText: name });
    await starts.getByText("1 start", { exact: true }).waitFor();

    await home.tell("crash");
    await lane("System crash").waitFor();
    await home.tell("hang");
    await lane("Hung, reset by the watchdog").waitFor();
    await home.tell("update");
    await lane("Update").waitFor();

    await starts.getByText("4 starts", { exact: true }).waitFor();
    await starts.getByRole("slider").focus();
    await page.keyboard.press("End");
    await starts.locator(".reading").getByText("firmware").waitFor();
    await starts.locator("summary").click();
    assert.equal(await starts.locator("tbody tr").count(), 4);
    await page.getByText("4.3.0").first().waitFor();
    await shoot(page, "live-starts-en");
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
    await page.context().close();
  });

test("a phone in Chinese tells the same", async () => {
  const page = await openSpeaker({ width: 390, height: 844, language: "zh" });

  await page.locator(".slot", { hasText: "启动槽 A" }).getByText("正在运行")
    .waitFor();
  await page.locator(".lane-name", { hasText: "系统崩溃" }).waitFor();

  assert.ok(await overflow(page) <= 0, "scrolls sideways");
  assert.deepEqual(await accessibilityProblems(page), []);
  await shoot(page, "live-starts-390-zh");
  await page.context().close();
});
