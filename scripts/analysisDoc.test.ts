import { KPI_IDS, KPIS } from '../src/domain/analysis/kpis';
import { runQueries, runScope } from '../src/queries/runMeasurements';
import { DIALECTS } from '../src/queries/dialect';
import { isMetricKey } from '../src/queries/metricNames';
import { figuresText, readDocument, withFigures } from './analysisDoc';

test('docs/analysis.md is what the catalogue says; if not: npm run docs', () => {
  const document = readDocument();
  expect(withFigures(document)).toBe(document);
});

test('every figure is in it', () => {
  const text = figuresText();
  expect(KPI_IDS.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
});

test('the metrics of a figure are metrics of the catalogue', () => {
  const unknown = KPI_IDS.flatMap((id) => KPIS[id].metrics.filter((key) => !isMetricKey(key)));
  expect(unknown).toEqual([]);
  expect(KPI_IDS.filter((id) => KPIS[id].metrics.length === 0)).toEqual([]);
});

test('what a figure needs is asked for', () => {
  const scope = runScope({ namespace: 'n', variant: 'v' }, DIALECTS.plain);
  const asked = runQueries(scope, { seconds: 60, stepSeconds: 15 }).map(({ key }): string => key);
  expect(KPI_IDS.flatMap((id) => KPIS[id].needs.filter((key) => !asked.includes(key)))).toEqual([]);
});

test('all percentiles of a figure are one row', () => {
  const [line] = figuresText()
    .split('\n')
    .filter((text) => text.includes('`ttft-p10`'));
  expect(line).toContain('`ttft-p99`');
  expect(line).toContain('histogram_quantile(p, ');
});

test('a document that lost its marks is not written over', () => {
  expect(() => withFigures('# Analysis')).toThrow('must hold');
});
