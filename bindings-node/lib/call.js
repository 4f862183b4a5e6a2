import { EksPlanError } from './error.js';
import { isMapping, named, plain } from './plain.js';
import { sources } from './sources.js';

/**
 * What the native part of the package takes: sources, and everything else as JSON text.
 *
 * `parameters` are the names of a verb's positional parameters, `spec` among them; what follows them in `args` are options.
 */
export function prepare(parameters, args) {
  const request = { ...options(args[parameters.length]) };
  let read = [];
  parameters.forEach((name, index) => {
    if (name === 'spec') read = sources(args[index]);
    else request[name] = args[index] === undefined ? undefined : plain(args[index], refuse, name);
  });
  return [read, JSON.stringify(request)];
}

/** Makes verbs of `call(verb, sources, request)`: `text` gives its answer, `document` the object that it is the text of. */
export function bind(call) {
  const text = (verb, ...parameters) => (...args) => {
    const [read, request] = prepare(parameters, args);
    try {
      return call(verb, read, request);
    } catch (error) {
      throw EksPlanError.from(error);
    }
  };
  const document = (verb, ...parameters) => {
    const ask = text(verb, ...parameters);
    return (...args) => JSON.parse(ask(...args));
  };
  return { document, text };
}

/** The text of which these are the pieces. A sum is not copied before somebody reads the whole; what `join` makes is. */
export const whole = (pieces) => pieces.reduce((text, piece) => text + piece, '');

function options(given) {
  if (given === undefined || given === null) return {};
  if (!isMapping(given)) throw refuse(`options are a plain object, not ${named(given)}`);
  return plain(given, refuse);
}

const refuse = (message) => new EksPlanError('wrong-argument', message);
