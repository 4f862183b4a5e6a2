// Reads a WebAssembly module: its sections, and its functions by name.

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

/** The sections: name, size, what they hold. */
export function sections(bytes) {
  const reader = new Reader(bytes, 8);
  const all = [];
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const body = reader.take(reader.number());
    all.push({ name: id === 0 ? `custom ${new Reader(body).text()}` : NAMES[id], size: body.length, body });
  }
  return all;
}

/** The functions with their names and the bytes of their code. */
export function functions(bytes) {
  const section = (name) => new Reader(sections(bytes).find((one) => one.name === name).body);
  const imported = section('import');
  const before = Array.from({ length: imported.number() }, () => kind(imported)).filter((one) => one === 0).length;
  const names = functionNames(section('custom name'));
  const code = section('code');
  return Array.from({ length: code.number() }, (_, index) => {
    const size = code.number();
    code.take(size);
    return { name: names.get(before + index) ?? '', size };
  });
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
