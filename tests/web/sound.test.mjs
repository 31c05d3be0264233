// The sound test of a device: what is drawn of it, what is not, and playing it.
import assert from "node:assert/strict";
import { signIn } from "./support/browser.mjs";
import { inConsole } from "./support/console.mjs";
import { refuse } from "./support/scenes.mjs";
import {
  centres, giveSound, openSession, playHalf, playToEnd, sweepResult, vainSweep,
} from "./support/sound.mjs";
import { speaker } from "./support/world.mjs";

const heard = "The owner will hear a rising tone of 1.5 seconds, about as " +
  "loud as speech, up to three times.";
const response = "Response against this speaker's baseline";

function playButton(page) {
  return page.getByRole("button", { name: "Play the test" });
}

inConsole("the response is drawn with its range, and told as a table",
  async ({ page, cloud, heading, openSpeaker }) => {
    giveSound(cloud.world, sweepResult(), 8);
    await openSpeaker();
    const card = page.locator("#sound");
    await heading(response).waitFor();

    await card.locator(".curves canvas").nth(1).waitFor();
    await card.locator(".legend").getByText("Healthy range ±3 dB").waitFor();
    assert.equal(await card.locator(".legend button").count(), 4);
    await card.locator(".courses canvas").nth(1).waitFor();

    await card.locator("summary").first().click();
    const table = page.getByRole("group", { name: response });
    assert.equal(await table.locator("tbody tr").count(), centres.length);
    assert.match(await table.locator("tbody tr").first().innerText(),
      /198 Hz\s+0\.\d+ dB ± 0\.\d+/);
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
  });

inConsole("values are read by pointing and by arrow keys",
  async ({ page, cloud, openSpeaker }) => {
    giveSound(cloud.world, sweepResult());
    await openSpeaker();
    const plot = page.getByRole("slider", { name: response });
    await plot.locator("canvas").waitFor();

    await plot.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText(/^At 198 Hz: Microphone 1: /).waitFor();
    await page.keyboard.press("End");
    await page.getByText(/^At 16 kHz: .*Microphone 2: -11\.\d\d dB/).waitFor();
    assert.match(await plot.getAttribute("aria-valuetext"), /^At 16 kHz/);
    await page.keyboard.press("Escape");
    await page.getByText(/^At 16 kHz/).waitFor({ state: "detached" });

    await plot.locator(".u-over").hover();
    await page.getByText(/^At [\d.]+ k?Hz: Microphone 1: /).waitFor();
  });

inConsole("a line is hidden and shown by its name",
  async ({ page, cloud, openSpeaker }) => {
    giveSound(cloud.world, sweepResult());
    await openSpeaker();
    const name = page.locator(".legend button", { hasText: "Microphone 2" });

    await name.click();
    assert.equal(await name.getAttribute("aria-pressed"), "false");
    const plot = page.getByRole("slider", { name: response });
    await plot.focus();
    await plot.locator("canvas").waitFor();
    await page.keyboard.press("Home");
    await page.getByText(/^At 198 Hz: Microphone 1: /).waitFor();

    assert.doesNotMatch(await plot.getAttribute("aria-valuetext"),
      /Microphone 2/);
    await name.click();
    assert.equal(await name.getAttribute("aria-pressed"), "true");
  });

inConsole("each microphone has its numbers and what was found of it",
  async ({ page, cloud, openSpeaker }) => {
    giveSound(cloud.world, sweepResult());
    await openSpeaker();
    const row = (name) => page.getByRole("group", { name: "Microphones" })
      .locator("tbody tr", { hasText: name });

    await row("Microphone 2").getByText("A microphone hole is covered")
      .waitFor();
    await row("Microphone 4").getByText("Could not tell: Mains hum").waitFor();
    await row("Microphone 1").getByText("Nothing").waitFor();
    assert.match(await row("Microphone 2").innerText(), /-5\.6 dB/);
    assert.match(await row("Microphone 2").innerText(), /-70\.2 dBFS/);
    await page.locator(".found").getByText(
      "Could not tell: The loudspeaker rubs or buzzes").waitFor();
  });

inConsole("without a baseline only a difference is claimed",
  async ({ page, cloud, heading, text, openSpeaker }) => {
    giveSound(cloud.world, sweepResult({ baseline: false, blocked: 0 }));
    await openSpeaker();

    await heading("Difference between the microphones").waitFor();
    await text("This speaker has no baseline").waitFor();
    assert.equal(await heading(response).count(), 0);
    assert.equal(await page.locator(".legend .mask").count(), 0);
  });

inConsole("one microphone without a baseline is not drawn against itself",
  async ({ page, cloud, text, openSpeaker }) => {
    giveSound(cloud.world,
      sweepResult({ baseline: false, blocked: 0, microphones: [1] }));
    await openSpeaker();

    await text("only one microphone").waitFor();
    assert.equal(await page.getByRole("slider").count(), 1);  // distortion
  });

inConsole("a test that could not tell is said in words and not drawn",
  async ({ page, cloud, text, openSpeaker }) => {
    giveSound(cloud.world, vainSweep("inconclusive", "busy"));
    await openSpeaker();

    await text("The last sound test could not tell: the hardware was in use")
      .waitFor();
    assert.equal(await page.locator("#sound canvas").count(), 0);
    assert.equal(await page.locator("#sound table").count(), 0);
  });

inConsole("after a test that was stopped the one before it is drawn",
  async ({ page, cloud, text, openSpeaker }) => {
    giveSound(cloud.world, vainSweep("cancelled", "cancelled"), 3);
    await openSpeaker();

    await text("The last sound test was stopped before its end").waitFor();
    await text("Shown below is the last test that could tell, 4 min").waitFor();
    await page.locator("#sound .curves canvas").first().waitFor();
  });

inConsole("a speaker that never ran it says so, in both languages",
  async ({ page, text, openSpeaker }) => {
    await openSpeaker();
    await text("The sound test has not run on this speaker yet").waitFor();
    assert.equal(await page.locator("#sound canvas").count(), 0);

    await page.getByRole("button", { name: "中文" }).click();

    await text("这台音箱还没有做过声音测试").waitFor();
    await text("用户会听到 1.5 秒的升调音，响度与说话相近，最多三次").waitFor();
    await page.getByRole("button", { name: "播放测试音" }).waitFor();
  });

inConsole("a result is Chinese all through",
  async ({ page, cloud, heading, openSpeaker }) => {
    giveSound(cloud.world, sweepResult(), 4);
    await openSpeaker();
    await page.getByRole("button", { name: "中文" }).click();

    await heading("与本机基准相比的频率响应").waitFor();
    await page.getByText("正常范围 ±3 dB").waitFor();
    await page.locator("#sound details").evaluateAll(
      (all) => all.forEach((one) => { one.open = true; }));
    const card = await page.locator("#sound").innerText();
    assert.deepEqual(card.match(/[A-Za-z]{5,}/g) ?? [], [],
      "English words on a Chinese card");
  });

inConsole("the test is played after its sound is told, and followed to its end",
  async ({ page, cloud, text, heading, openSpeaker }) => {
    openSession(cloud);
    await openSpeaker();
    await text(heard).waitFor();
    await text("The owner is asked first").waitFor();

    await playButton(page).click();
    await page.locator(".playing").getByText("Waiting to be sent").waitFor();
    const { body } = cloud.posts.at(-1);
    assert.equal(body.verb, "run_probes");
    assert.deepEqual(body.probes, ["audio.sweep"]);
    assert.match(body.reason, /rising tone of 1\.5 seconds/);

    const command = cloud.world.commandsOf(speaker)[0];
    cloud.pushCommand({ ...command, state: "waiting_for_consent" });
    await page.locator(".playing").getByText("Waiting for the owner to agree")
      .waitFor();
    const running = playHalf(cloud, command);
    const bar = page.locator(".playing progress[value='0.4']");
    await bar.waitFor();
    await page.locator("#play-why").getByText("A test is running").waitFor();

    playToEnd(cloud, running, sweepResult());
    await heading(response).waitFor();
    await page.locator("#sound .curves canvas").first().waitFor();
    await text("The test has ended").waitFor();
    assert.equal(await playButton(page).getAttribute("aria-disabled"),
      "false");
  });

inConsole("an owner's no is told where the test was asked for",
  async ({ page, cloud, openSpeaker }) => {
    openSession(cloud);
    await openSpeaker();
    await playButton(page).click();
    await page.locator(".playing").waitFor();

    refuse(cloud, cloud.world.commandsOf(speaker)[0], "consent_denied");

    await page.locator(".play").getByText("The owner said no").waitFor();
    await page.locator(".play").getByText("Nothing was done").waitFor();
  });

inConsole("without a session the button waits and one is opened",
  async ({ page, cloud, openSpeaker }) => {
    await openSpeaker();
    const why = page.locator("#play-why");
    await why.getByText("No session is open").waitFor();
    await playButton(page).click({ force: true });
    assert.deepEqual(cloud.posts, []);

    const asked = page.waitForResponse(/\/sessions$/);
    await page.getByRole("button", { name: "Open a session" }).click();
    await asked;
    cloud.push("session", speaker, cloud.world.session);
    await why.getByText("The session is being opened").waitFor();
    assert.match(cloud.posts[0].path, /\/sessions$/);

    openSession(cloud);
    await why.waitFor({ state: "detached" });
    assert.equal(await playButton(page).getAttribute("aria-disabled"),
      "false");
  });

inConsole("a speaker that cannot be reached says why the button waits",
  async ({ page, cloud }) => {
    await signIn(page, "token-anna", "/devices/mini-hall-0009");
    const why = page.locator("#play-why");
    await why.getByText("The speaker is offline").waitFor();
    assert.equal(await playButton(page).getAttribute("aria-disabled"), "true");
    await playButton(page).click({ force: true });
    assert.deepEqual(cloud.posts, []);

    await page.goto("/devices/mini-shop-0020");
    await why.getByText("The speaker is switched off").waitFor();
  });

inConsole("a viewer reads the result but plays nothing",
  async ({ page, cloud, text }) => {
    giveSound(cloud.world, sweepResult());
    await signIn(page, "token-vera", `/devices/${speaker}`);

    await text("only support staff may play the test").waitFor();
    await page.locator("#sound .curves canvas").first().waitFor();
    assert.equal(await playButton(page).count(), 0);
  });
