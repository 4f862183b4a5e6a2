// The same package, required from CommonJS.
import eksPlan = require('eks-plan');

const plan: eksPlan.Plan = eksPlan.plan('text', { sourceName: 'a.yaml' });
const found: readonly eksPlan.Diagnostic[] = eksPlan.check('text').diagnostics;
console.log(plan.waves[0]?.steps, found[0]?.code, eksPlan.version().version, eksPlan.EksPlanError.name);
