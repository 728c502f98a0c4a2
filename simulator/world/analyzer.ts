/**
 * WVA's V1 saturation analyzer (internal/saturation/analyzer.go of llm-d's workload-variant-autoscaler), for a model with
 * one variant.
 */

/** A replica's peaks over the last minute. */
export interface ReplicaPeak {
  /** Share of KV cache, 0 to 1. */
  kv: number;
  /** Waiting requests. */
  queue: number;
}

export interface Thresholds {
  kvCacheThreshold: number;
  queueLengthThreshold: number;
  kvSpareTrigger: number;
  queueSpareTrigger: number;
}

export const V1_DEFAULTS: Thresholds = {
  kvCacheThreshold: 0.8,
  queueLengthThreshold: 5,
  kvSpareTrigger: 0.1,
  queueSpareTrigger: 3,
};

export interface V1Analysis {
  nonSaturated: number;
  /** Mean of kvCacheThreshold − kv over the non-saturated replicas; 0 when all are saturated. */
  spareKv: number;
  /** Mean of queueLengthThreshold − queue, likewise. */
  spareQueue: number;
  verdict: 'up' | 'down' | 'stay';
}

/** One replica more when the spare of the non-saturated falls below a trigger, one fewer when both would survive it. */
export function analyze(replicas: ReplicaPeak[], t: Thresholds = V1_DEFAULTS): V1Analysis {
  const free = replicas.filter(({ kv, queue }) => kv < t.kvCacheThreshold && queue < t.queueLengthThreshold);
  const mean = (pick: (r: ReplicaPeak) => number) =>
    free.length === 0 ? 0 : free.reduce((sum, r) => sum + pick(r), 0) / free.length;
  const spareKv = mean((r) => t.kvCacheThreshold - r.kv);
  const spareQueue = mean((r) => t.queueLengthThreshold - r.queue);
  const base = { nonSaturated: free.length, spareKv, spareQueue };
  if (replicas.length === 0) {
    return { ...base, verdict: 'stay' }; // no metrics, no decision
  }
  if (spareKv < t.kvSpareTrigger || spareQueue < t.queueSpareTrigger) {
    return { ...base, verdict: 'up' };
  }
  return { ...base, verdict: scaleDownIsSafe(free.length, spareKv, spareQueue, t) ? 'down' : 'stay' };
}

/** Spreads the load of the non-saturated replicas over one fewer of them: load × n / (n − 1). */
function scaleDownIsSafe(nonSaturated: number, spareKv: number, spareQueue: number, t: Thresholds): boolean {
  if (nonSaturated < 2) {
    return false;
  }
  const factor = nonSaturated / (nonSaturated - 1);
  const kvAfter = t.kvCacheThreshold - (t.kvCacheThreshold - spareKv) * factor;
  const queueAfter = t.queueLengthThreshold - (t.queueLengthThreshold - spareQueue) * factor;
  return kvAfter >= t.kvSpareTrigger && queueAfter >= t.queueSpareTrigger;
}
