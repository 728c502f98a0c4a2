import { buildScaleKey } from '@grafana/ui';
import { FieldType } from '@grafana/data';
import { set } from 'lodash';

import { comparedOf } from '../../domain/decisions/compared';
import type { VariantState } from '../../domain/decisions/types';
import { effectiveThresholds } from '../../domain/variant';
import { comparedConfig, comparedLines } from './comparedFrames';

const STEP = 15;
const WINDOW = { from: 0, to: 60_000, stepSeconds: STEP };

function drawn(state: VariantState) {
  const moments = [0, 1, 2].map((i) => ({ at: i * STEP * 1000, state }));
  return comparedOf(moments, { limits: effectiveThresholds(), stepSeconds: STEP }).all;
}

/** Which of a chart's axes a line stands on, by the very rule of Grafana's charts. */
function axisOf(name: string, { defaults, overrides }: ReturnType<typeof comparedConfig>): string {
  const config = { ...defaults, custom: { ...defaults.custom } };
  overrides
    .filter(({ matcher }) => matcher.options === name)
    .flatMap(({ properties }) => properties)
    .forEach(({ id, value }) => set(config, id, value));
  return buildScaleKey(config, FieldType.number);
}

const there = { hpaDesired: 1, created: 1, ready: 1 };

test.each<[string, VariantState]>([
  ['V1', { ...there, desired: 1, spareKv: 0.5, spareQueue: 4, saturated: 0, reporting: 1, estimatedDemand: 0.4 }],
  ['V2', { ...there, desired: 1, analyzerV2: 1, utilization: 0.6, required: 0, spareTokens: 10, reporting: 1 }],
  ['KEDA', { ...there, byKeda: 1, triggers: [{ name: 'queue', type: 'average', value: 4, target: 16 }] }],
])('a value and its thresholds stand on one axis: %s', (_, state) => {
  const all = drawn(state);
  expect(all.length).toBeGreaterThan(0);
  for (const compared of all) {
    const config = comparedConfig(compared);
    const lines = comparedLines(compared, WINDOW, STEP * 1000);
    expect(lines.length).toBeGreaterThan(2);
    expect(new Set(lines.map(({ name }) => axisOf(name, config))).size).toBe(1);
  }
});

test('a decision that is opened is an upright line at its moment, as high as the highest', () => {
  const [kv] = drawn({ ...there, desired: 1, spareKv: 0.5, spareQueue: 4, saturated: 0, reporting: 1 });
  const mark = comparedLines(kv!, WINDOW, 2 * STEP * 1000).at(-1);
  expect([mark?.name, mark?.series.times, mark?.series.values]).toEqual(['Opened decision', [30_000], [0.5]]);
  expect(comparedLines(kv!, WINDOW).map(({ name }) => name)).not.toContain('Opened decision');
});
