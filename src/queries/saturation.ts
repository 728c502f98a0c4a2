/**
 * How close the replicas are to WVA's thresholds, by WVA's own V1 rule: peaks over the last minute, replica by replica.
 * domain/variant.ts has the same rule in TypeScript, as reference.
 */
import { overPods } from './fleetOwners';
import { POD, podMatchers } from './ownership';
import { aggregate, series, underAnyName } from './promql';
import type { MetricKey } from './metrics';
import type { Scope } from './selector';

/** The thresholds that the V1 rule needs. KV numbers are shares (0 to 1), queue numbers are requests. */
export interface SaturationLimits {
  kvCacheThreshold: number;
  queueLengthThreshold: number;
  kvSpareTrigger: number;
  queueSpareTrigger: number;
}

/** Share of the KV cache in use, peak over a minute, one series a replica (`namespace`, `pod`). */
export function kvPerReplica(s: Scope): string {
  return peakPerReplica(s, 'kvUse');
}

/** Requests that wait, peak over a minute, one series a replica. */
export function queuePerReplica(s: Scope): string {
  return peakPerReplica(s, 'waiting');
}

/** KV use of the fullest replica. */
export function kvHighest(s: Scope): string {
  return overPods('max', s, kvPerReplica(s));
}

/** Queue of the replica with the longest one, requests. */
export function queueLongest(s: Scope): string {
  return overPods('max', s, queuePerReplica(s));
}

/** Mean room below kvCacheThreshold over the replicas that are not saturated; absent when all are. */
export function spareKv(s: Scope, t: SaturationLimits): string {
  const free = `(${kvPerReplica(s)} < ${t.kvCacheThreshold} unless on (namespace, pod) ${queuePerReplica(s)} >= ${t.queueLengthThreshold})`;
  return overPods('avg', s, `${t.kvCacheThreshold} - ${free}`);
}

/** Mean room below queueLengthThreshold, requests, over the replicas that are not saturated; absent when all are. */
export function spareQueue(s: Scope, t: SaturationLimits): string {
  const free = `(${queuePerReplica(s)} < ${t.queueLengthThreshold} unless on (namespace, pod) ${kvPerReplica(s)} >= ${t.kvCacheThreshold})`;
  return overPods('avg', s, `${t.queueLengthThreshold} - ${free}`);
}

/** Replicas at or above either threshold. */
export function saturatedReplicas(s: Scope, t: SaturationLimits): string {
  const none = overPods('group', s, kvPerReplica(s));
  return `(${overPods('count', s, saturated(s, t))} or 0 * ${none})`;
}

/**
 * Room that is left before WVA (V1) scales up, as a share: 1 = idle, 0 = at a trigger, below 0 = past it. The tighter of
 * KV cache and queue; with every replica saturated, what no room at all comes to.
 */
export function headroom(s: Scope, t: SaturationLimits): string {
  const kv = `(${spareKv(s, t)} - ${t.kvSpareTrigger}) / ${round(t.kvCacheThreshold - t.kvSpareTrigger)}`;
  const queue = `(${spareQueue(s, t)} - ${t.queueSpareTrigger}) / ${round(t.queueLengthThreshold - t.queueSpareTrigger)}`;
  const noRoom = Math.min(
    -t.kvSpareTrigger / (t.kvCacheThreshold - t.kvSpareTrigger),
    -t.queueSpareTrigger / (t.queueLengthThreshold - t.queueSpareTrigger)
  );
  const tighter = `label_replace(${kv}, "series", "kv", "", "") or label_replace(${queue}, "series", "queue", "", "")`;
  const labels = s.variant === undefined ? ['namespace', 'variant'] : [];
  return `(${aggregate('min', labels, tighter)} or ${round(noRoom)} * ${overPods('group', s, saturated(s, t))})`;
}

/** Replicas of which a threshold is reached; the value means nothing. */
function saturated(s: Scope, t: SaturationLimits): string {
  return `(${kvPerReplica(s)} >= ${t.kvCacheThreshold} or ${queuePerReplica(s)} >= ${t.queueLengthThreshold})`;
}

/** Peak over a minute by pod, as WVA asks for it. An engine a rank, or two scrapes: the highest counts. */
function peakPerReplica(s: Scope, key: Extract<MetricKey, 'kvUse' | 'waiting'>): string {
  return underAnyName(key, (name) => aggregate('max', POD, `max_over_time(${series(name, podMatchers(s), '[1m]')})`));
}

/** Floating point dust does not belong into a query's text. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;
