import fc from 'fast-check';

import { analyze, type ReplicaPeak } from './analyzer';

const r = (kv: number, queue = 0): ReplicaPeak => ({ kv, queue });

describe('analyze: V1 with the defaults 0.80, 5, 0.1, 3', () => {
  it.each<[string, ReplicaPeak[], 'up' | 'down' | 'stay']>([
    ['no replica reports: no decision', [], 'stay'],
    ['one idle replica cannot go down', [r(0)], 'stay'],
    ['spare kv exactly at the trigger is enough', [r(0.7)], 'stay'],
    ['spare kv just below the trigger', [r(0.71)], 'up'],
    ['a saturated replica alone', [r(0.95)], 'up'],
    ['kv exactly at the threshold is saturated', [r(0.8), r(0.8)], 'up'],
    ['queue at the threshold is saturated', [r(0.1, 5)], 'up'],
    ['spare queue below the trigger', [r(0.1, 3)], 'up'],
    ['spare queue at the trigger', [r(0.1, 2)], 'stay'],
    ['saturated replicas do not count in the mean', [r(0.99, 40), r(0.2), r(0.2)], 'down'],
    ['two at 0.34: one would be at 0.68, spare 0.12', [r(0.34), r(0.34)], 'down'],
    ['two at 0.36: one would be at 0.72, spare 0.08', [r(0.36), r(0.36)], 'stay'],
    ['three at 0.46: two would be at 0.69', [r(0.46), r(0.46), r(0.46)], 'down'],
    ['three at 0.48: two would be at 0.72', [r(0.48), r(0.48), r(0.48)], 'stay'],
    ['the queue of one fewer would break its trigger', [r(0.1, 2), r(0.1, 1)], 'stay'],
    ['one non-saturated of two cannot go down', [r(0.1), r(0.9)], 'stay'],
  ])('%s', (_, replicas, verdict) => {
    expect(analyze(replicas).verdict).toBe(verdict);
  });

  it('means the spare over the non-saturated replicas', () => {
    expect(analyze([r(0.2, 1), r(0.6, 2), r(0.9, 9)])).toMatchObject({
      nonSaturated: 2,
      spareKv: expect.closeTo(0.4, 9),
      spareQueue: 3.5,
    });
  });

  it('never goes down when what follows would go up, if load spreads evenly', () => {
    const load = fc.record({ n: fc.integer({ min: 2, max: 30 }), kv: fc.double({ min: 0, max: 0.79, noNaN: true }) });
    fc.assert(
      fc.property(load, ({ n, kv }) => {
        if (analyze(Array.from({ length: n }, () => r(kv))).verdict === 'down') {
          const spread = (kv * n) / (n - 1) - 1e-9;
          expect(analyze(Array.from({ length: n - 1 }, () => r(spread))).verdict).not.toBe('up');
        }
      })
    );
  });
});
