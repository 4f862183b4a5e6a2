// A copy of what a caller hands over, made of plain objects and lists alone. What JSON cannot say is refused: nothing is lost
// without a word, and nothing that refers to itself or is built to grow gets through.

/** One level more than the library reads, so that it says itself where there are too many. */
const DEPTH = 66;

/** The largest object, in characters; a value without any counts as 16. */
const SIZE = 16 * 2 ** 20;

const MEMBER = /^[A-Za-z_$][\w$-]*$/;

/** What kind of built-in object it is, no matter which realm made it. */
export const kind = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** True if it is a mapping: a `Map`, or an object without a class. */
export function isMapping(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (kind(value) === 'Map') return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What it is, for people. */
export function named(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  const name = value.constructor?.name;
  return `an object of the class ${typeof name === 'string' && name !== '' ? name : kind(value)}`;
}

/** The text, if it has a form in UTF-8. */
export function wellFormed(text, refuse) {
  if (text.isWellFormed()) return text;
  throw refuse('half of a surrogate pair is no text');
}

/**
 * The copy. `refuse(reason)` makes the error that is thrown; `at` is the path of the value.
 */
export function plain(value, refuse, at = '') {
  let left = SIZE;
  const no = (path, reason) => refuse(path === '' ? reason : `\`${path}\`: ${reason}`);
  const take = (size) => {
    left -= size;
    if (left < 0) throw refuse(`an object of more than ${SIZE} characters is too large`);
  };
  const text = (value, path) => {
    take(value.length);
    return wellFormed(value, (reason) => no(path, reason));
  };
  const integer = (value, path) => {
    if (Number.isSafeInteger(Number(value))) return Number(value);
    throw no(path, `the integer ${value} cannot be kept exactly`);
  };
  const number = (value, path) => {
    if (!Number.isFinite(value)) throw no(path, `${value} is no number that JSON has`);
    return Number.isInteger(value) ? integer(value, path) : value;
  };
  const members = (value, path, above) => {
    const copied = Object.create(null);
    for (const [key, member] of entries(value, (reason) => no(path, reason))) {
      const below = join(path, text(key, path));
      if (member !== undefined) copied[key] = copy(member, below, above);
    }
    return copied;
  };
  const copy = (value, path, above) => {
    take(16);
    switch (typeof value) {
      case 'string': return text(value, path);
      case 'boolean': return value;
      case 'number': return number(value, path);
      case 'bigint': return integer(value, path);
    }
    if (value === null) return null;
    const list = Array.isArray(value);
    if (!list && !isMapping(value)) throw no(path, `${named(value)} is not plain data`);
    if (above.includes(value)) throw no(path, 'it contains itself');
    if (above.length >= DEPTH) return null;
    const within = [...above, value];
    return list
      ? Array.from(value, (item, index) => copy(item, `${path}[${index}]`, within))
      : members(value, path, within);
  };
  return copy(value, at, []);
}

function entries(value, refuse) {
  const symbols = Object.getOwnPropertySymbols(value);
  if (symbols.some((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol))) {
    throw refuse('a symbol is no key');
  }
  if (kind(value) !== 'Map') return Object.entries(value);
  const all = [...Map.prototype.entries.call(value)];
  const odd = all.find(([key]) => typeof key !== 'string');
  if (odd) throw refuse(`${named(odd[0])} is no key`);
  return all;
}

function join(path, key) {
  if (!MEMBER.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
