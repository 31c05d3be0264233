// Working without a mouse.

/// Tabs until the first of `wanted` has the focus.
export async function tabTo(page, wanted) {
  const target = wanted.first();
  await target.waitFor();
  for (let press = 0; press < 120; ++press) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not get there");
}

/// Presses the button, once it can be.
export async function pressOn(page, name) {
  await tabTo(page, page.getByRole("button", { name }).and(
    page.locator(":enabled")));
  await page.keyboard.press("Enter");
}
