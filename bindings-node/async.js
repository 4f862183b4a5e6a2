import { prepare } from './lib/call.js';
import { EksPlanError } from './lib/error.js';
import { callAsync } from './raw.js';

/** Makes a verb that gives a promise of its answer's text. */
export const text = (verb, ...parameters) => async (...args) => {
  const given = args[parameters.length];
  const signal = given?.signal;
  if (signal !== undefined) args[parameters.length] = { ...given, signal: undefined };
  const [sources, request] = prepare(parameters, args);
  return unlessAborted(signal, (stop) => callAsync(verb, sources, request, stop));
};

/** Makes a verb that gives a promise of its answer. */
export const document = (verb, ...parameters) => {
  const ask = text(verb, ...parameters);
  return async (...args) => JSON.parse(await ask(...args));
};

/** The answer of `begin(stop)`. Once the signal is aborted, its reason is thrown, and what has not begun is not done. */
async function unlessAborted(signal, begin) {
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new EksPlanError('wrong-argument', '`signal` is no AbortSignal');
  }
  signal?.throwIfAborted();
  const stop = {};
  const stops = signal && stopsOf(signal).add(stop);
  try {
    const answer = await begin(stop);
    signal?.throwIfAborted();
    return answer;
  } catch (error) {
    throw signal?.aborted ? signal.reason : EksPlanError.from(error);
  } finally {
    stops?.delete(stop);
  }
}

/** The calls under way that a signal stops; it has one listener, however many they are. */
function stopsOf(signal) {
  const known = underWay.get(signal);
  if (known) return known;
  const stops = new Set();
  underWay.set(signal, stops);
  signal.addEventListener('abort', () => stops.forEach((stop) => stop.onabort()), { once: true });
  return stops;
}

const underWay = new WeakMap();
