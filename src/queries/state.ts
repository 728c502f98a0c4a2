/** A variant at a moment, in one answer: the numbers that say why the autoscaler does what it does. */
import { tag } from './promql';
import { created, desired, gone, hpaDesired, hpaMax, hpaMin, ready } from './replicas';
import { saturatedReplicas, spareKv, spareQueue, type SaturationLimits } from './saturation';
import type { Scope } from './selector';
import { wvaReading } from './wvaSeries';

/** Seconds since WVA's desired replicas were last scraped; Prometheus answers with an old value for up to five minutes. */
export function sampleAge(s: Scope): string {
  const latest = wvaReading(s, 'wvaDesired', (selector) => `timestamp(${selector})`);
  return s.variant === undefined ? `time() - max(${latest})` : `time() - ${latest}`;
}

/** The facts of {@link variantState}, by the value of their label `series`. */
export const STATE_FACTS = {
  desired,
  gone,
  hpaDesired,
  hpaMin,
  hpaMax,
  created,
  ready,
  spareKv,
  spareQueue,
  saturated: saturatedReplicas,
  ageSeconds: sampleAge,
} as const satisfies Record<string, (s: Scope, t: SaturationLimits) => string>;

export type StateFact = keyof typeof STATE_FACTS;

/** All facts of one variant (the scope must name it), told apart by the label `series`. An instant query. */
export function variantState(s: Scope, limits: SaturationLimits): string {
  return Object.entries(STATE_FACTS)
    .map(([name, query]) => tag(query(s, limits), 'series', name))
    .join(' or ');
}
