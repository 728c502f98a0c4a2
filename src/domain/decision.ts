/** Why the autoscaler did what it did: where replicas are lost between desired and serving, and which rule is at work. */
import type { Thresholds } from './thresholds';

/** A variant at a moment. Undefined: no metric says it. */
export interface VariantState {
  /** What WVA wants. */
  desired?: number;
  /** What WVA last wanted for a workload that is no longer there: nothing acts on it. */
  gone?: number;
  /** What the HPA asks for, and its bounds. */
  hpaDesired?: number;
  hpaMin?: number;
  hpaMax?: number;
  /** Pods that exist, and pods that serve. */
  created?: number;
  ready?: number;
  /** Mean room of the replicas that are not saturated; undefined when all are. */
  spareKv?: number;
  spareQueue?: number;
  saturated?: number;
  /** Age of WVA's last sample, seconds. */
  ageSeconds?: number;
}

/** A link of the chain desired → HPA → created → ready at which the numbers part. */
export type Loss =
  | { at: 'none' }
  /** Fewer than two numbers are known: nothing can be said to agree. */
  | { at: 'unknown' }
  | { at: 'gone'; last: number }
  | { at: 'hpa-max' | 'hpa-min' | 'hpa' | 'creating' | 'deleting' | 'starting'; replicas: number };

/**
 * The first link at which a replica is lost, or one too many is kept; `replicas` is how many. A link of which a number is
 * missing is passed over.
 */
export function lossOf(state: VariantState): Loss {
  const { desired, gone, hpaDesired, created, ready } = state;
  if (gone !== undefined) {
    return { at: 'gone', last: gone };
  }
  if (desired !== undefined && hpaDesired !== undefined && desired !== hpaDesired) {
    return { at: hpaLoss(desired, hpaDesired, state), replicas: Math.abs(desired - hpaDesired) };
  }
  const asked = hpaDesired ?? desired;
  if (asked !== undefined && created !== undefined && asked !== created) {
    return { at: asked > created ? 'creating' : 'deleting', replicas: Math.abs(asked - created) };
  }
  if (created !== undefined && ready !== undefined && created > ready) {
    return { at: 'starting', replicas: created - ready };
  }
  const known = [desired, hpaDesired, created, ready].filter((value) => value !== undefined);
  return { at: known.length < 2 ? 'unknown' : 'none' };
}

function hpaLoss(desired: number, asked: number, { hpaMin, hpaMax }: VariantState): 'hpa-max' | 'hpa-min' | 'hpa' {
  if (desired > asked) {
    return hpaMax !== undefined && asked >= hpaMax ? 'hpa-max' : 'hpa';
  }
  return hpaMin !== undefined && asked <= hpaMin ? 'hpa-min' : 'hpa';
}

/** The rule of WVA's V1 analyzer that holds now, the first that applies. */
export type Rule =
  /** No sample of WVA, or an old one: nothing below can be relied on. */
  | 'no-sample'
  | 'stale'
  /** Desired and created differ, or pods are pending: WVA decides nothing until they agree. */
  | 'transition'
  | 'all-saturated'
  | 'kv-below-trigger'
  | 'queue-below-trigger'
  /** Scaling up is due, and the HPA's maximum is reached. */
  | 'at-max'
  | 'room'
  /** No replica reports its load. */
  | 'no-load-metrics';

/** A sample older than this is stale, seconds: five of WVA's intervals of 60 s are Prometheus' own limit, two are ours. */
export const STALE_SECONDS = 120;

export function ruleOf(state: VariantState, limits: Pick<Thresholds, 'kvSpareTrigger' | 'queueSpareTrigger'>): Rule {
  const { desired, created, ready, ageSeconds } = state;
  if (desired === undefined) {
    return 'no-sample';
  }
  if (ageSeconds !== undefined && ageSeconds > STALE_SECONDS) {
    return 'stale';
  }
  const due = scaleUpRule(state, limits);
  if (due !== undefined && due !== 'no-load-metrics' && state.hpaMax !== undefined && desired >= state.hpaMax) {
    return 'at-max';
  }
  if (
    (created !== undefined && desired !== created) ||
    (created !== undefined && ready !== undefined && ready < created)
  ) {
    return 'transition';
  }
  return due ?? 'room';
}

function scaleUpRule(
  { spareKv, spareQueue, saturated }: VariantState,
  limits: Pick<Thresholds, 'kvSpareTrigger' | 'queueSpareTrigger'>
): Rule | undefined {
  if (spareKv === undefined && spareQueue === undefined) {
    return saturated === undefined ? 'no-load-metrics' : saturated > 0 ? 'all-saturated' : undefined;
  }
  if (spareKv !== undefined && spareKv < limits.kvSpareTrigger) {
    return 'kv-below-trigger';
  }
  return spareQueue !== undefined && spareQueue < limits.queueSpareTrigger ? 'queue-below-trigger' : undefined;
}
