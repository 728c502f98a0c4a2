/** A variant's facts over time, in one answer: those of a moment, and what is only drawn. */
import { overPods, perServer, POD, podMatchers } from './ownership';
import { aggregate, series, tag, underAnyName } from './promql';
import type { MetricKey } from './metrics';
import type { SaturationLimits } from './saturation';
import type { Scope } from './selector';
import { variantFacts } from './state';

/** All facts of one variant (the scope must name it), told apart by the label `series`. A range query. */
export function variantCourse(s: Scope, limits: SaturationLimits): string {
  return `${variantFacts(s, limits)} or ${tag(estimatedDemand(s, limits), 'series', 'estimatedDemand')}`;
}

/**
 * Demand over supply as WVA's V2 analyzer counts them, estimated: the KV cache that all requests of a replica would fill,
 * were all in its batch, over the part of the caches that V2 calls capacity (kvCacheThreshold). Of a replica that no
 * request runs on, what waits has no known length and counts as nothing; V2's compute-bound capacity and what waits in the
 * router are not in it.
 */
export function estimatedDemand(s: Scope, limits: Pick<SaturationLimits, 'kvCacheThreshold'>): string {
  const perPod = (op: 'max' | 'sum', key: Extract<MetricKey, 'kvUse' | 'running' | 'waiting'>) =>
    underAnyName(key, (name) => aggregate(op, POD, perServer(series(name, podMatchers(s)))));
  const kv = perPod('max', 'kvUse');
  const inBatch = `clamp_min(${perPod('sum', 'running')}, 1)`;
  const full = `(${kv}) * on (namespace, pod) (1 + (${perPod('sum', 'waiting')}) / on (namespace, pod) ${inBatch})`;
  return overPods('avg', s, `(${full}) / ${limits.kvCacheThreshold}`);
}
