// What a support agent reads of a speaker's connection.
import assert from "node:assert/strict";
import { inConsole } from "./support/console.mjs";
import { breakGateway, storm } from "./support/connection.mjs";

const card = (page) => page.locator(".connection");

inConsole("the last minutes before the diagnosis are told with their reasons",
  async ({ page, cloud, openSpeaker }) => {
    cloud.world.connection = storm();
    await openSpeaker();

    const lines = card(page).locator(".timeline li");
    await lines.first().waitFor();
    assert.equal(await lines.count(), 8);
    await card(page).getByRole("button", { name: "Show earlier" }).click();

    assert.equal(await lines.count(), storm().length);
    const farewell = lines.filter({ hasText: "Left the Wi-Fi" }).first();
    assert.match(await farewell.textContent(),
      /by the access point · reason 3 \(it is leaving\) · -52 dBm/);
    const moved = lines.filter({ hasText: "changed its channel" });
    assert.match(await moved.textContent(), /channel 11/);
  });

inConsole("the ladder marks the broken step and leaves open what is behind it",
  async ({ page, cloud, openSpeaker }) => {
    breakGateway(cloud.world);
    await openSpeaker();

    const rungs = card(page).locator(".rung");
    await rungs.first().waitFor();

    assert.deepEqual(await rungs.allTextContents(), [
      "✓Wi-FiPassed", "✓AddressPassed", "✕Routerbroken here",
      "○Name lookupbehind the fault, not asked",
      "○Internetbehind the fault, not asked"]);
    assert.equal(await card(page).locator(".rung-broken").count(), 1);
  });

inConsole("what the radio did is drawn over time and told in words",
  async ({ page, openSpeaker }) => {
    await openSpeaker();

    await card(page).locator("canvas").first().waitFor();

    await card(page).getByText(/values from -63 dBm to -51 dBm/).waitFor();
  });

inConsole("a picture whose library cannot be fetched is drawn once it can",
  async ({ page, openSpeaker }) => {
    const library = /assets\/chart-.*\.js/;
    await page.route(library, (route) => route.abort());
    const refused = page.waitForEvent("requestfailed",
      (request) => library.test(request.url()));
    await openSpeaker();
    await refused;
    // Until everything that asks for it has been turned away.
    await card(page).getByText(/values from -63 dBm/).waitFor();
    await page.waitForTimeout(1000);
    await page.unroute(library);

    await card(page).locator("canvas").first().waitFor();

    assert.deepEqual(page.problems.filter((one) =>
      !one.startsWith("Failed to load resource")), []);
  });

inConsole("a speaker that has told nothing yet has no empty pictures",
  async ({ page, openSpeaker }) => {
    await openSpeaker();

    await card(page).getByText("No diagnosis has climbed").waitFor();
    await card(page).getByText("No diagnosis has told of its last").waitFor();
    assert.equal(await card(page).locator("ol").count(), 0);
  });
