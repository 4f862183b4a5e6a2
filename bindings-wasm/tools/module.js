// Reads a WebAssembly module: its sections, and its functions by name; and names them.

const NAMES = ['custom', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element', 'code', 'data', 'data count', 'tag'];

/** Goes through bytes. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** An unsigned number in LEB128. */
  number() {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte >= 0x80);
    return value;
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return Buffer.from(this.take(this.number())).toString();
  }
}

/** The sections: name, size, what they hold, and the same with their heads. */
export function sections(bytes) {
  const reader = new Reader(bytes, 8);
  const all = [];
  while (reader.at < bytes.length) {
    const from = reader.at;
    const id = reader.byte();
    const body = reader.take(reader.number());
    const whole = bytes.subarray(from, reader.at);
    all.push({ name: id === 0 ? `custom ${new Reader(body).text()}` : NAMES[id], size: body.length, body, whole });
  }
  return all;
}

/** The functions with their names and the bytes of their code. */
export function functions(bytes) {
  const all = sections(bytes);
  const names = all.find(({ name }) => name === 'custom name');
  const known = names ? functionNames(new Reader(names.body)) : new Map();
  const code = new Reader(all.find(({ name }) => name === 'code').body);
  const before = imported(all);
  return Array.from({ length: code.number() }, (_, index) => {
    const body = code.take(code.number());
    return { name: known.get(before + index) ?? '', size: body.length, body };
  });
}

/** The module with other names: those of functions alone, by their ranks. */
export function named(bytes, ranks) {
  const all = sections(bytes);
  const before = imported(all);
  const name = (rank, index) => [...number(before + index), ...text(`f${String(rank).padStart(6, '0')}`)];
  const names = [...number(ranks.length), ...ranks.flatMap(name)];
  const kept = all.filter((section) => section.name !== 'custom name');
  const body = [...text('name'), 1, ...number(names.length), ...names];
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ whole }) => whole), Buffer.from([0, ...number(body.length), ...body])]);
}

/** How many functions are imported. */
export const imports = (bytes) => imported(sections(bytes));

/** The same of sections: imported functions come first where functions are numbered. */
function imported(all) {
  const reader = new Reader(all.find(({ name }) => name === 'import').body);
  return Array.from({ length: reader.number() }, () => kind(reader)).filter((one) => one === 0).length;
}

/** A number in LEB128. */
function number(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >>> 7)];
}

function text(ascii) {
  return [...number(ascii.length), ...Buffer.from(ascii)];
}

/** Passes over an import and says what it is: 0 is a function. */
function kind(reader) {
  reader.text();
  reader.text();
  const found = reader.byte();
  if (found === 1 || found === 3) reader.byte();
  if (found === 3) reader.byte();
  else if (found === 2 || found === 1) limits(reader);
  else reader.number();
  return found;
}

function limits(reader) {
  const bounded = reader.byte() & 1;
  reader.number();
  if (bounded) reader.number();
}

function functionNames(reader) {
  reader.text();
  while (reader.at < reader.bytes.length) {
    const part = reader.byte();
    const body = new Reader(reader.take(reader.number()));
    if (part !== 1) continue;
    return new Map(Array.from({ length: body.number() }, () => [body.number(), body.text()]));
  }
  return new Map();
}
