import type { TimeSeries } from '../domain/analysis/types';
import { surestArrivals } from './surestArrivals';

const told = (source: string, length: number): TimeSeries => ({
  labels: { source },
  times: Array.from({ length }, (_, i) => i),
  values: Array.from({ length }, () => 1),
});

test.each([
  ['the router’s, where it tells of all', [told('estimate', 100), told('router', 100)], 'router'],
  ['the router’s, though it was scraped a little later', [told('estimate', 100), told('router', 90)], 'router'],
  ['the estimate, where the router tells of a part', [told('estimate', 100), told('router', 89)], 'estimate'],
  ['the estimate, where there is no router', [told('estimate', 100)], 'estimate'],
])('one source for all of a run: %s', (_case, arrived, source) => {
  expect(surestArrivals(arrived)?.map(({ labels }) => labels.source)).toEqual([source]);
});

test('no answer stays none, and no series stays none', () => {
  expect(surestArrivals(undefined)).toBeUndefined();
  expect(surestArrivals([])).toEqual([]);
});
