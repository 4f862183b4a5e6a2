// How long calls take in JavaScript: text out, an object out, and what the host's parser takes of that.

const FOR = 1000;

/** Lines of JSON for calls of `{ verb, spec }`. */
export function measure(runtime, eksPlan, calls) {
  return calls.map(({ verb, spec }) => {
    const text = eksPlan[`${verb}Json`](spec);
    const times = {
      text: median(() => eksPlan[`${verb}Json`](spec)),
      object: median(() => eksPlan[verb](spec)),
      parse: median(() => JSON.parse(text)),
    };
    return JSON.stringify({ runtime, verb, bytes: new TextEncoder().encode(text).length, ...times });
  });
}

/** The median of many runs, in microseconds. A browser's clock is coarse, so that short calls are taken in bundles. */
function median(act) {
  const begun = performance.now();
  act();
  const bundle = Math.max(1, Math.ceil(5 / Math.max(performance.now() - begun, 0.05)));
  const times = [];
  while (performance.now() - begun < FOR || times.length < 5) {
    const once = performance.now();
    for (let run = 0; run < bundle; run += 1) act();
    times.push((performance.now() - once) / bundle);
  }
  times.sort((a, b) => a - b);
  return Math.round(times[times.length >> 1] * 1000);
}
