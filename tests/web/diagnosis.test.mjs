// What a support agent reads of a diagnosis: the ranking, the evidence, the
// tests behind it, and whether the speaker confirms a remedy.
import assert from "node:assert/strict";
import { accessibilityProblems, overflow } from "./support/browser.mjs";
import { inConsole } from "./support/console.mjs";
import { begin, conclude, proceed } from "./support/scenes.mjs";
import { deadMicrophone, results, speaker } from "./support/world.mjs";

const minuteMs = 60_000;
const ranks = (page) => page.locator(".ranking > li");

function command(cloud) {
  return cloud.world.newCommand(speaker, { verb: "diagnose",
    reason: "Case 4711" }, "Anna");
}

/// The speaker diagnosed itself, a quarter of an hour ago.
function routine(world) {
  const atMs = Date.now() - 15 * minuteMs;
  world.known = { results: Object.keys(results), atMs,
    diagnosis: deadMicrophone() };
  world.change(speaker, { diagnosis: { status: "fault",
    fault_id: "audio.mic_dead", probability: 0.92, at_ms: atMs } });
}

/// The confirming probe ran again two minutes ago.
function testAgain(world, outcome) {
  world.known.results = world.known.results.filter((one) =>
    one !== "audio.loop");
  world.more = [{ ...results["audio.loop"], outcome, findings: [],
    started_monotonic_ms: 990_000, at_ms: Date.now() - 2 * minuteMs }];
}

inConsole("causes stand by probability, each as a bar with its evidence",
  async ({ page, cloud, openSpeaker }) => {
    conclude(cloud, proceed(cloud, begin(cloud, command(cloud))));
    await openSpeaker();
    await ranks(page).first().waitFor();

    assert.deepEqual(await page.locator(".rank").allInnerTexts().then((all) =>
      all.map((one) => one.replace(/\s+/g, " ").trim())),
    ["A microphone does not hear 92%", "Loudspeaker gives no sound 5%",
      "Weak Wi-Fi signal 2%"]);
    const bars = page.locator(".ranking").getByRole("meter");
    assert.deepEqual(await bars.evaluateAll((all) => all.map((one) =>
      one.getAttribute("aria-valuenow"))), ["92", "5", "2"]);

    await ranks(page).nth(1).locator("summary").focus();
    await page.keyboard.press("Enter");
    await ranks(page).nth(1).getByText("Not so: No microphone hears the tone")
      .waitFor();
  });

inConsole("the path tells order, reason and time of each test",
  async ({ page, cloud, openSpeaker }) => {
    conclude(cloud, proceed(cloud, begin(cloud, command(cloud))));
    await openSpeaker();
    await page.locator("summary", { hasText: "Path of tests" }).click();

    const tests = page.locator(".path > li");
    assert.deepEqual(await tests.locator("h3").allInnerTexts(),
      ["Speaker and microphones", "Wi-Fi link", "Home router"]);
    assert.match(await tests.nth(2).innerText(),
      /Separates a fault at home[^]*2\.3\s?s/);
  });

inConsole("a diagnosis that nobody asked for shows its tests in order, too",
  async ({ page, cloud, text, openSpeaker }) => {
    routine(cloud.world);
    await openSpeaker();
    await page.locator("summary", { hasText: "Path of tests" }).click();

    await text("the speaker checked itself").waitFor();
    const tests = page.locator(".path > li");
    assert.deepEqual(await tests.locator("strong").allInnerTexts(),
      ["Speaker and microphones", "Wi-Fi link", "Home router"]);
    assert.match(await tests.first().innerText(),
      /1\.8\s?s[^]*Plays a short tone/);
    await page.getByRole("heading", { name: "Not measured" }).waitFor();
    await text("Internet would tell most.").waitFor();
  });

for (const [outcome, words] of [
  ["passed", "Confirmed by the speaker: Speaker and microphones passed"],
  ["failed", "Not cured yet: Speaker and microphones failed"],
  ["inconclusive", "but Speaker and microphones could not tell"],
]) {
  inConsole(`a confirming test that ${outcome} later stands at the remedies`,
    async ({ page, cloud, openSpeaker }) => {
      routine(cloud.world);
      testAgain(cloud.world, outcome);
      await openSpeaker();

      await page.locator(".confirmed").getByText(words).waitFor();
      assert.equal(await page.locator(".confirmed").count(), 1);
    });
}

inConsole("what the diagnosis itself measured confirms nothing",
  async ({ page, cloud, openSpeaker }) => {
    conclude(cloud, proceed(cloud, begin(cloud, command(cloud))));
    // The same results come again, with the report.
    cloud.world.known.atMs += minuteMs;
    await openSpeaker();
    await page.getByRole("heading", { name: "What helps" }).waitFor();

    assert.equal(await page.locator(".confirmed").count(), 0);
  });

inConsole("an expert reads who does a remedy and its class of consent",
  async ({ page, cloud, openSpeaker }) => {
    routine(cloud.world);
    await openSpeaker();
    const remedies = page.locator(".remedies > li");
    await remedies.first().getByText("The owner does this").waitFor();

    await remedies.nth(1).getByText("Support does this · can be undone · " +
      "The owner may hear or notice a test.").waitFor();
    await remedies.nth(1).getByText("Consent class test").waitFor();
  }, { register: "expert" });

inConsole("a phone in Chinese shows ranking, path and confirmation",
  async ({ page, cloud, text, openSpeaker }) => {
    routine(cloud.world);
    testAgain(cloud.world, "passed");
    await openSpeaker();

    await page.locator(".confirmed").getByText("音箱已确认").waitFor();
    await text("按可能性排列的原因").waitFor();
    await page.locator("summary", { hasText: "测试过程" }).click();
    await text("这次诊断由音箱自行完成").waitFor();

    assert.ok(await overflow(page) <= 0, "scrolls sideways");
    assert.deepEqual(await accessibilityProblems(page), []);
  }, { width: 390, height: 844, language: "zh" });
