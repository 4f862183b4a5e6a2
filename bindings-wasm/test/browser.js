// A browser, and folders served to it, until the tests are over.

import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { launch, serve as served } from '../tools/serve.js';
import { folder } from './support.js';

/** A new browser, which knows nothing yet. */
export async function browser() {
  const context = await chromium.launchPersistentContext(folder(), launch);
  after(() => context.close());
  return context;
}

/** Serves a folder; `headers` go with each file. */
export async function serve(root, headers = {}) {
  const { address, close } = await served(root, headers);
  after(close);
  return address;
}

/** Opens a page, gives what it put into `result`. Anything that it complains of is an error. */
export async function result(context, address) {
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('requestfailed', (request) => said.push(`${request.url()}: ${request.failure()?.errorText}`));
  await page.goto(address);
  try {
    await page.waitForFunction(() => globalThis.result !== undefined, undefined, { timeout: 60_000 });
  } catch (error) {
    throw new Error(`the page gave nothing: ${said.join('\n')}`, { cause: error });
  }
  return { tab: page, said, ...(await page.evaluate(() => globalThis.result)) };
}
