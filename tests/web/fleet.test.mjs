// Signing in and finding a device, with keyboard and mouse.
import assert from "node:assert/strict";
import { signIn } from "./support/browser.mjs";
import { inConsole } from "./support/console.mjs";
import { speaker } from "./support/world.mjs";

inConsole("a wrong token is refused in words and never stands in the address",
  async ({ page }) => {
    await page.goto("/");
    await page.locator("#token").fill("nonsense");
    await page.keyboard.press("Enter");

    await page.getByRole("alert").getByText("does not know this token")
      .waitFor();

    assert.ok(!page.url().includes("nonsense"));
  });

inConsole("the token is kept where no script can read it",
  async ({ page, heading }) => {
    await signIn(page, "token-anna");
    await heading("Fleet").waitFor();

    const readable = await page.evaluate(() => document.cookie +
      JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
    await page.reload();
    await heading("Fleet").waitFor();

    assert.ok(!readable.includes("token-anna"));
    assert.deepEqual(page.problems.filter((one) => !one.includes("401")), []);
  });

inConsole("the fleet stands worst first and counts",
  async ({ page, names }) => {
    await signIn(page, "token-anna");
    await page.locator(".list .name").first().waitFor();

    assert.deepEqual((await names()).slice(0, 2),
      ["aria-bedroom-0077", "aria-attic-0311"]);
    assert.equal((await names()).at(-1), "mini-shop-0020");
    assert.deepEqual(await page.locator(".counter strong").allTextContents(),
      ["6", "4", "3"]);
  });

inConsole("a row changes in place and does not jump until asked",
  async ({ page, cloud, text, names }) => {
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

inConsole("a device is found and opened by keyboard alone",
  async ({ page, text, heading }) => {
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

inConsole("filters that fit nothing say so and are cleared by one button",
  async ({ page, text }) => {
    await signIn(page, "token-anna");
    await page.locator(".list .name").first().waitFor();
    await page.locator("#filter-state").selectOption("offline");
    await page.locator("#filter-fault").selectOption("any");

    await text("No device fits the search and filters.").waitFor();
    await page.getByRole("button", { name: "Clear search" }).click();

    await page.locator(".tally").getByText("6 devices").waitFor();
  });
