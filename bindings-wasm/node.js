// For Node: ready at import.

import { readFileSync } from 'node:fs';
import { start } from './raw.js';

start(readFileSync(new URL('./dist/eks_plan_wasm_bg.wasm', import.meta.url)));

export * from './index.js';
