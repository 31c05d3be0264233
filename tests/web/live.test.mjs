// Nothing replayed: a real cloud with its broker, a real soundcheckd whose
// second microphone is dead on the acoustic bench, and a browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage, overflow, shoot } from "./support/browser.mjs";
import { LiveHome } from "./support/live_home.mjs";

const diagnosisPatience = { timeout: 180_000 };
let browser;
let home;

before(async () => {
  home = await LiveHome.start(process.env.SOUNDCHECK_BUILD);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await home?.stop();
});

/// Notes every state of the bars on the page, so that moving is proven.
async function watchBars(page) {
  await page.evaluate(() => {
    window.barsSeen = new Set();
    const note = () => {
      const items = [...document.querySelectorAll(".path li")];
      const bar = document.querySelector(".path progress");
      if (items.length) window.barsSeen.add(`${items.length} ${bar?.value}`);
    };
    new MutationObserver(note).observe(document.body,
      { subtree: true, childList: true, attributes: true });
  });
}

test("an agent signs in, starts a diagnosis, and is told the dead microphone",
  async () => {
    const page = await openPage(browser, { base: home.url });
    const button = (name) => page.getByRole("button", { name });
    const heading = (name) => page.getByRole("heading", { name });

    await page.goto("/");
    await page.locator("#token").pressSequentially(home.token);
    await button("Sign in").click();
    const row = page.locator(".list a", { hasText: home.device });
    await row.getByText("Online").waitFor();
    await shoot(page, "live-fleet-en");
    await row.click();

    await heading(home.device).waitFor();
    await watchBars(page);
    await button("Start diagnosis").click();
    await button("Does not hear me").click();
    await page.locator(".session").getByText(/waiting for the owner/).waitFor();
    await shoot(page, "live-consent-en");
    await home.tell("agree");

    await heading("Diagnosis running").waitFor();
    await heading("A microphone does not hear").waitFor(diagnosisPatience);
    const seen = await page.evaluate(() => [...window.barsSeen]);
    assert.ok(seen.length >= 3, `bars moved only so: ${seen.join(", ")}`);
    await page.locator(".ranking .share").first().getByText(/\d+%/).waitFor();
    await page.locator(".say").getByText("microphones").waitFor();
    await shoot(page, "live-fault-en");

    await button("中文").click();
    await heading("有麦克风失灵").waitFor();
    await page.locator(".say").getByText("麦克风").waitFor();
    assert.ok(await overflow(page) <= 0);
    await shoot(page, "live-fault-zh");

    await button("English").click();
    await home.tell("mend");
    await button(/Test again/).first().click();
    await home.tell("agree");
    await heading("Tested again").waitFor(diagnosisPatience);
    await page.getByText("The speaker passed.").waitFor();
    await shoot(page, "live-mended-en");
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
    await page.context().close();
  });
