import { render, screen } from '@testing-library/react';
import React from 'react';

import type { VariantState } from '../../domain/decision';
import { THRESHOLD_DEFAULTS } from '../../domain/thresholds';
import { StateStrip } from './StateStrip';
import { stateOf } from './StateStripScene';

const SOURCES = { kvSpareTrigger: 'WVA’s default', queueSpareTrigger: 'WVA’s default' };
const settled: VariantState = {
  desired: 2,
  hpaDesired: 2,
  hpaMin: 1,
  hpaMax: 12,
  created: 2,
  ready: 2,
  spareKv: 0.32,
  spareQueue: 4.5,
  saturated: 0,
  ageSeconds: 12,
};

const show = (change: Partial<VariantState> = {}) =>
  render(
    <StateStrip title="why" state={{ ...settled, ...change }} limits={THRESHOLD_DEFAULTS} limitSources={SOURCES} />
  );

test.each<[string, Partial<VariantState>, string[]]>([
  ['room', {}, ['Spare KV cache 0.32 and spare queue 4.5 are above their triggers: no reason to add.']],
  [
    'measured value against threshold against action',
    { spareKv: 0.05 },
    ['Spare KV cache 0.05 is below the trigger 0.1: WVA adds a replica.'],
  ],
  [
    'an old number says so',
    { ageSeconds: 200 },
    ['WVA’s last report is 3m 20s old (limit 2m 00s): the numbers below may no longer be true.'],
  ],
  [
    'no WVA',
    { desired: undefined },
    ['WVA reports nothing about this variant: it is not running, not scraped, or does not manage it.'],
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

test('facts are read from the answer; what is no number is not known', () => {
  const sample = (series: string, value: number) => ({ labels: { series }, value, time: 0 });
  expect(stateOf([sample('desired', 3), sample('spareKv', NaN), sample('toString', 1), sample('ready', 0)])).toEqual({
    desired: 3,
    ready: 0,
  });
});
