// A user's program that calls every verb, for the compiler alone to read.
import {
  type ClusterConfig,
  EksPlanError,
  type ModuleSource,
  type Options,
  type Plan,
  type Spec,
  baseline,
  check,
  checkJson,
  codes,
  type eksctl,
  explain,
  fix,
  impact,
  init,
  plan,
  planJson,
  planOrThrow,
  render,
  schema,
  source,
  topology,
  version,
  why,
} from 'eks-plan-wasm';

const bytes = new Uint8Array();
const from: ModuleSource = bytes;
await init();
await init(from);
await init(new URL('https://example.com/eks_plan_wasm_bg.wasm'));

declare const maybe: string | undefined;
const options: Options = { asOf: maybe, account: '111122223333', sections: ['steps'] };
const workers: eksctl.ManagedNodeGroup = { name: 'workers', amiFamily: 'Bottlerocket', desiredCapacity: undefined };
const built: ClusterConfig = {
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
  metadata: { name: 'demo', region: 'eu-west-1' },
  managedNodeGroups: [workers],
};
plan(built);
plan([built, source(built, 'built')]);
// @ts-expect-error: an image of no family
workers.amiFamily = 'Debian';
const spec: Spec = [source('kind: ClusterConfig', 'a.yaml'), bytes, { kind: 'PlanConfig' }];
const made: Plan = plan(spec, options);
const numbers: number[] = made.waves.map(({ index }) => index);
const texts: string[] = [planJson(spec), checkJson(spec), render(spec, 'sarif'), baseline(spec), schema('plan').toString()];
const ok: boolean = check(spec, { each: true, baseline: maybe }).ok;
console.log(numbers, texts, ok, fix(spec), topology(spec), codes().length, explain('EP0104').title, version().version);
console.log(why(spec, 'create:cluster/a', { relation: 'delete' }), impact(spec, 'create:cluster/a'));

try {
  planOrThrow(spec);
} catch (error) {
  if (error instanceof EksPlanError) console.log(error.code, error.diagnostics[0]?.path);
}

// @ts-expect-error: there is no such option
plan(spec, { asof: '2026-01-01' });
// @ts-expect-error: a number is no spec
plan(1);
// @ts-expect-error: nor is one where the module comes from
init(1);
