// What a support agent does on the page of one device.
import assert from "node:assert/strict";
import { signIn } from "./support/browser.mjs";
import { inConsole } from "./support/console.mjs";
import { begin, conclude, pass, proceed, refuse } from "./support/scenes.mjs";
import { speaker } from "./support/world.mjs";

inConsole("a diagnosis is started by key, followed live, and names the fault",
  async ({ page, cloud, text, heading, openSpeaker, startByKeys }) => {
    await openSpeaker();
    const command = await startByKeys();
    assert.equal(cloud.posts[0].body.complaint, "does_not_hear_me");
    assert.ok(cloud.posts[0].body.reason.includes("Does not hear me"));

    const running = begin(cloud, command);
    await text("Test 1 of about 4").waitFor();
    await page.locator(".path progress").waitFor();
    assert.equal(await page.locator(".path progress").getAttribute("value"),
      "0.45");
    await page.locator(".session").getByText("by Anna").waitFor();

    const further = proceed(cloud, running);
    await text("Test 3 of about 4").waitFor();
    await text("microphone 2 does not hear the tone").waitFor();
    await page.locator(".path .why")
      .getByText("Separates a fault at home").waitFor();

    conclude(cloud, further);
    await heading("A microphone does not hear").waitFor();
    await text("92%").waitFor();
    await page.locator(".say").getByText("small holes").waitFor();
    await page.getByRole("button", { name: /Test again/ }).first().click();
    await text("Test running").waitFor();
    assert.deepEqual(cloud.posts.at(-1).body.probes, ["audio.loop"]);

    pass(cloud, cloud.world.commandsOf(speaker)[0]);
    await heading("Tested again").waitFor();
    await text("The speaker passed.").waitFor();
  });

inConsole("what the owner is told can be copied",
  async ({ page, cloud, openSpeaker, startByKeys }) => {
    await page.context().grantPermissions(
      ["clipboard-read", "clipboard-write"]);
    await openSpeaker();
    conclude(cloud, begin(cloud, await startByKeys()));

    await page.getByRole("button", { name: "Copy text" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();

    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.includes("One of the microphones"), copied);
  });

inConsole("the wait for the owner's consent is shown with its time",
  async ({ page, cloud, openSpeaker, startByKeys }) => {
    await openSpeaker();
    const running = begin(cloud, await startByKeys());

    cloud.pushCommand({ ...running, state: "waiting_for_consent", steps: [] });

    await page.locator(".session").getByText(/waiting for the owner, \d+ sec/)
      .waitFor();
  });

inConsole("a refusal says why and what to do next",
  async ({ cloud, text, openSpeaker, startByKeys }) => {
    await openSpeaker();

    refuse(cloud, await startByKeys(), "consent_denied");

    await text("The speaker refused").waitFor();
    await text("The owner said no").waitFor();
    await text("Nothing was done on the speaker").waitFor();
  });

inConsole("what the cloud does not take is told with its reason",
  async ({ page, cloud, openSpeaker, askByKeys }) => {
    await openSpeaker();
    cloud.refuseNext = { status: 409, code: "busy", message:
      "The speaker runs another command. Wait for it, or stop it." };

    await askByKeys();
    await page.getByRole("button", { name: "No sound" }).click();

    await page.getByRole("alert").getByText(`Starting the diagnosis for ` +
      `${speaker} did not work. The speaker runs another command.`).waitFor();
  });

inConsole("a session is ended by its button",
  async ({ page, cloud, openSpeaker, startByKeys }) => {
    await openSpeaker();
    begin(cloud, await startByKeys());

    await page.getByRole("button", { name: "End session" }).click();
    cloud.world.session = { ...cloud.world.session, state: "closed" };
    cloud.push("session", speaker, cloud.world.session);

    await page.locator(".session").waitFor({ state: "detached" });
    assert.equal(cloud.posts.at(-1).method, "DELETE");
  });

inConsole("Escape closes the complaint chooser without starting anything",
  async ({ page, cloud, openSpeaker, askByKeys }) => {
    await openSpeaker();
    await askByKeys();

    await page.keyboard.press("Escape");

    await page.locator("dialog[open]").waitFor({ state: "detached" });
    assert.deepEqual(cloud.posts, []);
  });

inConsole("a viewer sees why there are no buttons", async ({ page, text }) => {
  await signIn(page, "token-vera", `/devices/${speaker}`);

  await text("You are signed in as viewer").waitFor();

  assert.equal(await page.getByRole("button",
    { name: "Start diagnosis" }).count(), 0);
});

inConsole("an offline speaker says what to ask the owner, and the button waits",
  async ({ page, text }) => {
    await signIn(page, "token-anna", "/devices/mini-hall-0009");
    await text("A diagnosis needs the speaker online").waitFor();

    await page.keyboard.press("d");

    assert.equal(await page.locator("dialog[open]").count(), 0);
  });

inConsole("a lost line is shown in words and resumes where it broke",
  async ({ page, cloud, text, openSpeaker, startByKeys }) => {
    await openSpeaker();
    const command = await startByKeys();
    const running = begin(cloud, command);
    await text("Test 1 of about 4").waitFor();

    await cloud.vanish();
    await text("No connection to the cloud").first().waitFor();
    proceed(cloud, running);
    await cloud.comeBack();

    await text("Test 3 of about 4").waitFor();
    await page.locator(".strip").waitFor({ state: "detached" });
  });

inConsole("a sign-in that ended leads back to the sign-in page",
  async ({ page, cloud, heading, openSpeaker }) => {
    await openSpeaker();

    cloud.tokens = {};
    await page.reload();

    await heading("Sign in to the support console").waitFor();
  });

inConsole("the language changes everything and is remembered",
  async ({ page, cloud, text, heading, openSpeaker, startByKeys }) => {
    await openSpeaker();
    conclude(cloud, proceed(cloud, begin(cloud, await startByKeys())));
    await heading("A microphone does not hear").waitFor();

    await page.getByRole("button", { name: "中文" }).click();
    await heading("有麦克风失灵").waitFor();
    await text("对用户这样说").waitFor();
    await page.reload();
    await heading("有麦克风失灵").waitFor();

    assert.equal(await page.evaluate(() => document.documentElement.lang),
      "zh-CN");
    // The reason of a session stands as its operator wrote it.
    await page.locator(".session .reason").evaluate((reason) => reason.remove());
    const body = await page.locator("body").innerText();
    const english = body.match(/[A-Za-z]{4,}(?: [a-z]{2,}){2,}/g) ?? [];
    assert.deepEqual(english, [], "English sentences on a Chinese page");
  });

inConsole("expert words add ids, evidence and the code of the fault",
  async ({ page, cloud, text, heading, openSpeaker, startByKeys }) => {
    await openSpeaker();
    conclude(cloud, begin(cloud, await startByKeys()));
    await heading("A microphone does not hear").waitFor();
    assert.equal(await text("71.8 dB under the median").count(), 0);

    await page.getByRole("button", { name: "Expert's" }).click();

    await text("71.8 dB under the median").waitFor();
    await page.getByText("A12", { exact: true }).waitFor();
  });

inConsole("a measurement shows its course when asked",
  async ({ page, text, openSpeaker }) => {
    await openSpeaker();

    await page.getByRole("button", { name: "Show the course of Signal" })
      .click();

    const card = page.getByRole("region", { name: "Measurements" });
    await card.locator(".trend canvas").waitFor();
    await card.getByText(/24 values from -\d+(\.\d)? dBm/).waitFor();
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
  });

inConsole("an unknown device is told with what to do", async ({ page }) => {
  await signIn(page, "token-anna", "/devices/nobody");

  await page.getByRole("alert").getByText("There is no device nobody")
    .waitFor();
});
