// What a support agent does in the console, with keyboard and mouse.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { openBrowser, openPage, signIn } from "./support/browser.mjs";
import { ReplayCloud } from "./support/replay_cloud.mjs";
import { begin, conclude, pass, proceed, refuse } from "./support/scenes.mjs";
import { speaker, World } from "./support/world.mjs";

const pages = process.env.SOUNDCHECK_WEB;
let browser;
let cloud;
let page;

before(async () => { browser = await openBrowser(); });
after(() => browser.close());
beforeEach(async () => {
  cloud = await new ReplayCloud(new World(), pages).start();
  page = await openPage(browser, { base: cloud.base });
});
afterEach(async () => {
  await page.context().close();
  await cloud.vanish();
});

const text = (wanted) => page.getByText(wanted);
const heading = (name) => page.getByRole("heading", { name });
const names = () => page.locator(".list .name").evaluateAll(
  (all) => all.map((one) => one.firstChild.textContent));

async function openSpeaker() {
  await signIn(page, "token-anna", `/devices/${speaker}`);
  await heading(speaker).waitFor();
}

async function startByKeys() {
  await page.keyboard.press("d");
  await heading("What does the owner complain of?").waitFor();
  await page.getByRole("button", { name: "Does not hear me" }).click();
  await text("Waiting to be sent").first().waitFor();
  return cloud.world.commandsOf(speaker)[0];
}

test("a wrong token is refused in words and never stands in the address",
  async () => {
    await page.goto("/");
    await page.locator("#token").fill("nonsense");
    await page.keyboard.press("Enter");

    await page.getByRole("alert").getByText("does not know this token")
      .waitFor();

    assert.ok(!page.url().includes("nonsense"));
  });

test("the token is kept where no script can read it", async () => {
  await signIn(page, "token-anna");
  await heading("Fleet").waitFor();

  const readable = await page.evaluate(() => document.cookie +
    JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
  await page.reload();
  await heading("Fleet").waitFor();

  assert.ok(!readable.includes("token-anna"));
  assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
});

test("the fleet stands worst first and counts", async () => {
  await signIn(page, "token-anna");
  await page.locator(".list .name").first().waitFor();

  assert.deepEqual((await names()).slice(0, 2),
    ["aria-bedroom-0077", "aria-attic-0311"]);
  assert.equal((await names()).at(-1), "mini-shop-0020");
  assert.deepEqual(await page.locator(".counter strong").allTextContents(),
    ["6", "4", "3"]);
});

test("a row changes in place and does not jump until asked", async () => {
  await signIn(page, "token-anna");
  await page.locator(".list .name").first().waitFor();
  const order = await names();
  await text("Live").waitFor();

  cloud.world.change("mini-shop-0020", { state: "online", diagnosis: {
    status: "fault", fault_id: "firmware.disk_full", probability: 0.9,
    at_ms: Date.now() } });
  cloud.pushDevice("mini-shop-0020");
  const row = page.locator(".list li", { hasText: "mini-shop-0020" });
  await row.getByText("Online").waitFor();

  assert.deepEqual(await names(), order);
  await page.getByRole("button", { name: "Sort worst first again" }).click();
  await page.waitForFunction((last) => [...document.querySelectorAll(
    ".list .name")].at(-1).firstChild.textContent !== last, order.at(-1));
});

test("a device is found and opened by keyboard alone", async () => {
  await signIn(page, "token-anna");
  await page.locator(".list .name").first().waitFor();

  await page.keyboard.press("/");
  await page.keyboard.type("kitchen");
  await text("1 of 6 devices").waitFor();
  await page.keyboard.press("Enter");

  await heading(speaker).waitFor();
  assert.ok(page.url().endsWith(`/devices/${speaker}`));

  await page.goBack();
  await text("1 of 6 devices").waitFor();
  assert.equal(await page.locator("#search").inputValue(), "kitchen");

  await page.getByRole("link", { name: "Fleet" }).click();
  await page.locator(".tally").getByText("6 devices").waitFor();
});

test("filters that fit nothing say so and are cleared by one button",
  async () => {
    await signIn(page, "token-anna");
    await page.locator(".list .name").first().waitFor();
    await page.locator("#filter-state").selectOption("offline");
    await page.locator("#filter-fault").selectOption("any");

    await text("No device fits the search and filters.").waitFor();
    await page.getByRole("button", { name: "Clear search" }).click();

    await page.locator(".tally").getByText("6 devices").waitFor();
  });

test("a diagnosis is started by key, followed live, and names the fault",
  async () => {
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

test("what the owner is told can be copied", async () => {
  await page.context().grantPermissions(
    ["clipboard-read", "clipboard-write"]);
  await openSpeaker();
  conclude(cloud, begin(cloud, await startByKeys()));

  await page.getByRole("button", { name: "Copy text" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();

  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.includes("One of the microphones"), copied);
});

test("the wait for the owner's consent is shown with its time", async () => {
  await openSpeaker();
  const running = begin(cloud, await startByKeys());

  cloud.pushCommand({ ...running, state: "waiting_for_consent", steps: [] });

  await page.locator(".session").getByText(/waiting for the owner, \d+ sec/)
    .waitFor();
});

test("a refusal says why and what to do next", async () => {
  await openSpeaker();

  refuse(cloud, await startByKeys(), "consent_denied");

  await text("The speaker refused").waitFor();
  await text("The owner said no").waitFor();
  await text("Nothing was done on the speaker").waitFor();
});

test("what the cloud does not take is told with its reason", async () => {
  await openSpeaker();
  cloud.refuseNext = { status: 409, code: "busy", message:
    "The speaker runs another command. Wait for it, or stop it." };

  await page.keyboard.press("d");
  await page.getByRole("button", { name: "No sound" }).click();

  await page.getByRole("alert").getByText(`Starting the diagnosis for ` +
    `${speaker} did not work. The speaker runs another command.`).waitFor();
});

test("a session is ended by its button", async () => {
  await openSpeaker();
  begin(cloud, await startByKeys());

  await page.getByRole("button", { name: "End session" }).click();
  cloud.world.session = { ...cloud.world.session, state: "closed" };
  cloud.push("session", speaker, cloud.world.session);

  await page.locator(".session").waitFor({ state: "detached" });
  assert.equal(cloud.posts.at(-1).method, "DELETE");
});

test("Escape closes the complaint chooser without starting anything",
  async () => {
    await openSpeaker();
    await page.keyboard.press("d");
    await heading("What does the owner complain of?").waitFor();

    await page.keyboard.press("Escape");

    await page.locator("dialog[open]").waitFor({ state: "detached" });
    assert.deepEqual(cloud.posts, []);
  });

test("a viewer sees why there are no buttons", async () => {
  await signIn(page, "token-vera", `/devices/${speaker}`);

  await text("You are signed in as viewer").waitFor();

  assert.equal(await page.getByRole("button",
    { name: "Start diagnosis" }).count(), 0);
});

test("an offline speaker says what to ask the owner, and the button waits",
  async () => {
    await signIn(page, "token-anna", "/devices/mini-hall-0009");
    await text("A diagnosis needs the speaker online").waitFor();

    await page.keyboard.press("d");

    assert.equal(await page.locator("dialog[open]").count(), 0);
  });

test("a lost line is shown in words and resumes where it broke", async () => {
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

test("a sign-in that ended leads back to the sign-in page", async () => {
  await openSpeaker();

  cloud.tokens = {};
  await page.reload();

  await heading("Sign in to the support console").waitFor();
});

test("the language changes everything and is remembered", async () => {
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

test("expert words add ids, evidence and the code of the fault", async () => {
  await openSpeaker();
  conclude(cloud, begin(cloud, await startByKeys()));
  await heading("A microphone does not hear").waitFor();
  assert.equal(await text("71.8 dB under the median").count(), 0);

  await page.getByRole("button", { name: "Expert's" }).click();

  await text("71.8 dB under the median").waitFor();
  await page.getByText("A12", { exact: true }).waitFor();
});

test("a measurement shows its course when asked", async () => {
  await openSpeaker();

  await page.getByRole("button", { name: "Show the course of Signal" })
    .click();

  await page.locator(".trend canvas").waitFor();
  await text(/24 values from -\d+(\.\d)? dBm/).waitFor();
  assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
});

test("an unknown device is told with what to do", async () => {
  await signIn(page, "token-anna", "/devices/nobody");

  await page.getByRole("alert").getByText("There is no device nobody")
    .waitFor();
});
