// One browser for a test file, and pages as a reader would have them.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const patienceMs = 60_000;  // the machine may be busy; no wait is a fixed time

export const screenshots =
  process.env.SOUNDCHECK_SCREENSHOTS ?? "screenshots";

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    timeout: patienceMs,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/// Opens a fresh profile. Every error of the page is kept in `page.problems`.
export async function openPage(browser, {
  base, width = 1280, height = 900, scheme = "light", language = "en",
  register = "owner",
}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: language === "zh" ? "zh-CN" : "en-GB",
  });
  await context.addInitScript((chosen) => {
    if (sessionStorage.getItem("chosen")) return;
    sessionStorage.setItem("chosen", "once");
    localStorage.setItem("soundcheck.register", chosen);
  }, register);
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(message.text());
  });
  return page;
}

export async function signIn(page, token, path = "/") {
  await page.goto(path);
  await page.locator("#token").fill(token);
  await page.keyboard.press("Enter");
  await page.locator("#token").waitFor({ state: "detached" });
}

export async function shoot(page, name) {
  mkdirSync(screenshots, { recursive: true });
  const { width, height } = page.viewportSize();
  // A window as tall as the page, so that what sticks to its edge stands there.
  const whole =
    await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
  await page.setViewportSize({ width, height });
}

const axe = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/// What a reader with a screen reader, a keyboard or weak eyes would miss.
export async function accessibilityProblems(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  }));
  return violations.map((one) => `${one.id}: ${one.help}\n` + one.nodes
    .map((node) => `  ${node.target.join(" ")} ${node.failureSummary}`)
    .join("\n"));
}

/// Whether the page can be read without scrolling sideways.
export function overflow(page) {
  return page.evaluate(() =>
    document.documentElement.scrollWidth - window.innerWidth);
}
