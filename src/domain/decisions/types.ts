/**
 * Why replicas are as many as they are: what a rule of the scaler in force says of a variant at a moment.
 *
 * Replicas are counts, shares 0 to 1, queues requests, times epoch ms, ages and durations seconds. What is undefined is not
 * known: no metric says it.
 */
import type { Span } from '../analysis/types';
import type { Certainty, ScalerInForce } from '../scaler';

export { CERTAINTIES, SCALERS_IN_FORCE, type Certainty, type ScalerInForce, type ScalerKindInForce } from '../scaler';

/** A metric that an HPA scales by, as kube-state-metrics shows it. */
export interface TriggerReading {
  name: string;
  /** `average`: per replica; `value` and `utilization`: of the whole, to be held against the target as it is. */
  type: string;
  value?: number;
  target?: number;
}

/** A variant at a moment. */
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
  /** Mean room of the replicas that are not saturated, peaks over a minute; undefined when all are. */
  spareKv?: number;
  spareQueue?: number;
  saturated?: number;
  /** Replicas of which load metrics are there. */
  reporting?: number;
  /** Age of WVA's last sample. */
  ageSeconds?: number;
  /** Since WVA's controllers last counted a decision; of a moment, and no more than STALLED_SECONDS. */
  decisionAgeSeconds?: number;
  /** 1 where WVA says that its analyzer is V2, 0 where it says V1. */
  analyzerV2?: number;
  /** V2 as WVA reports its last cycle: demand over supply, tokens missing, tokens too many. */
  utilization?: number;
  required?: number;
  spareTokens?: number;
  /** Decisions that WVA's limiter cut down in the last minutes. */
  limited?: number;
  /** Conditions of the HPA, 0 or 1. */
  scalingActive?: number;
  scalingLimited?: number;
  /** 1 for an HPA that KEDA made. */
  byKeda?: number;
  /** 1 while its ScaledObject is paused. */
  paused?: number;
  /** Polls of KEDA that failed in the last minutes. */
  kedaErrors?: number;
  /** Pods that no node takes. */
  unschedulable?: number;
  /** Replicas that have a request to work on. */
  serving?: number;
  triggers?: readonly TriggerReading[];
  /** Demand over supply as V2 counts them, estimated from KV use and queues: no rule reads it. */
  estimatedDemand?: number;
  /** For how long a scale-up has been due, and for how long desired, created and ready have differed; at least. */
  dueSeconds?: number;
  apartSeconds?: number;
}

export const DECISION_RULES = [
  /** Nothing scales it. */
  'unscaled',
  /** The workload is gone; WVA's last number stands. */
  'gone',
  /** WVA says nothing of the variant. */
  'no-number',
  /** WVA's last sample is old. */
  'stale',
  /** No replica reports its load. */
  'no-load',
  /** Desired and created differ, or pods start: V1 decides nothing until they agree. */
  'in-transition',
  /** The same for longer than pods take. */
  'stuck',
  /** V1: a mean spare is below its trigger, or no replica has any left. */
  'spare-kv',
  'spare-queue',
  'all-saturated',
  /** V2: demand asks for more than the supply. */
  'required-capacity',
  /** V2: more is needed, and is on its way. */
  'starting',
  /** A scale-up has been due for longer than a cycle takes, and nothing happened. */
  'inert',
  /** No GPU is free for it, by WVA's limiter. */
  'limited',
  /** The load would fit into fewer replicas. */
  'scale-down',
  'at-max',
  'at-min',
  /** Nothing to do. */
  'room',
  /** HPA: the largest of what the triggers want. */
  'largest-trigger',
  /** HPA: the trigger that wants most is within a tenth of its target. */
  'tolerance',
  /** HPA: a stabilisation window, or a policy, holds the number back. */
  'held-by-window',
  'held-by-policy',
  /** HPA: a trigger has no value. */
  'inactive',
  'paused',
  'unknown',
] as const;
export type DecisionRule = (typeof DECISION_RULES)[number];

export type Quantity =
  | 'spareKv'
  | 'spareQueue'
  | 'saturated'
  | 'utilization'
  | 'required'
  | 'spareTokens'
  | 'ageSeconds'
  | 'decisionAge'
  | 'replicas'
  | 'trigger';

/** A measured value and what it is held against. */
export interface Comparison {
  quantity: Quantity;
  /** Name of an HPA's metric. */
  name?: string;
  value: number;
  threshold?: number;
  /** Who says the threshold: a ConfigMap's key with its source, the HPA's spec. */
  source?: string;
  /** Replicas that it asks for. */
  wants?: number;
}

/** What a rule said at a moment. */
export interface Decision {
  scaler: ScalerInForce;
  rule: DecisionRule;
  certainty: Certainty;
  /** Inputs that are missing for more certainty. */
  missing: readonly string[];
  measured: readonly Comparison[];
  /** Replicas that there were, that the rule asks for, and that were asked for in the end. */
  current?: number;
  wanted?: number;
  done?: number;
  /** Where the number of replicas goes by it; `none`: it stays. */
  direction: 'up' | 'down' | 'none';
  /** Whether the number that is asked for changed just then. */
  changed: boolean;
  /** For how long that has lasted, where that is what the rule is about. */
  forSeconds?: number;
}

/** A stretch of time in which one rule held. */
export interface LaneSpan extends Span {
  /** As it was at the span's beginning. */
  decision: Decision;
}

/** A variant at a moment of a series. */
export interface Moment {
  /** Epoch ms. */
  at: number;
  state: VariantState;
}
