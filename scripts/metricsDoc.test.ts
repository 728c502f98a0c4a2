import { METRICS, namesOf, type MetricKey } from '../src/queries/metrics';
import { isCurrent, metricsDocument } from './metricsDoc';

test('docs/metrics.md is what the code says; if not: node --import tsx scripts/metricsDoc.ts', () => {
  expect(isCurrent()).toBe(true);
});

test('every metric is in it under each of its names', () => {
  const text = metricsDocument();
  const names = (Object.keys(METRICS) as MetricKey[]).flatMap(namesOf);
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
