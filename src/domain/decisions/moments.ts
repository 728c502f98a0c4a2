/** The series of a variant's facts as moments: what was known of it at each. */
import type { TimeSeries } from '../analysis/types';
import type { Moment, TriggerReading, VariantState } from './types';

/** Facts that are one number each; the label `series` of an answer names them. */
export const NUMBER_FACTS = [
  'desired',
  'gone',
  'hpaDesired',
  'hpaMin',
  'hpaMax',
  'created',
  'ready',
  'spareKv',
  'spareQueue',
  'saturated',
  'reporting',
  'ageSeconds',
  'decisionAgeSeconds',
  'analyzerV2',
  'utilization',
  'required',
  'spareTokens',
  'limited',
  'scalingActive',
  'scalingLimited',
  'byKeda',
  'paused',
  'kedaErrors',
  'unschedulable',
  'serving',
  'estimatedDemand',
  'dueSeconds',
  'apartSeconds',
] as const satisfies ReadonlyArray<keyof VariantState>;
type NumberFact = (typeof NUMBER_FACTS)[number];

const FACTS: ReadonlySet<string> = new Set(NUMBER_FACTS);
const isFact = (name: string | undefined): name is NumberFact => name !== undefined && FACTS.has(name);

/** One value of an answer. */
export interface FactSample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** The facts of one moment; what has no number is not known. */
export function stateOf(samples: readonly FactSample[]): VariantState {
  const state: { -readonly [K in NumberFact]?: number } = {};
  const triggers = new Map<string, TriggerReading>();
  for (const { labels, value } of samples) {
    if (!Number.isFinite(value)) {
      continue;
    }
    if (isFact(labels.series)) {
      state[labels.series] = value;
    } else if (labels.series === 'triggerValue' || labels.series === 'triggerTarget') {
      const { metric_name: name = '', metric_target_type: type = '' } = labels;
      const known = triggers.get(`${type} ${name}`) ?? { name, type };
      const part = labels.series === 'triggerValue' ? { value } : { target: value };
      triggers.set(`${type} ${name}`, { ...known, ...part });
    }
  }
  const all = [...triggers.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return all.length === 0 ? state : { ...state, triggers: all };
}

/** Whether anything is known of the variant itself: the age of decisions is its controllers', which decide for others too. */
export function isOfVariant(state: VariantState): boolean {
  return Object.keys(state).some((fact) => fact !== 'decisionAgeSeconds');
}

/** The moments at which anything was measured, in order. */
export function momentsOf(series: readonly TimeSeries[]): Moment[] {
  const samples = new Map<number, FactSample[]>();
  for (const { labels, times, values } of series) {
    times.forEach((time, i) => {
      const at = samples.get(time) ?? [];
      at.push({ labels, value: values[i] ?? NaN });
      samples.set(time, at);
    });
  }
  return [...samples].sort(([a], [b]) => a - b).map(([at, all]) => ({ at, state: stateOf(all) }));
}
