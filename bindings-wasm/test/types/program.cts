// The same package, required from CommonJS.
import eksPlan = require('eks-plan-wasm');

const plan: eksPlan.Plan = eksPlan.plan('text', { sourceName: 'a.yaml' });
console.log(plan.waves[0]?.steps, eksPlan.version().version, eksPlan.EksPlanError.name);
