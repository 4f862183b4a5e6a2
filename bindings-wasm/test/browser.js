// A browser, and folders served to it.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { folder } from './support.js';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.yaml': 'text/plain' };

export const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A new browser, which knows nothing yet. `CHROME_BIN` names its program. */
export async function browser() {
  const context = await chromium.launchPersistentContext(folder(), {
    executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium',
    headless: true,
    args: quiet,
  });
  after(() => context.close());
  return context;
}

/** Serves a folder; `headers` go with each file. */
export async function serve(root, headers = {}) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = path.endsWith('/') ? `${path}index.html` : path;
    try {
      const body = await readFile(join(root, file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'max-age=600', ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
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
