import { act, render, screen } from '@testing-library/react';
import React from 'react';

import type { VariantState } from '../../domain/decisions/types';
import { effectiveThresholds } from '../../domain/variant';
import type { AsOf } from './Age';
import { StateStrip } from './StateStrip';

const settled: VariantState = {
  desired: 2,
  hpaDesired: 2,
  hpaMin: 1,
  hpaMax: 12,
  created: 2,
  ready: 2,
  spareKv: 0.32,
  spareQueue: 3.9,
  saturated: 0,
  reporting: 2,
  ageSeconds: 12,
  byKeda: 1,
  triggers: [{ name: 's0-prometheus', type: 'average', value: 1, target: 1 }],
};

/** Of the end of a past range. */
const PAST: AsOf = { at: Date.parse('2026-11-30T08:00:15Z'), isNow: false };

const show = (change: Partial<VariantState> = {}, asOf = PAST) =>
  render(<StateStrip title="why" state={{ ...settled, ...change }} limits={effectiveThresholds()} asOf={asOf} />);

test.each<[string, Partial<VariantState>, string[]]>([
  ['room', {}, ['Spare KV cache 0.32 and spare queue 3.9 are above their triggers: no reason to add.']],
  [
    'measured value against threshold against action',
    { spareKv: 0.05 },
    ['Spare KV cache 0.05 is below the trigger 0.1. WVA scales up at its next cycle.'],
  ],
  [
    'an old number says so',
    { ageSeconds: 200 },
    ['WVA’s last report is 3m 20s old (limit 2m 00s): the numbers below may no longer be true.'],
  ],
  [
    'an old decision under a fresh sample',
    { decisionAgeSeconds: 600 },
    ['WVA has decided nothing for at least 10m 00s: its numbers are the last ones, however fresh they look.'],
  ],
  [
    'a scale-down',
    { spareKv: 0.6, spareQueue: 4.5 },
    ['WVA scales down at its next cycle', 'scale-down from 0.45', 'scale-down from 4'],
  ],
  [
    'both thresholds of V2',
    { analyzerV2: 1, utilization: 0.75, required: 0, spareTokens: 0 },
    ['trigger 0.85', 'scale-down below 0.7'],
  ],
  ['the time of a past range', {}, ['As of 2026-11-30 08:00:15, the end of the time range.', 'before then']],
  [
    'no WVA',
    { desired: undefined, triggers: [{ name: 's0-prometheus', type: 'average', target: 1 }] },
    ['The HPA is not active: a metric that it scales by has no value.'],
  ],
  [
    'a static run beside idle GPUs',
    {
      desired: 1,
      hpaDesired: undefined,
      hpaMin: undefined,
      hpaMax: undefined,
      triggers: undefined,
      created: 6,
      ready: 6,
    },
    [
      'Nothing scales this workload: WVA wants 1, and nothing acts on it.',
      'The 6 replicas stay as someone set them: no HPA carries out WVA’s 1.',
    ],
  ],
  [
    'an inert autoscaler',
    { spareKv: 0.05, dueSeconds: 300 },
    ['A scale-up has been due for at least 5m 00s, and WVA still wants as many replicas as there are (2)'],
  ],
  [
    'what other scalers compare',
    { desired: undefined, triggers: [{ name: 's1-prometheus', type: 'average', value: 17, target: 16 }] },
    ['s1-prometheus reads 17, within a tenth of its target 16: replicas stay.', 'trigger 16'],
  ],
  [
    'where time is lost',
    { desired: 4, hpaDesired: 4, created: 4, ready: 2 },
    ['Pods created and not ready: 2. Starting takes 2 to 7 minutes, unless no GPU is free.'],
  ],
])('%s', (_, change, sentences) => {
  show(change);
  for (const sentence of sentences) {
    expect(screen.getByText(sentence, { exact: false })).toBeInTheDocument();
  }
});

test('the chain is in order, with the HPA’s bounds', () => {
  show();
  const texts = screen.getAllByRole('listitem').map((item) => item.textContent);
  expect(texts).toEqual(['WVA desired2', 'HPA desired21–12', 'Created2', 'Ready2']);
});

test.each<[string, Partial<VariantState>, string, string]>([
  ['of its last decision', { decisionAgeSeconds: 41.2 }, 'WVA’s last decision', '41s'],
  ['of its last sample, where decisions are not counted', {}, 'WVA’s last sample', '12s'],
])('the age %s, which goes on while the range ends now', (_, change, name, age) => {
  jest.useFakeTimers({ now: PAST.at });
  try {
    show(change, { ...PAST, isNow: true });
    expect(screen.getByText(name)).toBeInTheDocument();
    expect(screen.getByRole('timer')).toHaveTextContent(age);
    act(() => jest.advanceTimersByTime(30_000));
    expect(screen.getByRole('timer')).toHaveTextContent(`${parseInt(age, 10) + 30 >= 60 ? '1m 11s' : '42s'}`);
    expect(screen.queryByText(/As of/)).toBeNull();
  } finally {
    jest.useRealTimers();
  }
});

test('an age of the past stands still', () => {
  show({ decisionAgeSeconds: 41 });
  expect(screen.queryByRole('timer')).toBeNull();
  expect(screen.getByText(/41s/)).toBeInTheDocument();
});
