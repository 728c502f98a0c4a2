import fc from 'fast-check';

import { KPI_IDS, KPIS } from '../../domain/analysis/kpis';
import { testMember } from '../../domain/comparison/testing';
import { byGroup, KEY_KPIS, kpiRows, selectRows, type KpiColumn, type KpiFilter } from './kpiRows';

const column = (key: string, kpis: Parameters<typeof testMember>[1]): KpiColumn => ({
  key,
  members: [testMember({ name: key }, kpis)],
});
const ALL: KpiFilter = { figures: 'all', differing: false, search: '' };
const columns = [
  column('a', { 'ttft-p99': 1, 'e2e-p99': 10, 'gpu-hours': 4, 'kv-p10': 0.2 }),
  column('b', { 'ttft-p99': 5, 'e2e-p99': 10, 'gpu-hours': 2 }),
];
const rows = kpiRows(columns, 'a');
const ids = (filter: Partial<KpiFilter>) => selectRows(rows, columns, { ...ALL, ...filter }).map(({ kpi }) => kpi);

test('every KPI is a row; the baseline has no delta, the others one where both have a figure', () => {
  expect(rows.map(({ kpi }) => kpi)).toEqual(KPI_IDS);
  const row = rows.find(({ kpi }) => kpi === 'ttft-p99');
  expect(row?.cells.map(({ delta }) => delta?.judgement)).toEqual([undefined, 'worse']);
  expect(rows.find(({ kpi }) => kpi === 'kv-p10')?.cells[1]).toMatchObject({ delta: undefined, why: 'not measured' });
});

test.each<[string, Partial<KpiFilter>, string[]]>([
  ['the telling figures', { figures: 'key' }, ['ttft-p99', 'e2e-p99', 'gpu-hours']],
  ['all that anybody has', {}, ['ttft-p99', 'e2e-p99', 'kv-p10', 'gpu-hours']],
  ['only where they differ', { differing: true }, ['ttft-p99', 'gpu-hours']],
  ['by words, over all of them', { figures: 'key', search: 'kv p10' }, ['kv-p10']],
  ['by the change of a column, the largest first', { sort: 'b' }, ['ttft-p99', 'gpu-hours', 'e2e-p99', 'kv-p10']],
])('%s', (_, filter, expected) => {
  expect(ids(filter)).toEqual(expected);
});

test('sorting keeps every row', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 }), (values) => {
      const names = ['ttft-p50', 'ttft-p99', 'gpu-hours', 'error-rate'] as const;
      const some = [
        column('a', Object.fromEntries(names.map((name) => [name, 1]))),
        column('b', Object.fromEntries(names.map((name, i) => [name, values[i]]))),
      ];
      const sorted = selectRows(kpiRows(some, 'a'), some, { ...ALL, sort: 'b' });
      expect(sorted.map(({ kpi }) => kpi).sort()).toEqual([...names].sort());
    })
  );
});

test('groups hold each row once, in the catalogue’s order', () => {
  expect(byGroup(rows, false).flatMap((part) => part.rows)).toHaveLength(KPI_IDS.length);
  expect(byGroup(rows, true)).toHaveLength(1);
});

test('repeats are a mean with its interval, and each run a point', () => {
  const groups = [
    { key: 'g', members: [1, 2, 3].map((value) => testMember({ name: `r${value}` }, { 'ttft-p99': value })) },
  ];
  const cell = kpiRows(groups, undefined).find(({ kpi }) => kpi === 'ttft-p99')?.cells[0];
  expect(cell).toMatchObject({
    points: [1, 2, 3],
    estimate: { n: 3, centre: expect.closeTo(Math.cbrt(6), 9) as number },
  });
  expect(cell?.estimate?.interval?.low).toBeLessThan(2);
});

test('the telling figures are KPIs', () => {
  expect([...KEY_KPIS].filter((id) => !(id in KPIS))).toEqual([]);
});
