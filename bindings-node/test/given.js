// What the tests plan.
import { readFileSync } from 'node:fs';

/** The address of a file of the repository. */
export const file = (path) => new URL(`../../${path}`, import.meta.url);

export const bytes = readFileSync(file('examples/specs/production.yaml'));
export const text = bytes.toString();

/** A small cluster as an object. */
export const cluster = (more = {}) => ({
  apiVersion: 'eksctl.io/v1alpha5',
  kind: 'ClusterConfig',
  metadata: { name: 'demo', region: 'eu-west-1', version: '1.35' },
  ...more,
});

/** A cluster that takes a while. */
export const large = (groups = 400) =>
  cluster({
    managedNodeGroups: Array.from({ length: groups }, (_, index) => ({ name: `group-${index}`, instanceType: 'm7i.large' })),
  });

/** The verbs as the façade's schema lists them. */
export const { verbs } = JSON.parse(readFileSync(file('schema/api.schema.json'), 'utf8'));

const step = 'create:cluster/production';

/** What each verb takes before its options. */
export const argumentsOf = {
  plan: [text],
  planOrThrow: [text],
  check: [text],
  render: [text, 'sarif'],
  baseline: [text],
  fix: [text],
  topology: [text],
  why: [text, step],
  impact: [text, step],
  explain: ['EP0104'],
  codes: [],
  schema: ['plan'],
  version: [],
};
