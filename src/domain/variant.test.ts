import fc from 'fast-check';

import { THRESHOLD_DEFAULTS } from './thresholds';
import { effectiveThresholds, headroom, isSaturated, spare } from './variant';

const T = THRESHOLD_DEFAULTS;

describe('effectiveThresholds', () => {
  test('without layers: the defaults, and whose they are', () => {
    const { values, sources, rejected } = effectiveThresholds();
    expect(values).toEqual(T);
    expect(new Set(Object.values(sources))).toEqual(new Set(["WVA's default"]));
    expect(rejected).toEqual([]);
  });

  test('later layers win, number by number', () => {
    const { values, sources } = effectiveThresholds(
      { values: { kvCacheThreshold: 0.7, queueLengthThreshold: 8 }, source: 'ConfigMap' },
      { values: { kvCacheThreshold: 0.6 }, source: 'settings' }
    );
    expect(values).toEqual({ ...T, kvCacheThreshold: 0.6, queueLengthThreshold: 8 });
    expect(sources).toMatchObject({
      kvCacheThreshold: 'settings',
      queueLengthThreshold: 'ConfigMap',
      kvSpareTrigger: "WVA's default",
    });
  });

  test('a trigger without room below its threshold goes back to the default, and is named', () => {
    const { values, rejected } = effectiveThresholds({ values: { queueSpareTrigger: 5 }, source: 'settings' });
    expect(values).toEqual(T);
    expect(rejected).toEqual(['queueSpareTrigger', 'queueLengthThreshold']);
  });
});

test.each([
  ['idle', { kvUse: 0, queue: 0 }, false],
  ['just below both', { kvUse: 0.799, queue: 4.9 }, false],
  ['KV at the threshold', { kvUse: 0.8, queue: 0 }, true],
  ['queue at the threshold', { kvUse: 0, queue: 5 }, true],
])('isSaturated: %s', (_case, replica, expected) => {
  expect(isSaturated(replica, T)).toBe(expected);
});

test.each([
  ['one idle replica', [{ kvUse: 0, queue: 0 }], { kv: 0.8, queue: 5 }],
  [
    'mean over two',
    [
      { kvUse: 0.2, queue: 0 },
      { kvUse: 0.6, queue: 2 },
    ],
    { kv: 0.4, queue: 4 },
  ],
  [
    'a saturated one does not count',
    [
      { kvUse: 0.2, queue: 0 },
      { kvUse: 0.95, queue: 0 },
    ],
    { kv: 0.6, queue: 5 },
  ],
  ['all saturated', [{ kvUse: 0.9, queue: 9 }], { kv: 0, queue: 0 }],
])('spare: %s', (_case, replicas, expected) => {
  const { kv, queue } = spare(replicas, T);
  expect(kv).toBeCloseTo(expected.kv, 9);
  expect(queue).toBeCloseTo(expected.queue, 9);
});

const replica = fc.record({ kvUse: fc.double({ min: 0, max: 1, noNaN: true }), queue: fc.nat(20) });

test('headroom is below 0 exactly when WVA scales up', () => {
  fc.assert(
    fc.property(fc.array(replica, { minLength: 1, maxLength: 12 }), (replicas) => {
      const { kv, queue } = spare(replicas, T);
      const scalesUp = kv < T.kvSpareTrigger || queue < T.queueSpareTrigger;
      expect((headroom(replicas, T) ?? 0) < 0).toBe(scalesUp);
    })
  );
});

test('headroom is 1 when idle, at most 1 ever, and unknown without replicas', () => {
  expect(headroom([{ kvUse: 0, queue: 0 }], T)).toBeCloseTo(1, 9);
  expect(headroom([], T)).toBeUndefined();
  fc.assert(
    fc.property(fc.array(replica, { minLength: 1 }), (replicas) => {
      expect(headroom(replicas, T)).toBeLessThanOrEqual(1 + 1e-9);
    })
  );
});
