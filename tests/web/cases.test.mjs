// A case from the alarm to the closing, as an agent works on it; replayed.
import assert from "node:assert/strict";
import { accessibilityProblems, overflow, signIn } from "./support/browser.mjs";
import { confirmCure, someCases } from "./support/cases.mjs";
import { inConsole } from "./support/console.mjs";
import { pressOn, tabTo } from "./support/keyboard.mjs";
import { begin, conclude, proceed } from "./support/scenes.mjs";
import { speaker } from "./support/world.mjs";

inConsole("a case is worked on to its end by keyboard alone",
  async ({ page, cloud, heading, text }) => {
    cloud.world.raiseCase();
    await signIn(page, "token-anna");
    await heading("Fleet").waitFor();

    await tabTo(page, page.getByRole("link", { name: "Cases", exact: true }));
    await page.keyboard.press("Enter");
    await tabTo(page, page.locator(".case-row"));
    await page.keyboard.press("Enter");
    await heading(/Case 12: A microphone does not hear/).waitFor();

    await pressOn(page, "Take this case");
    await text("Anna took the case").waitFor();
    await pressOn(page, "Start diagnosis");
    await page.keyboard.press("Tab");
    await pressOn(page, "Does not hear me");
    await text("Waiting to be sent").first().waitFor();
    const [command] = cloud.world.commandsOf(speaker);
    cloud.push("session", speaker,
      cloud.world.openSession("Anna", command.reason));
    cloud.pushCommand({ ...command, state: "waiting_for_consent",
      consent_until_ms: Date.now() + 40_000 });
    await text(/waiting for the owner, \d+ sec left/).first().waitFor();
    conclude(cloud, proceed(cloud, begin(cloud, command)));
    await page.locator(".ranking").waitFor();

    await pressOn(page, "Note the remedy");
    await text("Anna gave a remedy: Clean the microphone holes").waitFor();
    confirmCure(cloud, 12);
    await text(/The speaker confirms the cure/).first().waitFor();
    await tabTo(page, page.getByRole("radio").first());
    await page.keyboard.press("ArrowLeft");
    await pressOn(page, "Save the rating");
    await text("The owner gives 5 stars").waitFor();
    await pressOn(page, "Close the case");
    await text(/This case is closed/).waitFor();

    assert.equal(cloud.world.cases.get(12).record.outcome, "cured");
    await tabTo(page, page.getByRole("link", { name: "Quality" }));
    await page.keyboard.press("Enter");
    await text("1 of 1 case").first().waitFor();
    await text("1 opened · 0 still open · 1 closed").waitFor();
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
  });

inConsole("what the cloud tells of a case appears without reloading",
  async ({ page, cloud, text }) => {
    await signIn(page, "token-anna", "/cases");
    await text("No case here.").waitFor();
    await text("Live").waitFor();

    cloud.world.raiseCase();
    cloud.pushCase(12);

    await page.locator(".case-row", { hasText: "Case 12" }).waitFor();
    await page.getByRole("button", { name: "Level 2" }).click();
    await text("0 cases").waitFor();
  });

inConsole("level 1 cannot close what the speaker has not confirmed",
  async ({ page, cloud, text }) => {
    cloud.world.raiseCase();
    await signIn(page, "token-leo", "/cases/12");

    await text("The speaker has not confirmed the cure yet.").waitFor();
    assert.equal(await page.getByRole("button",
      { name: "Close the case" }).count(), 0);
    await page.getByRole("button", { name: "Pass to level 2" }).click();
    await text("Leo passed it to level 2").waitFor();
  });

inConsole("level 2 may, but must say why",
  async ({ page, cloud, text }) => {
    cloud.world.raiseCase();
    await signIn(page, "token-anna", "/cases/12");
    const close = page.getByRole("button", { name: "Close the case" });
    await close.waitFor();
    assert.ok(await close.isDisabled());

    await page.locator("#case-why").fill("The owner gave it back");
    await close.click();

    await text("Closed: Closed without the speaker's confirmation").waitFor();
    await text("The owner gave it back").waitFor();
  });

inConsole("a viewer reads a case and changes nothing",
  async ({ page, cloud, text }) => {
    cloud.world.raiseCase();
    await signIn(page, "token-vera", "/cases/12");
    await text("your role does not work on them").waitFor();

    assert.equal(await page.locator(".case-acts button").count(), 0);
  });

inConsole("an owner's call opens a case on the speaker's page",
  async ({ page, heading, openSpeaker }) => {
    await openSpeaker();
    await page.getByRole("button", { name: "Open a case" }).click();
    await page.locator("#case-complaint").selectOption("no_sound");
    await page.locator("dialog[open] button.primary").click();

    await heading(/Case 12: No sound/).waitFor();
    await page.goBack();
    await page.locator(".device-cases a", { hasText: "Case 12: No sound" })
      .waitFor();
  });

inConsole("a refusal of the cloud is told in words",
  async ({ page, cloud, text }) => {
    cloud.world.raiseCase();
    await signIn(page, "token-anna", "/cases/12");
    cloud.refuseNext = { status: 409, code: "case_closed",
      message: "case 12 is closed" };

    await page.getByRole("button", { name: "Take this case" }).click();

    await text("Changing the case for Case 12 did not work. case 12 is closed")
      .waitFor();
  });

inConsole("a phone in Chinese shows cases, the course and the figures",
  async ({ page, cloud, text, heading }) => {
    someCases(cloud.world);
    await signIn(page, "token-anna", "/cases");
    await page.locator(".case-row").first().waitFor();
    assert.ok(await overflow(page) <= 0, "scrolls sideways");
    await page.locator(".case-row", { hasText: "工单 12" }).click();

    await heading(/工单 12：有麦克风失灵/).waitFor();
    await text("等待用户同意，还剩").first().waitFor();
    assert.ok(await overflow(page) <= 0, "scrolls sideways");
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole("link", { name: "服务质量" }).click();
    await text("首次联系即解决").waitFor();
    assert.ok(await overflow(page) <= 0, "scrolls sideways");
  }, { width: 360, height: 740, language: "zh" });
