/** Any state of a variant, and any scaler of it, for properties that hold of all. */
import fc from 'fast-check';

import { CERTAINTIES, SCALERS_IN_FORCE, type ScalerInForce, type VariantState } from './types';

const count = fc.option(fc.nat(6), { nil: undefined });
const share = fc.option(fc.float({ min: 0, max: 2, noNaN: true }), { nil: undefined });
const flag = fc.option(fc.constantFrom(0, 1), { nil: undefined });
const trigger = fc.record({
  name: fc.constantFrom('s0', 's1'),
  type: fc.constantFrom('average', 'value'),
  value: fc.option(fc.float({ min: 0, max: 50, noNaN: true }), { nil: undefined }),
  target: fc.constantFrom(0.7, 1, 16),
});
export const anyState: fc.Arbitrary<VariantState> = fc.record({
  desired: count,
  hpaDesired: count,
  hpaMin: count,
  hpaMax: count,
  created: count,
  ready: count,
  spareKv: share,
  spareQueue: share,
  saturated: count,
  reporting: count,
  ageSeconds: fc.option(fc.nat(300), { nil: undefined }),
  utilization: share,
  required: share,
  spareTokens: share,
  limited: flag,
  analyzerV2: flag,
  byKeda: flag,
  scalingActive: flag,
  scalingLimited: flag,
  paused: flag,
  gone: fc.option(fc.nat(3), { nil: undefined, freq: 9 }),
  dueSeconds: fc.option(fc.nat(900), { nil: undefined }),
  apartSeconds: fc.option(fc.nat(900), { nil: undefined }),
  triggers: fc.option(fc.array(trigger, { maxLength: 2 }), { nil: undefined }),
});
export const anyScaler: fc.Arbitrary<ScalerInForce> = fc.record({
  kind: fc.constantFrom(...SCALERS_IN_FORCE),
  certainty: fc.constantFrom(...CERTAINTIES),
});
