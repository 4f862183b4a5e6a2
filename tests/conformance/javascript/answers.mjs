// Calls through a package of JavaScript: by the function of the verb where there is one, otherwise by the door behind it.

const POSITIONAL = { render: 'form', why: 'step', impact: 'step', explain: 'code', schema: 'name' };
const WITHOUT_SPEC = ['explain', 'codes', 'schema', 'version'];

/** Answers the calls, one a line: lines of id, kind, bytes and SHA-256; `keep` gets each text. */
export async function answers(eksPlan, door, lines, keep = () => {}) {
  const written = [];
  for (const [index, line] of lines.trim().split('\n').entries()) {
    const call = JSON.parse(line);
    const [kind, text] = await answer(eksPlan, door, call);
    const bytes = new TextEncoder().encode(text);
    keep(index, bytes);
    written.push([call.id, kind, bytes.length, hex(await crypto.subtle.digest('SHA-256', bytes))].join('\t'));
  }
  return `${written.join('\n')}\n`;
}

async function answer(eksPlan, door, call) {
  try {
    const ask = own(eksPlan, `${call.verb}Json`) ?? own(eksPlan, call.verb);
    const sources = call.sources.map(built);
    const text = ask && !call.door ? ask(...parameters(eksPlan, call, sources)) : door(call.verb, sources.map(named), call.request);
    return ['answer', await text];
  } catch (error) {
    if (error?.name !== 'EksPlanError') throw error;
    const { code, message, diagnostics } = error;
    return ['failure', JSON.stringify({ code, message, diagnostics })];
  }
}

const own = (module, name) => (name !== '' && Object.hasOwn(module, name) ? module[name] : undefined);

function parameters(eksPlan, call, sources) {
  const options = JSON.parse(call.request);
  const spec = sources.map(({ name, content }) => (name === undefined ? content : eksPlan.source(content, name)));
  const given = WITHOUT_SPEC.includes(call.verb) ? [] : [spec.length === 1 ? spec[0] : spec];
  const positional = POSITIONAL[call.verb];
  if (positional) {
    given.push(options[positional]);
    delete options[positional];
  }
  return [...given, options];
}

function built({ name, text, object, levels, of }) {
  return { name, content: text ?? object ?? nested(levels, of) };
}

function nested(levels, of) {
  let inner = 1;
  for (let level = 0; level < levels; level += 1) inner = of === 'list' ? [inner] : { a: inner };
  return { deep: inner };
}

function named({ name = '', content }) {
  return typeof content === 'string' ? { name, text: content } : { name, object: content };
}

const hex = (hash) => [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
