import { readFileSync } from 'node:fs';

import { parseAllDocuments } from 'yaml';

import { decodeAccounts } from './accounts';

const policy = (expression: string) => ({ spec: { variables: [{ name: 'accounts', expression }] } });

test.each([
  ["['wva-experiment', 'pipeline']", ['wva-experiment', 'pipeline']],
  ["[ 'a' ]\n", ['a']],
  ['[]', []],
  ["'wva-experiment'", undefined],
  ["['a'] + ['b']", undefined],
  ["params.names.split(',')", undefined],
])('%s', (expression, accounts) => {
  expect(decodeAccounts(policy(expression))).toEqual(accounts);
});

test('a policy without the variable names no accounts', () => {
  expect(decodeAccounts({ spec: {} })).toBeUndefined();
  expect(decodeAccounts({ spec: { variables: [{ name: 'longest', expression: "'12h'" }] } })).toBeUndefined();
});

test('what is no policy says which field is wrong', () => {
  expect(() => decodeAccounts({ spec: { variables: [{ name: 'accounts' }] } })).toThrow('spec.variables[0].expression');
});

test('the accounts of the policy that is installed are read', () => {
  const [installed] = parseAllDocuments(readFileSync('deploy/base/policy/runs.yaml', 'utf8'));
  expect(decodeAccounts(installed?.toJS())).toEqual(['wva-experiment', 'pipeline']);
});
