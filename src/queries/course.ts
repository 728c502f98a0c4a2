/**
 * A variant's facts over time, in one answer, told apart by the label `series`. What several facts are made of is asked
 * once: gauges of its replicas, and of WVA. domain/decisions/replicaFacts.ts makes the facts of them.
 */
import { aggregate, asIs, copyLabel, series, tag, underAnyName } from './promql';
import type { MetricKey } from './metrics';
import { ofVariant, perServer, POD, podMatchers, VARIANT } from './ownership';
import { isThere } from './replicas';
import { kvPerReplica, queuePerReplica, type SaturationLimits } from './saturation';
import type { Scope } from './selector';
import { scalerFacts } from './state';
import { asDecided, underOneName, workloadOf } from './wvaSeries';

/** Of each replica (`namespace`, `pod`): peaks over a minute, and what is there now. */
const OF_REPLICAS = {
  kvPeak: kvPerReplica,
  queuePeak: queuePerReplica,
  kvNow: (s) => now(s, 'max', 'kvUse'),
  running: (s) => now(s, 'sum', 'running'),
  waiting: (s) => now(s, 'sum', 'waiting'),
} as const satisfies Record<string, (s: Scope) => string>;

/** As WVA reports them of its last cycle. */
const OF_WVA = {
  desired: 'wvaDesired',
  utilization: 'wvaUtilization',
  required: 'wvaRequired',
  spareTokens: 'wvaSpare',
} as const satisfies Record<string, MetricKey>;

/** Of one variant (the scope must name it). A range query. */
export function variantCourse(s: Scope, limits: SaturationLimits): string {
  return [
    scalerFacts(s, limits),
    wvaGauges(s, OF_WVA),
    tag(isThere(s), 'series', 'isThere'),
    ...Object.entries(OF_REPLICAS).map(([name, query]) => tag(query(s), 'series', name)),
  ].join(' or ');
}

function now(s: Scope, op: 'max' | 'sum', key: Extract<MetricKey, 'kvUse' | 'running' | 'waiting'>): string {
  return underAnyName(key, (name) => aggregate(op, POD, perServer(series(name, podMatchers(s)))));
}

/**
 * Several gauges of WVA, as `wvaGauge` has one, told apart by the label `series`: which controllers are at work is
 * asked once for all of them.
 *
 * @param keys by what each is called in the answer
 */
function wvaGauges(s: Scope, keys: Readonly<Record<string, MetricKey>>): string {
  const { wvaNamespace } = s.dialect;
  const own = ['variant_name', wvaNamespace];
  const each = Object.entries(keys).map(([name, key]) => tag(underOneName(s, key, asIs), 'series', name));
  const all = `(${each.join(' or ')})`;
  const perName = copyLabel(asDecided([...own, 'series'], all), 'namespace', wvaNamespace);
  const led = `${perName} * on (namespace, variant_name) group_left (variant) ${workloadOf(s, all)}`;
  const ofAll = aggregate('max', [...VARIANT, 'series'], led);
  return s.variant === undefined ? ofAll : aggregate('sum', ['series'], ofVariant(ofAll, s.variant));
}
