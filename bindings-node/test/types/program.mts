// A user's program that calls every verb, for the compiler alone to read.
import {
  type ClusterConfig,
  EksPlanError,
  type Operation,
  type Options,
  type Plan,
  type Spec,
  baseline,
  check,
  checkAsync,
  codes,
  type eksctl,
  explain,
  fix,
  impact,
  plan,
  planAsync,
  planJson,
  planJsonAsync,
  planOrThrow,
  render,
  schema,
  source,
  topology,
  version,
  why,
  whyAsync,
} from 'eks-plan';

const group: eksctl.ManagedNodeGroup = { name: 'b', spot: true };
const config: ClusterConfig = {
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
  metadata: { name: 'demo', region: 'eu-west-1', version: '1.35', tags: { team: 'a' } },
  managedNodeGroups: [{ name: 'a', instanceType: 'm7i.large', minSize: 1, labels: { role: 'system' } }, group],
};

declare const maybe: string | undefined;
const options: Options = { asOf: maybe, account: '111122223333', sections: ['steps'], severity: { EP0104: 'note' } };
const specs: readonly Spec[] = [
  'text',
  new Uint8Array(),
  Buffer.from(''),
  new ArrayBuffer(0),
  config,
  new Map<string, unknown>(),
  source(config, 'a.yaml'),
  ['text', config, { apiVersion: 'eks-plan/v1alpha1', kind: 'PlanConfig', asOf: '2026-06-01' }, source('text', 'b.yaml')],
];

const planned: Plan = plan(specs[0] ?? '', options);
const name: string | undefined = planned.cluster?.name;
const seconds: number | undefined = planned.totals?.p50Seconds;
const first: string | undefined = planned.steps[0]?.id;
const json: string = planJson(config);
const later: Promise<Plan> = planAsync(config, { ...options, signal: AbortSignal.timeout(1000) });
const laterText: Promise<string> = planJsonAsync([config], { signal: undefined });

function said(operation: Operation): string {
  if ('parameters' in operation) return `${operation.service}:${operation.api} ${Object.keys(operation.parameters).length}`;
  if ('manifest' in operation) return operation.api;
  if ('chart' in operation) return `${operation.release} ${operation.version ?? ''}`;
  return [operation.program, ...operation.arguments].join(' ');
}

try {
  const operations = planOrThrow(config).steps.flatMap(({ operation }) => (operation === null ? [] : [said(operation)]));
  console.log(operations, name, seconds, first, json, await later, await laterText);
} catch (error) {
  if (error instanceof EksPlanError) console.log(error.code, error.diagnostics[0]?.span?.start.line);
}

console.log(
  check(config, { each: true, baseline: baseline(config) }).diagnostics.map(({ severity }): 'error' | 'warning' | 'note' => severity),
  render(config, 'sarif', { each: false }),
  fix('text').texts[0]?.text,
  topology(config)?.dataPlane.vpc.cidr,
  why(config, 'create:cluster/demo', { before: 'vpc/main', relation: 'delete' }).reasons[0]?.requestedAt?.span?.file,
  (await whyAsync(config, 'create:cluster/demo', { signal: new AbortController().signal })).summary,
  impact(config, 'create:cluster/demo').waits,
  explain('EP0104').title,
  codes().length,
  schema('plan')['$id'],
  version().catalog.date,
  (await checkAsync(config)).ok,
);

// @ts-expect-error an option that there is not
plan(config, { asOff: '2026-06-01' });
// @ts-expect-error a number is no spec
plan(7);
// @ts-expect-error nor is a Date
plan(new Date());
// @ts-expect-error the form is one of four
render(config, 'html');
// @ts-expect-error the step is needed
why(config);
// @ts-expect-error a plan is read, not written
planned.executable = true;
// @ts-expect-error an absent field is not there, and never undefined
const step: Pick<Plan['steps'][number], 'lane'> = { lane: undefined };
// @ts-expect-error a call that waits takes no signal
plan(config, { signal: AbortSignal.timeout(1) });
// @ts-expect-error errors are made by the library
new EksPlanError();
console.log(step);
