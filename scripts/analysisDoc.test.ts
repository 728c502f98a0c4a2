import { KPI_IDS, KPIS } from '../src/domain/analysis/kpis';
import { METRICS, namesOf, type MetricKey } from '../src/queries/metrics';
import { figuresText, readDocument, withFigures } from './analysisDoc';

test('docs/analysis.md is what the catalogue says; if not: npm run docs', () => {
  const document = readDocument();
  expect(withFigures(document)).toBe(document);
});

test('every figure is in it', () => {
  const text = figuresText();
  expect(KPI_IDS.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
});

test('the metrics that a definition names are metrics that the plugin reads', () => {
  const known = new Set((Object.keys(METRICS) as MetricKey[]).flatMap(namesOf));
  const named = KPI_IDS.flatMap((id) =>
    [...`${KPIS[id].source} ${KPIS[id].noData}`.matchAll(/\b(?:vllm:|wva_|inferno_|kube_|DCGM_)\w+/g)].map(
      ([name]) => name
    )
  );
  expect(named.length).toBeGreaterThan(KPI_IDS.length / 2);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('a document that lost its marks is not written over', () => {
  expect(() => withFigures('# Analysis')).toThrow('must hold');
});
