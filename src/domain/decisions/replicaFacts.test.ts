import fc from 'fast-check';

import type { TimeSeries } from '../analysis/types';
import { isSaturated, spare } from '../variant';
import { THRESHOLD_DEFAULTS } from '../thresholds';
import { momentsOf } from './moments';
import { factSeries, ofReplicas } from './replicaFacts';

const series = (name: string, values: number[], pod?: string): TimeSeries => ({
  labels: { series: name, ...(pod !== undefined && { namespace: 'n', pod }) },
  times: values.map((_, i) => i * 1000),
  values,
});
const states = (...answer: TimeSeries[]) => momentsOf(factSeries(answer, THRESHOLD_DEFAULTS)).map(({ state }) => state);

test('what is read of replicas becomes the facts of the variant at each time', () => {
  const [first, second] = states(
    series('ready', [2, 2]),
    series('kvPeak', [0.4, 0.9], 'a'),
    series('queuePeak', [0, 2], 'a'),
    series('kvPeak', [0.6, 0.5], 'b'),
    series('queuePeak', [1, 5], 'b'),
    series('kvNow', [0.4, 0.8], 'a'),
    series('running', [4, 8], 'a'),
    series('waiting', [0, 4], 'a'),
    series('running', [0, 0], 'b')
  );
  expect(first).toEqual({
    ready: 2,
    spareKv: expect.closeTo(0.3),
    spareQueue: 4.5,
    saturated: 0,
    reporting: 2,
    serving: 1,
    estimatedDemand: 0.5,
  });
  // One by its cache, the other by its queue: no replica has room.
  expect(second).toEqual({ ready: 2, saturated: 2, reporting: 2, serving: 1, estimatedDemand: expect.closeTo(1.5) });
});

test('a workload that is not there is gone with what WVA last wanted; where nothing tells, it is not called gone', () => {
  expect(states(series('desired', [3, 3]), series('isThere', [1, 0]))).toEqual([
    { desired: 3 },
    { desired: 3, gone: 3 },
  ]);
  expect(states(series('desired', [3]))).toEqual([{ desired: 3 }]);
});

test('no replica, no fact', () => {
  expect(states(series('created', [0]))).toEqual([{ created: 0 }]);
  expect(states(series('kvPeak', [NaN], 'a'))).toEqual([]);
});

test('spares and saturated replicas are those of the reference rule', () => {
  const load = fc.record({ kvUse: fc.double({ min: 0, max: 1, noNaN: true }), queue: fc.nat(8) });
  fc.assert(
    fc.property(fc.array(load, { minLength: 1, maxLength: 6 }), (replicas) => {
      const read = replicas.map(({ kvUse, queue }) => ({ kvPeak: kvUse, queuePeak: queue }));
      const facts = ofReplicas(read, THRESHOLD_DEFAULTS);
      const full = replicas.filter((one) => isSaturated(one, THRESHOLD_DEFAULTS)).length;
      const { kv, queue } = spare(replicas, THRESHOLD_DEFAULTS);
      expect(facts).toMatchObject({ saturated: full, reporting: replicas.length });
      expect([facts.spareKv ?? 0, facts.spareQueue ?? 0]).toEqual([expect.closeTo(kv, 9), expect.closeTo(queue, 9)]);
      expect(facts.spareKv === undefined).toBe(full === replicas.length);
    })
  );
});
