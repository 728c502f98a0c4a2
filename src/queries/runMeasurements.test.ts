import { runQueries, runScope } from './runMeasurements';
import { DIALECTS } from './dialect';
import { parseQuery } from './grammar';
import { KNOWN_LABELS, METRICS, namesOf, type MetricKey } from './metrics';

const WORKLOAD = { namespace: 'experiment-01', variant: 'a.b"c' };
const WINDOW = { seconds: 3600, stepSeconds: 15 };
const KNOWN = new Set(
  (Object.keys(METRICS) as MetricKey[]).flatMap((key) =>
    namesOf(key).flatMap((name) => [name, `${name}_bucket`, `${name}_count`])
  )
);

describe.each(['openshift', 'plain'] as const)('queries of a run, labels %s', (dialect) => {
  const queries = runQueries(runScope(WORKLOAD, DIALECTS[dialect]), WINDOW);

  test.each(queries.map((query) => [query.key, query.expr]))(
    '%s parses, and needs nothing of Grafana',
    (key, expr) => {
      const { errors, metrics, labels, strings } = parseQuery(expr);
      expect(errors).toEqual([]);
      expect(metrics.length).toBeGreaterThan(0);
      expect(metrics.filter((name) => !KNOWN.has(name))).toEqual([]);
      expect(labels.filter((label) => !KNOWN_LABELS.has(label))).toEqual([]);
      expect(expr).not.toMatch(/undefined|NaN|\$__/);
      // To the letter, or as a part of a regex; what is asked about the model is asked of the namespace.
      const name = key.startsWith('model:') ? /^experiment-01$/ : /a(\\)?\.b"c/;
      expect(strings.filter((text) => name.test(text)).length).toBeGreaterThan(0);
    }
  );

  test('no key twice', () => {
    expect(new Set(queries.map(({ key }) => key)).size).toBe(queries.length);
  });
});

test('series have the resolution of the window, latencies a coarser one, totals the whole window', () => {
  const queries = runQueries(runScope(WORKLOAD, DIALECTS.plain), WINDOW);
  const of = (key: string) => queries.find((query) => query.key === key);
  expect(of('ready')?.stepSeconds).toBe(15);
  expect(of('latencyOverTime:ttft')).toMatchObject({ stepSeconds: 60, expr: expect.stringContaining('[300s:60s]') });
  expect(of('latency:ttft')).toMatchObject({ expr: expect.stringContaining('[3600s:15s]') });
  expect(of('latency:ttft')?.stepSeconds).toBeUndefined();
  expect(of('served')?.expr).toContain('[60s]');
});

test('buckets of an old and a new name never mix', () => {
  const queries = runQueries(runScope(WORKLOAD, DIALECTS.plain), WINDOW);
  expect(queries.find(({ key }) => key === 'latency:itl')?.expr).toMatch(/\) or on \(\) sum by \(le\)/);
});
