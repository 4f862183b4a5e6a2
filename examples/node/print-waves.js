// What is done, wave by wave? `node print-waves.js CLUSTER_CONFIG`

import { readFileSync } from "node:fs";
import { plan, source } from "eks-plan";

const file = process.argv[2];
const { waves, steps, totals, summary } = plan(source(readFileSync(file, "utf8"), file));
const byId = new Map(steps.map((step) => [step.id, step]));

for (const wave of waves) {
  console.log(`wave ${wave.index}: from ${wave.startSeconds} s to ${wave.finishSeconds} s`);
  for (const id of wave.steps) {
    const step = byId.get(id);
    console.log(`  ${step.title}${step.critical ? " (critical)" : ""}`);
  }
}
console.log(
  totals
    ? `${totals.steps} steps, about ${Math.round(totals.p50Seconds / 60)} minutes`
    : `there is no plan: ${summary.errors} errors`,
);
