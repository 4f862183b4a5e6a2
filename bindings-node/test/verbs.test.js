// Every verb of the façade, in each of its forms.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as eksPlan from 'eks-plan';

import { argumentsOf, cluster, text, verbs } from './given.js';

for (const { name, answersDocument } of verbs) {
  test(`${name} answers alike in all its forms`, async () => {
    const args = argumentsOf[name];
    assert.ok(args, `the tests do not know how to call ${name}`);
    const answer = eksPlan[name](...args);
    assert.deepEqual(await eksPlan[`${name}Async`](...args), answer);
    if (!answersDocument) {
      assert.equal(typeof answer, 'string');
      return;
    }
    const json = eksPlan[`${name}Json`](...args);
    assert.deepEqual(JSON.parse(json), answer);
    assert.equal(await eksPlan[`${name}JsonAsync`](...args), json);
  });
}

test('nothing is exported beside the verbs, the error and the names of sources', () => {
  const forms = ({ name, answersDocument }) => (answersDocument ? [name, `${name}Json`] : [name]);
  const names = verbs.flatMap(forms).flatMap((name) => [name, `${name}Async`]);
  assert.deepEqual(Object.keys(eksPlan).sort(), [...names, 'EksPlanError', 'source'].sort());
});

test('findings are part of an answer, and are thrown by planOrThrow alone', () => {
  const broken = cluster({ metadata: { name: 'demo', region: 'eu-west-1', version: '1.2' } });
  const { executable, diagnostics } = eksPlan.plan(broken);
  assert.equal(executable, false);
  const errors = diagnostics.filter((finding) => finding.severity === 'error');
  assert.throws(() => eksPlan.planOrThrow(broken), (error) => {
    assert.ok(error instanceof eksPlan.EksPlanError && error instanceof Error);
    assert.equal(error.name, 'EksPlanError');
    assert.equal(error.code, errors[0].code);
    assert.deepEqual(error.diagnostics, errors);
    assert.match(error.stack, /verbs\.test\.js/);
    return true;
  });
});

test('options go with a call', () => {
  const asked = { asOf: '2026-06-01', sections: ['waves'], sourceName: 'a.yaml', account: undefined };
  const plan = eksPlan.plan(text, asked);
  assert.equal(plan.asOf, '2026-06-01');
  assert.deepEqual(plan.steps, []);
  assert.notDeepEqual(plan.waves, []);
  assert.equal(eksPlan.check('a: [', asked).diagnostics[0].span.file, 'a.yaml');
  assert.equal(eksPlan.planJson(text, null), eksPlan.planJson(text));
});

test('a verb takes arguments of its own beside options', () => {
  const before = eksPlan.why(text, argumentsOf.why[1]).reasons[0].from;
  const why = eksPlan.why(text, argumentsOf.why[1], { before, relation: 'create', asOf: '2026-06-01' });
  assert.equal(why.before, before);
  assert.equal(why.relation, 'create');
  const baseline = eksPlan.baseline(text);
  assert.notDeepEqual(eksPlan.check(text).diagnostics, []);
  assert.deepEqual(eksPlan.check(text, { baseline }).diagnostics, []);
});
