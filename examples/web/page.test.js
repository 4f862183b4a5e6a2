// Opens the page in Chromium as a user does: with the package beside it, and no bundler.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, serve } from "../../bindings-wasm/test/browser.js";
import { installed } from "../../bindings-wasm/test/support.js";

test("the page plans while one types", async () => {
  const site = installed();
  for (const name of ["index.html", "style.css", "app.js"]) {
    cpSync(fileURLToPath(new URL(name, import.meta.url)), join(site, name));
  }
  const page = await (await browser()).newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.goto(await serve(site));
  await page.waitForSelector("body[data-ready]");
  const text = (id) => page.locator(`#${id}`).innerText();

  assert.match(await text("headline"), /^shop: \d+ steps in \d+ waves, about 14 min/);
  assert.match(await text("verdict"), /^✔ can be carried out/);
  assert.match(await text("path"), /make cluster shop/);
  assert.match(await text("zone"), /^euw1-az3, beside euw1-az1 and euw1-az2, adds 9 steps and no time\. Paid .*: elastic ip euw1-az3, nat gateway euw1-az3\.$/);
  assert.equal(await page.locator("main").evaluate((main) => getComputedStyle(main).display), "grid", "the page has its style");
  const picture = process.env.EKS_PLAN_PICTURE;
  if (picture) await page.screenshot({ path: picture, fullPage: true });

  const spec = await page.locator("#spec").inputValue();
  await page.fill("#spec", spec.replace('"1.35"', "1.35"));
  assert.match(await text("findings"), /error EP0108 line 6: the version `1\.35` is a number/);
  assert.match(await text("verdict"), /^✘ cannot be carried out: 1 error$/);

  await page.fill("#spec", "metadata: [");
  assert.match(await text("headline"), /^There is no plan yet/);
  await page.fill("#spec", spec);
  assert.match(await text("verdict"), /^✔/);
  assert.deepEqual(said, []);
});
