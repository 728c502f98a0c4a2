import fc from 'fast-check';

import { lossOf, ruleOf, type Loss, type Rule, type VariantState } from './decision';
import { THRESHOLD_DEFAULTS } from './thresholds';

test.each<[string, VariantState, Loss]>([
  ['all agree', { desired: 3, hpaDesired: 3, created: 3, ready: 3 }, { at: 'none' }],
  [
    'the HPA has not followed',
    { desired: 4, hpaDesired: 2, hpaMax: 12, created: 2, ready: 2 },
    { at: 'hpa', replicas: 2 },
  ],
  [
    'the HPA is at its maximum',
    { desired: 15, hpaDesired: 12, hpaMax: 12, created: 12 },
    { at: 'hpa-max', replicas: 3 },
  ],
  ['the HPA is at its minimum', { desired: 0, hpaDesired: 1, hpaMin: 1, created: 1 }, { at: 'hpa-min', replicas: 1 }],
  ['the HPA waits out its window', { desired: 1, hpaDesired: 3, hpaMin: 1, created: 3 }, { at: 'hpa', replicas: 2 }],
  ['pods are not created', { desired: 4, hpaDesired: 4, created: 3, ready: 3 }, { at: 'creating', replicas: 1 }],
  ['pods still stop', { desired: 1, hpaDesired: 1, created: 3, ready: 3 }, { at: 'deleting', replicas: 2 }],
  ['pods start', { desired: 4, hpaDesired: 4, created: 4, ready: 1 }, { at: 'starting', replicas: 3 }],
  ['no HPA metric', { desired: 4, created: 3, ready: 3 }, { at: 'creating', replicas: 1 }],
  ['nothing known', {}, { at: 'unknown' }],
  ['one number alone agrees with nothing', { desired: 5 }, { at: 'unknown' }],
  ['the workload is gone', { desired: 5, gone: 5 }, { at: 'gone', last: 5 }],
])('loss: %s', (_, state, expected) => {
  expect(lossOf(state)).toEqual(expected);
});

const settled: VariantState = {
  desired: 2,
  hpaDesired: 2,
  hpaMax: 4,
  created: 2,
  ready: 2,
  spareKv: 0.4,
  spareQueue: 4.5,
  saturated: 0,
  ageSeconds: 20,
};

test.each<[string, Partial<VariantState>, Rule]>([
  ['room', {}, 'room'],
  ['exactly at the trigger is still room', { spareKv: 0.1, spareQueue: 3 }, 'room'],
  ['KV below its trigger', { spareKv: 0.09 }, 'kv-below-trigger'],
  ['queue below its trigger', { spareQueue: 2.9 }, 'queue-below-trigger'],
  ['all saturated', { spareKv: undefined, spareQueue: undefined, saturated: 2 }, 'all-saturated'],
  ['no load metrics', { spareKv: undefined, spareQueue: undefined, saturated: undefined }, 'no-load-metrics'],
  ['scaling up is due at the maximum', { spareKv: 0.01, desired: 4, created: 4, ready: 4 }, 'at-max'],
  ['the maximum alone is no reason', { desired: 4, created: 4, ready: 4 }, 'room'],
  ['created lags', { desired: 3 }, 'transition'],
  ['pods start', { ready: 1, spareKv: 0.05 }, 'transition'],
  ['old sample', { ageSeconds: 121, spareKv: 0.05 }, 'stale'],
  ['no WVA', { desired: undefined }, 'no-sample'],
])('rule: %s', (_, change, expected) => {
  expect(ruleOf({ ...settled, ...change }, THRESHOLD_DEFAULTS)).toBe(expected);
});

test('a loss says how many replicas, at least one', () => {
  const count = fc.option(fc.nat(20), { nil: undefined });
  const state = fc.record({
    desired: count,
    hpaDesired: count,
    hpaMin: count,
    hpaMax: count,
    created: count,
    ready: count,
  });
  fc.assert(
    fc.property(state, (given) => {
      const loss = lossOf(given);
      expect(!('replicas' in loss) || loss.replicas >= 1).toBe(true);
    })
  );
});
