// usage: node chromium.mjs BROWSER PACKAGE CALLS ANSWERS [TEXTS]   (a page loads the package as it is)

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPage } from './page.mjs';

const [browser, folder, calls, path, texts] = process.argv.slice(2);
const served = { package: folder, runner: import.meta.dirname, 'calls.jsonl': calls };
const found = await inPage(browser, served, (page) =>
  page.evaluate(async (wanted) => {
    const [eksPlan, { call }, { answers }] = await Promise.all(
      ['/package/index.js', '/package/raw.js', '/runner/answers.mjs'].map((url) => import(url)),
    );
    await eksPlan.init();
    const lines = await (await fetch('/calls.jsonl')).text();
    const kept = [];
    const written = await answers(eksPlan, call, lines, wanted ? (_, bytes) => kept.push([...bytes]) : undefined);
    return { written, kept };
  }, texts !== undefined),
);
found.kept.forEach((bytes, index) => writeFileSync(join(texts, String(index)), Uint8Array.from(bytes)));
writeFileSync(path, found.written);
