// The second operator, bundles and the audit log, as an agent works with them.
import assert from "node:assert/strict";
import { accessibilityProblems, overflow, signIn } from "./support/browser.mjs";
import {
  askApproval, auditChain, decideApproval, giveAudit, knowReboot, someBundles,
} from "./support/assist.mjs";
import { inConsole } from "./support/console.mjs";
import { pressOn, tabTo } from "./support/keyboard.mjs";
import { begin, conclude, proceed } from "./support/scenes.mjs";
import { deadMicrophone, speaker } from "./support/world.mjs";

const phone = { width: 360, height: 740 };

inConsole("a second operator reads what, who and why, and signs by keyboard",
  async ({ page, cloud, heading, text }) => {
    knowReboot(cloud.world);
    await signIn(page, "token-anna");
    await heading("Fleet").waitFor();
    await page.getByRole("link", { name: "Second operator", exact: true })
      .waitFor();

    askApproval(cloud.world);
    cloud.pushApproval("approval-1");
    await tabTo(page, page.getByRole("link", { name: "Second operator (1)" }));
    await page.keyboard.press("Enter");
    await heading(`Restart the speaker, for ${speaker}`).waitFor();
    await text("asked for by Leo, 1 min ago").waitFor();
    await text("No sound since Monday").waitFor();
    await text(/1[34]:\d\d left/).waitFor();
    await pressOn(page, "Countersign and send");

    await text("Signed and sent").waitFor();
    await text("Nothing waits for a second operator.").waitFor();
    assert.equal(cloud.posts.at(-1).path,
      "/approvals/approval-1/countersignature");
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
  });

inConsole("whoever asked cannot sign, but withdraw",
  async ({ page, cloud, text }) => {
    askApproval(cloud.world, { operator: "Anna" });
    await signIn(page, "token-anna", "/approvals");
    await text("You asked for it yourself").waitFor();
    assert.equal(await page.getByRole("button",
      { name: "Countersign and send" }).count(), 0);

    await page.getByRole("button", { name: "Withdraw" }).click();

    await text("Withdrawn").waitFor();
  });

inConsole("level 1 and viewers see it and can do nothing",
  async ({ page, cloud, text }) => {
    askApproval(cloud.world, { operator: "Anna" });
    await signIn(page, "token-leo", "/approvals");

    await text("Your role does not sign such commands.").waitFor();
    assert.equal(await page.locator("main button").count(), 0);
  });

inConsole("it is declined with a reason, and the cloud's refusal is told",
  async ({ page, cloud, text }) => {
    askApproval(cloud.world);
    await signIn(page, "token-anna", "/approvals");
    const message = "\"Anna\" has no key of the role admin";
    cloud.refuseNext = { status: 404, code: "no_key", message };
    await page.getByRole("button", { name: "Countersign and send" }).click();
    await text(message).waitFor();

    await page.getByLabel("Why not (optional)").fill("not by day");
    await page.getByRole("button", { name: "Decline" }).click();

    await text("Declined").waitFor();
    assert.deepEqual(cloud.posts.at(-1).body, { reason: "not by day" });
  });

inConsole("what somebody else decides, or time, is seen without reloading",
  async ({ page, cloud, text }) => {
    askApproval(cloud.world);
    askApproval(cloud.world, { expires_ms: Date.now() + 4000,
      reason: "too late" });
    await signIn(page, "token-anna", "/approvals");
    await text("No sound since Monday").waitFor();
    await text("Live").waitFor();

    decideApproval(cloud.world, "approval-1", "declined", "Eve", "no");
    cloud.pushApproval("approval-1");

    await text("by Eve").waitFor();
    await text("Nobody came in time").waitFor({ timeout: 10_000 });
  });

inConsole("a remedy that restarts the speaker is asked for, not sent",
  async ({ page, cloud, openSpeaker, text }) => {
    knowReboot(cloud.world);
    const diagnosis = deadMicrophone();
    diagnosis.faults[0].remedy_ids.push("reboot_for_sound");
    cloud.world.known.diagnosis = diagnosis;
    cloud.world.change(speaker, { diagnosis: { status: "fault",
      fault_id: "audio.mic_dead", probability: 0.92, at_ms: Date.now() } });
    await openSpeaker();
    const ask = page.getByRole("button",
      { name: "Ask a second operator for: Restart the speaker" });
    await ask.waitFor();
    assert.ok(await ask.isDisabled());

    await page.getByLabel("Why, for the second operator and the owner")
      .fill("No sound since Monday");
    await ask.click();

    await text("Asked. It is sent as soon as").waitFor();
    assert.deepEqual(cloud.posts.at(-1), { method: "POST",
      path: `/devices/${speaker}/approvals`,
      body: { verb: "apply_remedy", remedy: "reboot_for_sound",
        reason: "No sound since Monday" } });
    await page.getByRole("link", { name: "See what waits" }).click();
    await text("You asked for it yourself").waitFor();
  });

inConsole("bundles tell what is in them, what is not, and are fetched",
  async ({ page, cloud, heading, openSpeaker, text }) => {
    someBundles(cloud.world);
    await openSpeaker();
    await tabTo(page, page.getByRole("link", { name: "Bundles" }));
    await page.keyboard.press("Enter");

    await heading("K7QF-3M9T").waitFor();
    await text("342 times").waitFor();
    await text("logs/messages.txt").waitFor();
    await text("246 kB of 640 kB").waitFor();
    await text("The speaker packs or sends it").waitFor();
    const link = page.getByRole("link", { name: "Download K7QF-3M9T" });
    assert.equal(await link.getAttribute("href"), "/api/v1/bundles/b1");
    const [download] = await Promise.all(
      [page.waitForEvent("download"), link.click()]);
    assert.equal(await download.failure(), null);
    assert.equal(await page.getByRole("link", { name: /^Download/ }).count(), 1);
  });

inConsole("a bundle is asked for with a reason, and shown when it has come",
  async ({ page, cloud, heading, text }) => {
    await signIn(page, "token-anna", `/devices/${speaker}/bundles`);
    await text("There is no bundle of this speaker.").waitFor();
    const ask = page.getByRole("button", { name: "Ask for a bundle" });
    assert.ok(await ask.isDisabled());

    await page.getByLabel("Why (the owner is told)").fill("Case 4711");
    await ask.click();
    await page.getByRole("button", { name: "Asking…" }).waitFor();
    assert.deepEqual(cloud.posts.at(-1).body, { verb: "collect_bundle",
      destination: "support", reason: "Case 4711" });
    someBundles(cloud.world);
    const [command] = cloud.world.commandsOf(speaker);
    cloud.world.commands.set(command.id, { ...command, state: "succeeded",
      finished_ms: Date.now() });

    await heading("K7QF-3M9T").waitFor();
    await ask.waitFor();
  });

inConsole("who may not see logs sees no bundle", async ({ page, text }) => {
  await signIn(page, "token-leo", `/devices/${speaker}/bundles`);

  await text("Your role does not see bundles.").waitFor();
  assert.equal(await page.locator("main form").count(), 0);
});

inConsole("the audit log is verified line by line, gaps and all",
  async ({ page, cloud, openSpeaker, text }) => {
    const lines = auditChain(9);
    giveAudit(cloud.world, { unread: [{ first: 4, last: 6 }],
      lines: [...lines.slice(0, 3), ...lines.slice(6)] });
    await openSpeaker();
    await page.getByRole("link", { name: "Audit log" }).click();

    await text("Lines 1 to 9 are verified, but for 1 gap").waitFor();
    await text("Lines 4 to 6 were not read").waitFor();
    assert.equal(await page.locator(".audit-line.verified").count(), 6);
    assert.match(await page.locator(".audit-line").first().innerText(),
      /Line 9[^]*Owner asked/);
    await page.locator(".audit-line summary").first().click();
    await page.locator(".audit-line code").first().getByText('"n":9')
      .waitFor();
  });

inConsole("where the chain breaks, and what is not verified after it, is shown",
  async ({ page, cloud, text }) => {
    giveAudit(cloud.world, { broken_at: 6, problem: { what:
      "line 6 does not follow the line before", at_ms: 0 } });
    await signIn(page, "token-anna", `/devices/${speaker}/audit`);

    await text("The chain breaks at line 6.").waitFor();
    assert.equal(await page.locator(".audit-line.verified").count(), 5);
    assert.match(await page.locator(".audit-line.breaks").innerText(),
      /Line 6[^]*breaks here/);
    assert.equal(await page.locator(".audit-line.unverified").count(), 3);
  });

inConsole("a log that no longer fits what was seen is not believed",
  async ({ page, cloud, text }) => {
    giveAudit(cloud.world, { problem: { what: "line 3 of the device's log is " +
      "not the one that was seen before", at_ms: Date.now() - 3_600_000 } });
    await signIn(page, "token-anna", `/devices/${speaker}/audit`);

    await text("What the speaker shows now does not fit").waitFor();
    await text(/^Noticed /).waitFor();
    assert.equal(await page.locator(".audit-line.verified").count(), 9);
  });

inConsole("reading on asks the speaker for what follows",
  async ({ page, cloud, text }) => {
    giveAudit(cloud.world);
    await signIn(page, "token-anna", `/devices/${speaker}/audit`);
    await page.getByRole("button", { name: "Read on from the speaker" })
      .click();
    await page.getByRole("button", { name: "Reading…" }).waitFor();
    assert.equal(cloud.posts.at(-1).body.from, 10);
    giveAudit(cloud.world, {}, 12);
    const [command] = cloud.world.commandsOf(speaker);
    cloud.world.commands.set(command.id, { ...command, state: "succeeded",
      finished_ms: Date.now() });

    await text("Lines 1 to 12 are verified").waitFor();
  });

for (const path of ["/approvals", `/devices/${speaker}/bundles`,
  `/devices/${speaker}/audit`]) {
  inConsole(`${path} is usable on a phone, in Chinese, and accessible`,
    async ({ page, cloud }) => {
      knowReboot(cloud.world);
      askApproval(cloud.world);
      someBundles(cloud.world);
      giveAudit(cloud.world);
      conclude(cloud, proceed(cloud, begin(cloud, cloud.world.newCommand(
        speaker, { verb: "diagnose", reason: "x" }, "Anna"))));
      await signIn(page, "token-anna", path);
      await page.locator(
        ".approval, .bundle, .audit-line").first().waitFor();

      assert.ok(await overflow(page) <= 0, "scrolls sideways");
      assert.deepEqual(await accessibilityProblems(page), []);
    }, { ...phone, language: "zh" });
}
