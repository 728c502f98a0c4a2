import { effectiveThresholds } from '../variant';
import { laneOf } from './lane';
import { storyOf } from './story';
import type { Moment, VariantState } from './types';

const STEP = 15;
const one: VariantState = {
  desired: 1,
  hpaDesired: 1,
  hpaMin: 1,
  hpaMax: 4,
  created: 1,
  ready: 1,
  spareKv: 0.5,
  spareQueue: 4,
  saturated: 0,
  reporting: 1,
  ageSeconds: 5,
};
const short = { spareKv: 0.05 };
const asked = { ...short, desired: 2 };
const there = { desired: 2, hpaDesired: 2, created: 2, ready: 2, reporting: 2, spareKv: 0.2 };

const story = (states: Array<Partial<VariantState>>) => {
  const moments: Moment[] = states.map((change, i) => ({ at: i * STEP * 1000, state: { ...one, ...change } }));
  const range = { from: 0, to: states.length * STEP * 1000 };
  return storyOf({
    lane: laneOf(moments, range, { limits: effectiveThresholds(), stepSeconds: STEP }),
    moments,
    load: { steps: [{ name: 'a', delaySeconds: 10, durationSeconds: 60, rate: 2 }] },
    loadStartedAt: 0,
  }).map(({ at, kind, text }) => [at / 1000, kind, text]);
};

test('a scale-up is told in order, from the load to the replica', () => {
  expect(story([{}, short, short, asked, { ...asked, created: 2 }, there, there])).toEqual([
    [10, 'load', 'The load rises to 2 req/s.'],
    [15, 'signal', 'Spare KV cache 0.05 is below the trigger 0.1. WVA scales up at its next cycle.'],
    [45, 'decision', 'Scaled up 1 → 2. Spare KV cache 0.05 is below the trigger 0.1.'],
    [70, 'load', 'The load ends.'],
    [75, 'calm', 'Spare KV cache 0.2 and spare queue 4 are above their triggers: no reason to add.'],
    [75, 'replicas', 'Ready replicas: 2, after 1.'],
  ]);
});

test('what hangs is told once, when it begins', () => {
  const inert = story(Array.from({ length: 30 }, () => short)).filter(([, kind]) => kind === 'trouble');
  expect(inert).toEqual([[300, 'trouble', expect.stringContaining('A scale-up has been due for at least 5m 00s')]]);
});
