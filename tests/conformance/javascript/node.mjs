// usage: node node.mjs PACKAGE CALLS ANSWERS [TEXTS]   (the folder of a package of ours; sync and, if there are any, async functions)

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answers } from './answers.mjs';

const [folder, calls, path, texts] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(resolve(folder, file)));

const entry = createRequire(join(resolve(folder), 'package.json'))('./package.json').exports['.'];
const eksPlan = await load(entry.node ?? entry.default);
const { call } = await load('raw.js');
const keep = texts && ((index, bytes) => writeFileSync(join(texts, String(index)), bytes));
writeFileSync(path, await answers(eksPlan, call, readFileSync(calls, 'utf8'), keep));
