// May this file be merged? `node fail-on-errors.js CLUSTER_CONFIG`; the exit code is 1 if the plan has errors.

import { readFileSync } from "node:fs";
import { EksPlanError, planOrThrow, source } from "eks-plan";

const file = process.argv[2];
try {
  planOrThrow(source(readFileSync(file, "utf8"), file));
  console.log("no errors");
} catch (error) {
  if (!(error instanceof EksPlanError)) throw error;
  for (const { code, message, span, help } of error.diagnostics) {
    console.log(`${file}${span ? `:${span.start.line}` : ""}: ${code} ${message}`);
    if (help) console.log(`  ${help}`);
  }
  process.exitCode = 1;
}
