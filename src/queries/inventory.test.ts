import { readFileSync } from 'node:fs';
import path from 'node:path';

import { DIALECTS, VARIABLE_DIALECT, DIALECT_VARIABLE_NAMES } from './dialect';
import { builtIns, interpolate, parseQuery } from './grammar';
import { INVENTORY } from './inventory';
import { KNOWN_LABELS, METRICS, namesOf, type MetricKey } from './metrics';
import type { Dialect, Scope } from './selector';
import { coverageProbe } from './coverage';
import { OWNER_RECORD } from './records';
import { probe } from './detection';

const LIMITS = { kvCacheThreshold: 0.8, queueLengthThreshold: 5, kvSpareTrigger: 0.1, queueSpareTrigger: 3 };

/** Variables as Grafana fills them for a dialect. */
const variablesOf = (dialect: Dialect): Record<string, string> => ({
  ...builtIns(),
  namespace: '(experiment-01|experiment-02)',
  variant: 'decode',
  accelerator: 'NVIDIA L40S',
  ...Object.fromEntries(
    (Object.keys(dialect) as Array<keyof Dialect>).map((label) => [DIALECT_VARIABLE_NAMES[label], dialect[label]])
  ),
});

const SCOPES: Array<[string, Scope]> = (['openshift', 'plain'] as const).flatMap((name): Array<[string, Scope]> => {
  const dialect = DIALECTS[name];
  return [
    [`${name}, everything`, { dialect }],
    [`${name}, one variant`, { dialect, namespace: 'experiment-01', variant: 'decode' }],
    [
      `${name}, all fields`,
      { dialect, namespace: 'a', variant: 'b', model: 'c', accelerator: 'NVIDIA L40S', node: 'n' },
    ],
    [`${name}, variables`, { dialect: VARIABLE_DIALECT, namespace: '$namespace', variant: '$variant' }],
  ];
});

const SAMPLE_NAMES = new Set(
  (Object.keys(METRICS) as MetricKey[]).flatMap((key) =>
    namesOf(key).flatMap((name) =>
      METRICS[key].type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name]
    )
  )
);

describe.each(SCOPES)('queries with %s', (scopeName, scope) => {
  const dialect = scopeName.startsWith('openshift') ? DIALECTS.openshift : DIALECTS.plain;

  test.each(INVENTORY.map((item) => [item.name, item] as const))('%s parses', (_name, item) => {
    const text = interpolate(item.make(scope, LIMITS), variablesOf(dialect));
    const { errors, metrics, labels } = parseQuery(text);
    expect(errors).toEqual([]);
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((name) => !SAMPLE_NAMES.has(name))).toEqual([]);
    expect(labels.filter((label) => !KNOWN_LABELS.has(label))).toEqual([]);
    expect(text).not.toMatch(/undefined|NaN|\$[a-z_{]/);
  });
});

test('the inventory names every query function', () => {
  const files = [
    'replicas',
    'saturation',
    'state',
    'decisionRules',
    'load',
    'latency',
    'gpu',
    'controller',
    'fleet',
    'run',
  ];
  const functions = files.flatMap((file) => {
    const text = readFileSync(path.join(__dirname, `${file}.ts`), 'utf8');
    return [...text.matchAll(/^export (?:function|const) ([a-z]\w+)/gm)].map((match) => `${file}.${match[1]}`);
  });
  expect(functions.length).toBeGreaterThan(40);
  const named = new Set(INVENTORY.map((item) => item.name.replace(/\(.*/, '')));
  expect(functions.filter((name) => !named.has(name))).toEqual([]);
});

test('names in the inventory are unique', () => {
  expect(new Set(INVENTORY.map((item) => item.name)).size).toBe(INVENTORY.length);
});

test('what a version lacks has a reason', () => {
  expect(INVENTORY.filter((item) => item.versions && !item.why)).toEqual([]);
});

test.each([
  ['probe', probe(3600)],
  ['coverageProbe', coverageProbe()],
])('%s parses and asks only for known names', (_name, text) => {
  const { errors, metrics } = parseQuery(text);
  expect(errors).toEqual([]);
  expect(metrics.filter((name) => !SAMPLE_NAMES.has(name) && name !== OWNER_RECORD)).toEqual([]);
});

describe('every query is bound to its namespace', () => {
  const scope: Scope = { dialect: DIALECTS.openshift, namespace: 'experiment-01', variant: 'decode' };
  // The controller's own health is not a workload's; the scheduler writes no namespace and is bound by the model.
  const UNBOUND =
    /^controller\.(wvaErrors|configuration|identity|availableGpus|reconcile|decisionTime|errors|cycle|freshness|metricsUp|collectionErrors)|^load\.schedulerQueue|^state\.decisionAge/;

  test.each(INVENTORY.filter((item) => !UNBOUND.test(item.name)).map((item) => [item.name, item] as const))(
    '%s',
    (_name, item) => {
      const text = item.make(scope, LIMITS);
      // Which controller is at work is asked of all of them.
      const asked = text.replaceAll(/(?:rate|sum)\((wva_optimization_duration|controller_runtime)[^)]*\)/g, '');
      const selectors = [...asked.matchAll(/(?:vllm|wva|inferno|kube|DCGM)[\w:]+(\{[^}]*\})?/g)];
      expect(selectors.length).toBeGreaterThan(0);
      for (const [selector, matchers] of selectors) {
        expect([selector, matchers]).toEqual([selector, expect.stringMatching(/namespace=~"experiment-01"/)]);
      }
    }
  );
});
