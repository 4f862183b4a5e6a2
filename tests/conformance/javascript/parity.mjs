// usage: node parity.mjs SCHEMA PACKAGE   (does the package have every verb, argument and option of schema/api.schema.json?)

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [schema, folder] = process.argv.slice(2);
const api = JSON.parse(readFileSync(schema, 'utf8'));
const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const eksPlan = await import(pathToFileURL(resolve(folder, exports['.'].node ?? exports['.'].default)));
const types = [folder, join(folder, 'lib')]
  .flatMap((place) => readdirSync(place).filter((name) => name.endsWith('.d.ts')).map((name) => join(place, name)))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

const lacks = [];
let count = 0;
function want(is, what) {
  count += 1;
  if (!is) lacks.push(what);
}

const record = (reference) => api.$defs[reference.$ref.split('/').pop()];
const members = (name) => types.match(new RegExp(`export interface ${name}\\b[^{]*\\{\\n([^]*?)\\n\\}`))?.[1] ?? '';
const has = (body, name) => new RegExp(`^ {2}readonly ${name}\\??:`, 'm').test(body);

const async = Object.keys(eksPlan).some((name) => name.endsWith('Async'));
for (const verb of api.verbs) {
  const { properties = {}, required = [] } = record(verb.arguments);
  const forms = [verb.name, ...(verb.answersDocument ? [`${verb.name}Json`] : [])];
  for (const name of async ? forms.flatMap((form) => [form, `${form}Async`]) : forms) {
    want(typeof eksPlan[name] === 'function', `function ${name}`);
    const given = types.match(new RegExp(`export declare function ${name}\\((.*?)\\): `))?.[1];
    want(given !== undefined, `type of ${name}`);
    const parameters = (given ?? '').split(', ').map((parameter) => parameter.split(/\??: /));
    const positional = [...(verb.readsSpec ? ['spec'] : []), ...required];
    want(positional.every((name, index) => parameters[index]?.[0] === name), `${name}: ${positional}`);
    const options = parameters.find(([name]) => name === 'options')?.[1]?.split(' ')[0];
    want(!verb.readsSpec || options !== undefined, `${name}: options`);
    for (const argument of Object.keys(properties).filter((argument) => !required.includes(argument))) {
      want(has(members(options), argument), `${name}: ${argument}`);
    }
  }
}
for (const [name, { properties }] of Object.entries(api.$defs).filter(([name]) => name.startsWith('Options'))) {
  for (const field of Object.keys(properties ?? {})) want(has(members(name), field), `${name}.${field}`);
}
console.log(`    ${api.verbs.length} verbs, ${count} things asked for, ${lacks.length} lacking`);
for (const what of lacks) console.log(`      ${what}`);
process.exitCode = lacks.length > 0 ? 1 : 0;
