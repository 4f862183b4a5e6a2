// What page and worker do alike: load, plan, and say what came of it and how long it took.

export async function ask({ init, planJson, planOrThrow }, spec) {
  const begun = performance.now();
  await init();
  const loaded = performance.now();
  const plan = planJson(spec);
  const planned = performance.now();
  let refused;
  try {
    planOrThrow('a: 1');
  } catch (error) {
    refused = { name: error.name, code: error.code, findings: error.diagnostics.length };
  }
  return { plan, refused, load: loaded - begun, first: planned - loaded };
}
