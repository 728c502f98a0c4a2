/**
 * A variant (one Deployment that WVA scales) and WVA's V1 decision rule, with the numbers that it decides by.
 *
 * The rule here is the reference for the PromQL in src/queries/saturation.ts: a test holds the two equal.
 */
import { THRESHOLD_DEFAULTS, THRESHOLD_NAMES, type ThresholdName, type Thresholds } from './thresholds';

/** The thresholds in force, each with who says so. */
export interface EffectiveThresholds {
  readonly values: Readonly<Thresholds>;
  /** For panel descriptions: `WVA's default`, `ConfigMap …`, `this app's settings`. */
  readonly sources: Readonly<Record<ThresholdName, string>>;
}

/** One layer of thresholds: what it says, and its name. */
export interface ThresholdLayer {
  values: Partial<Thresholds>;
  source: string;
}

const DEFAULT_SOURCE = "WVA's default";

const TRIGGER_BELOW: ReadonlyArray<readonly [ThresholdName, ThresholdName]> = [
  ['kvSpareTrigger', 'kvCacheThreshold'],
  ['queueSpareTrigger', 'queueLengthThreshold'],
];

/**
 * Layers laid over WVA's defaults; later ones win. Where a trigger would end up at or above its threshold (no room: WVA
 * would scale up for ever, and headroom would divide by zero) both go back to the default, and `rejected` names them.
 */
export function effectiveThresholds(...layers: ThresholdLayer[]): EffectiveThresholds & { rejected: ThresholdName[] } {
  const values = { ...THRESHOLD_DEFAULTS };
  const sources = Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, DEFAULT_SOURCE])) as Record<
    ThresholdName,
    string
  >;
  for (const layer of layers) {
    for (const name of THRESHOLD_NAMES) {
      const value = layer.values[name];
      if (value !== undefined) {
        values[name] = value;
        sources[name] = layer.source;
      }
    }
  }
  const rejected = TRIGGER_BELOW.filter(([trigger, limit]) => values[trigger] >= values[limit]).flat();
  for (const name of rejected) {
    values[name] = THRESHOLD_DEFAULTS[name];
    sources[name] = DEFAULT_SOURCE;
  }
  return { values, sources, rejected };
}

/** What WVA looks at of a replica: peaks over the last minute. */
export interface ReplicaLoad {
  /** Share of the KV cache in use, 0 to 1. */
  kvUse: number;
  /** Requests that wait. */
  queue: number;
}

/** A replica is saturated when its KV cache or its queue is at or above the threshold (WVA V1). */
export function isSaturated({ kvUse, queue }: ReplicaLoad, t: Thresholds): boolean {
  return kvUse >= t.kvCacheThreshold || queue >= t.queueLengthThreshold;
}

/** Mean room below the thresholds over the replicas that are not saturated; 0 and 0 when all are. */
export function spare(replicas: readonly ReplicaLoad[], t: Thresholds): { kv: number; queue: number } {
  const free = replicas.filter((replica) => !isSaturated(replica, t));
  const mean = (pick: (replica: ReplicaLoad) => number) =>
    free.length === 0 ? 0 : free.reduce((sum, replica) => sum + pick(replica), 0) / free.length;
  return { kv: mean((r) => t.kvCacheThreshold - r.kvUse), queue: mean((r) => t.queueLengthThreshold - r.queue) };
}

/**
 * Room that is left before WVA (V1) scales up, as a share: 1 = idle, 0 = at a trigger, below 0 = past it. The tighter of
 * KV cache and queue, each scaled so that its trigger is 0 and an idle replica is 1. Undefined without replicas.
 */
export function headroom(replicas: readonly ReplicaLoad[], t: Thresholds): number | undefined {
  if (replicas.length === 0) {
    return undefined;
  }
  const { kv, queue } = spare(replicas, t);
  return Math.min(
    (kv - t.kvSpareTrigger) / (t.kvCacheThreshold - t.kvSpareTrigger),
    (queue - t.queueSpareTrigger) / (t.queueLengthThreshold - t.queueSpareTrigger)
  );
}
