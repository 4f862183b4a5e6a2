// A page in a browser, and a server of folders beside it; without a bundler.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens an empty page whose server has these folders and files under these names, and gives it to `act`. */
export async function inPage(browser, served, act) {
  const server = createServer((request, response) => {
    const [, name, ...rest] = normalize(decodeURIComponent(request.url)).split('/');
    if (name === '') {
      response.setHeader('content-type', 'text/html').end('<!doctype html><link rel="icon" href="data:,">');
    } else if (Object.hasOwn(served, name)) {
      const file = join(served[name], ...rest);
      response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain; charset=utf-8').end(readFileSync(file));
    } else response.writeHead(404).end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const profile = mkdtempSync(join(tmpdir(), 'eks-plan-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser,
    headless: true,
    // Root, as in a container, cannot use the sandbox.
    args: process.getuid?.() === 0 ? [...QUIET, '--no-sandbox'] : QUIET,
  });
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await act(page);
  } finally {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
