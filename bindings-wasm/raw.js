// The one instance of the module, and calls into it.

import instantiate, { __wbg_reset_state as again, call as into, initSync } from './dist/eks_plan_wasm.js';
import { whole } from './lib/call.js';
import { EksPlanError } from './lib/error.js';

/** `waiting` for `init`; `ready`; `lost` after a fault, until the next call makes a new instance of the same module. */
let state = 'waiting';

/** Makes the instance, unless there is one. */
export async function init(from) {
  await instantiate(from === undefined ? undefined : { module_or_path: from });
  if (state === 'waiting') state = 'ready';
}

/** The same from bytes or a compiled module, at once. */
export function start(module) {
  initSync({ module });
  if (state === 'waiting') state = 'ready';
}

/** Carries out a verb: canonical text, or an `EksPlanError`. */
export function call(verb, sources, request) {
  if (state === 'waiting') throw new EksPlanError('not-ready', 'await `init()` before the first call');
  try {
    if (state === 'lost') again();
    state = 'ready';
    return whole(into(verb, JSON.stringify(sources.map(crossing)), request));
  } catch (error) {
    if (typeof error === 'string') throw refusal(JSON.parse(error));
    state = 'lost';
    throw fault(error);
  }
}

/** Each object crosses as a text of its own: how deep it is counts from its own beginning. */
function crossing(source) {
  return 'text' in source ? source : { name: source.name, json: JSON.stringify(source.object) };
}

/** What the module says of a call that makes no sense. */
function refusal({ code, message, diagnostics }) {
  return new EksPlanError(code, message, diagnostics);
}

/** What is left of a panic is a trap, as of memory or a stack at its end: the module holds neither its text nor its place. */
function fault(cause) {
  const message = `a fault of eks-plan, please report it: ${cause}; the command with the same input may say more`;
  return Object.assign(new EksPlanError('fault', message), { cause });
}
