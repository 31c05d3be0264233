// Nothing replayed: a real speaker raises an alarm in a real cloud, and an
// agent works on the case to its end without a mouse, on a phone's screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage, overflow, shoot } from "./support/browser.mjs";
import { pressOn, tabTo } from "./support/keyboard.mjs";
import { LiveHome } from "./support/live_home.mjs";

const patience = { timeout: 180_000 };
let browser;
let home;

before(async () => {
  home = await LiveHome.start(process.env.SOUNDCHECK_BUILD, "alarm_home.py");
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await home?.stop();
});

async function figures(page) {
  await tabTo(page, page.getByRole("link", { name: "Quality" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Most frequent faults" }).waitFor();
  return page.locator("main").innerText();
}

/// As an agent would: on a busy machine the first test may come to nothing, be
/// it that the speaker could not tell in time, or that the key was not taken.
async function testUntilConfirmed(page) {
  const confirmed = page.getByText(/The speaker confirms the cure/).first();
  for (let time = 0; time < 3; ++time) {
    await pressOn(page, /Test again/);
    try {
      await confirmed.waitFor({ timeout: 60_000 });
      return;
    } catch (error) {
      if (error.name !== "TimeoutError") throw error;
    }
  }
  throw new Error("the cure was not confirmed; the page says:\n" +
                  await page.locator("main").innerText());
}

test("a speaker's alarm is worked on until the speaker confirms the cure",
  async (t) => {
    if (home.impossible) {
      t.skip(home.impossible);
      return;
    }
    const page = await openPage(browser,
      { base: home.url, width: 360, height: 740 });
    const text = (wanted) => page.getByText(wanted).first();
    await page.goto("/cases");
    await page.locator("#token").pressSequentially(home.token);
    await page.keyboard.press("Enter");

    // The speaker checks itself, and raises the case by that alone.
    await page.locator(".case-row", { hasText: "Name lookup fails" })
      .waitFor(patience);
    const before = await figures(page);
    await tabTo(page, page.getByRole("link", { name: "Cases", exact: true }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.locator(".case-row"));
    await page.keyboard.press("Enter");
    await text("raised by the speaker").waitFor();

    await pressOn(page, "Start diagnosis");
    await page.keyboard.press("Tab");
    await pressOn(page, "Cannot connect");
    await text(/waiting for the owner/).waitFor(patience);
    await shoot(page, "case-consent-en");
    await home.tell("agree");
    await page.locator(".ranking").waitFor(patience);
    await shoot(page, "case-diagnosis-en");

    await pressOn(page, "Note the remedy");
    await text("demo gave a remedy").waitFor();
    await home.tell("mend");
    await testUntilConfirmed(page);
    await pressOn(page, "中文");
    await text("音箱确认已修复").waitFor();
    assert.ok(await overflow(page) <= 0, "scrolls sideways");
    await shoot(page, "case-confirmed-zh");
    await pressOn(page, "English");
    await tabTo(page, page.getByRole("radio"));
    await page.keyboard.press("ArrowLeft");
    await pressOn(page, "Save the rating");
    await text("The owner gives 5 stars").waitFor();
    await pressOn(page, "Close the case");
    await text("This case is closed").waitFor();

    const now = await figures(page);
    assert.match(before, /1 opened · 1 still open · 0 closed/);
    assert.match(now, /1 opened · 0 still open · 1 closed/);
    assert.match(now, /Solved at the first contact[^]*100%/);
    assert.notEqual(before, now);
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
  });
