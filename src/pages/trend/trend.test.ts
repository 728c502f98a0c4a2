import fc from 'fast-check';

import { KPI_IDS } from '../../domain/analysis/kpis';
import { testMember } from '../../domain/comparison/testing';
import { trendLines } from '../../domain/comparison/trend';
import { inOrder, PARAM_MARK, trendFrame, trendRange, VERSION_MARK } from './trendFrames';
import { LIMITS, TREND_URL } from './trendUrl';

const HOUR = 3_600_000;
const member = (name: string, hours: number, replicas: string, value: number | undefined, image = '1') =>
  testMember(
    { name, replicas, startedAt: hours * HOUR, params: [{ name: 'image', value: image }] },
    value === undefined ? {} : { 'gpu-hours': value }
  );
const lines = trendLines(
  [member('a', 1, '1', 1), member('b', 2, '4', 4), member('c', 3, '1', undefined), member('d', 4, '1', 2, '2')],
  'gpu-hours'
);

test('runs lie at their time, each on the line of its mode, and a run without the figure is a hole', () => {
  const frame = trendFrame(lines, ({ replicas }) => `static ${replicas}`);
  const columns = Object.fromEntries(frame.fields.map(({ name, values }) => [name, values]));
  expect(columns.Time).toEqual([1, 2, 3, 4].map((hours) => hours * HOUR));
  expect(columns['static 1']).toEqual([1, null, null, 2]);
  expect(columns['static 4']).toEqual([null, 4, null, null]);
  expect(columns[VERSION_MARK]).toEqual([null, null, null, 2]);
  expect(columns).not.toHaveProperty(PARAM_MARK);
});

test('no run lies on the edge of the chart', () => {
  const range = trendRange(lines);
  expect(range?.from.valueOf()).toBeLessThan(inOrder(lines)[0]?.run.startedAt ?? NaN);
  expect(range?.to.valueOf()).toBeGreaterThan(inOrder(lines).at(-1)?.run.startedAt ?? NaN);
  expect(trendRange([])).toBeUndefined();
});

test('what is on screen comes back from the URL; what is none is not taken over', () => {
  const view = fc.record({
    experiment: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    kpi: fc.constantFrom(...KPI_IDS),
    limit: fc.constantFrom(...LIMITS),
  });
  fc.assert(fc.property(view, (given) => expect(TREND_URL.read(TREND_URL.write(given))).toEqual(given)));
  expect(TREND_URL.read({ kpi: 'nonsense', limit: '9' })).toEqual({
    experiment: undefined,
    kpi: 'ttft-p99',
    limit: 12,
  });
});
