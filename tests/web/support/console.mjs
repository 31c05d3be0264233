// One test in the console: a cloud and a page of its own, and words for what an
// agent does there.
import { after, before, test } from "node:test";
import { openBrowser, openPage, signIn } from "./browser.mjs";
import { ReplayCloud } from "./replay_cloud.mjs";
import { speaker, World } from "./world.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

function agent(page, cloud) {
  const heading = (name) => page.getByRole("heading", { name });
  const text = (wanted) => page.getByText(wanted);
  // The page listens to keys only once it has been painted; who presses too
  // early presses again.
  const askByKeys = async () => {
    const question = heading("What does the owner complain of?");
    const asked = () => question.waitFor({ timeout: 2000 })
      .then(() => true, () => false);
    await page.locator("button:enabled", { hasText: "Start diagnosis" })
      .waitFor();
    for (let press = 0; press < 10; ++press) {
      await page.keyboard.press("d");
      if (await asked()) return;
    }
    throw new Error("no key opens the diagnosis");
  };
  return {
    page, cloud, heading, text,
    names: () => page.locator(".list .name").evaluateAll(
      (all) => all.map((one) => one.firstChild.textContent)),
    openSpeaker: async () => {
      await signIn(page, "token-anna", `/devices/${speaker}`);
      await heading(speaker).waitFor();
    },
    askByKeys,
    startByKeys: async () => {
      await askByKeys();
      await page.getByRole("button", { name: "Does not hear me" }).click();
      await text("Waiting to be sent").first().waitFor();
      return cloud.world.commandsOf(speaker)[0];
    },
  };
}

/// `look` is what openPage() may be told: width, language, register.
export function inConsole(name, act, look = {}) {
  test(name, async () => {
    const cloud =
      await new ReplayCloud(new World(), process.env.SOUNDCHECK_WEB).start();
    const page = await openPage(browser, { base: cloud.base, ...look });
    try {
      await act(agent(page, cloud));
    } finally {
      await page.context().close();
      await cloud.vanish();
    }
  });
}
