import { EksPlanError } from './error.js';
import { isMapping, kind, named, plain, wellFormed } from './plain.js';

/** A text or an object with a name of its own. */
class Source {
  constructor(content, name) {
    this.content = content;
    this.name = name;
    Object.freeze(this);
  }
}

/** Gives a text or an object the name by which findings call it. */
export function source(content, name) {
  if (typeof name !== 'string') throw refuse(`the name of a source is a string, not ${named(name)}`);
  return new Source(content, name);
}

/** A spec as the native part of the package takes it: a list of `{ name, text }` and `{ name, object }`; no name is `''`. */
export function sources(spec) {
  const all = Array.isArray(spec) ? spec : [spec];
  return Array.from(all, (one) => (one instanceof Source ? read(one.content, one.name) : read(one, '')));
}

function read(content, name) {
  const reason = (text) => refuse(name === '' ? text : `${name}: ${text}`);
  if (typeof content === 'string') return { name, text: wellFormed(content, reason) };
  if (['Uint8Array', 'ArrayBuffer'].includes(kind(content))) return { name, text: decode(content, reason) };
  if (isMapping(content)) return { name, object: plain(content, reason) };
  throw reason(`a spec is a string, UTF-8 bytes or a plain object, or a list of these, not ${named(content)}`);
}

/** The text, its byte order mark kept: places are counted in the text as it is. */
function decode(bytes, reason) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw reason('the bytes are not UTF-8');
  }
}

const refuse = (message) => new EksPlanError('wrong-input', message);
