/** What an autoscaler decided at one of its cycles, and by which rule: the simulated world's own memory of it. */

/** Who decided. KEDA only carries values to the HPA that it made. */
export type Decider = 'wva-v1' | 'wva-v2' | 'hpa';

/** The rule that gave the number; one a cycle. */
export type DecisionRule =
  /** V1: the mean spare KV cache or queue of the non-saturated replicas is below its trigger. */
  | 'spare-kv'
  | 'spare-queue'
  /** V1: the load would fit into one replica fewer. V2: more capacity than the scale-down boundary asks for. */
  | 'scale-down'
  /** V2: demand over scaleUpThreshold exceeds the supply, starting replicas counted in. */
  | 'required-capacity'
  /** Nothing to do, or another variant of the model is the one to be scaled. */
  | 'hold'
  /** An earlier decision is not carried out yet, or replicas were set by hand. */
  | 'in-transition'
  /** No replica has metrics. */
  | 'no-metrics'
  /** No GPU is free for it (limiter). */
  | 'limited'
  /** Minimum or maximum of the scaler. */
  | 'bounds'
  /** HPA: the largest of what the triggers want. */
  | 'largest-trigger'
  /** HPA: every trigger is within a tenth of its target. */
  | 'tolerance'
  /** HPA: a stabilisation window or a policy holds the number back. */
  | 'stabilised'
  | 'policy';

export interface DecisionRecord {
  /** Seconds since the epoch. */
  at: number;
  by: Decider;
  rule: DecisionRule;
  /** What was read, by name. */
  measured: Readonly<Record<string, number>>;
  /** What it was held against, by name. */
  thresholds: Readonly<Record<string, number>>;
  /** Replicas that there were when it looked. */
  current: number;
  /** Replicas that the rule asks for, before bounds, windows, policies and limits. */
  wanted: number;
  /** Replicas that were asked for in the end. */
  done: number;
}

/** Cycles that are remembered: more than a day of them. */
const MOST = 10_000;

/** The last decisions about one workload, oldest first. */
export class DecisionLog {
  readonly records: DecisionRecord[] = [];

  add(record: DecisionRecord): void {
    this.records.push(record);
    if (this.records.length > MOST) {
      this.records.splice(0, MOST / 10);
    }
  }
}
