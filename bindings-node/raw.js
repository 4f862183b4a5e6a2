// What `lib/` calls: the native part of the package.
import { whole } from './lib/call.js';
import native from './native.cjs';

export const call = (verb, sources, request) => whole(native.call(verb, sources.map(crossing), request));

export const callAsync = async (verb, sources, request, stop) =>
  whole(await native.callAsync(verb, sources.map(crossing), request, stop));

/** Objects cross as JSON text: napi's own way of reading them loses large integers and refuses keys with a NUL. */
function crossing(source) {
  return 'text' in source ? source : { name: source.name, json: JSON.stringify(source.object) };
}
