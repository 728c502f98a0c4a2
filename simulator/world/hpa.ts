/**
 * The HPA that KEDA makes of a ScaledObject, by the rules of Kubernetes' controller (autoscaling/v2): each trigger wants
 * ceil(total ÷ target) replicas unless it is within a tenth of its target, the largest wins, stabilisation windows and
 * policies hold it back, the bounds come last.
 */
import type { ScalerSpec, ScalingPolicy, TriggerSpec } from '../ports';
import { DecisionLog, type DecisionRule } from './decision';
import type { Pace } from './pace';

/** The value of a trigger's query; undefined when it has no answer. */
export type Reading = (trigger: TriggerSpec) => number | undefined;

export type Condition = 'AbleToScale' | 'ScalingActive' | 'ScalingLimited';

/** The controller's own tolerance around a target. */
const TOLERANCE = 0.1;
const SHORTEST_POLL_SECONDS = 5;
/** Kubernetes' policies where a spec has none. */
const DEFAULT_UP: readonly ScalingPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
];
const DEFAULT_DOWN: readonly ScalingPolicy[] = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

interface TriggerState {
  trigger: TriggerSpec;
  value?: number;
  /** Polls that found nothing. */
  errors: number;
}

export class Hpa {
  /** `status.desiredReplicas`. */
  desired: number;
  readonly triggers: TriggerState[];
  readonly conditions: Record<Condition, boolean> = { AbleToScale: true, ScalingActive: true, ScalingLimited: false };
  private polledAt = -Infinity;
  private syncedAt = -Infinity;
  private recommendations: Array<{ at: number; replicas: number }> = [];
  private changes: Array<{ at: number; by: number }> = [];

  constructor(
    readonly spec: ScalerSpec,
    replicas: number,
    readonly log = new DecisionLog()
  ) {
    this.desired = replicas;
    this.triggers = spec.triggers.map((trigger) => ({ trigger, errors: 0 }));
  }

  /**
   * Lets KEDA poll and the HPA controller sync when their intervals have passed.
   *
   * @param now seconds since the epoch
   * @param read what the triggers' queries say now
   * @param replicas the workload's `spec.replicas`
   * @returns the replicas that the workload should have
   */
  tick(now: number, read: Reading, replicas: number, pace: Pace): number {
    if (now - this.polledAt >= Math.max(SHORTEST_POLL_SECONDS, this.spec.pollingSeconds * pace.scalerFactor)) {
      this.polledAt = now;
      for (const state of this.triggers) {
        state.value = read(state.trigger);
        state.errors += state.value === undefined ? 1 : 0;
      }
    }
    if (now - this.syncedAt < pace.hpaSyncSeconds) {
      return replicas;
    }
    if (this.syncedAt === -Infinity) {
      this.recommendations.push({ at: now, replicas }); // the controller's initial recommendation is the present size
    }
    this.syncedAt = now;
    this.desired = this.sync(now, replicas, pace.scalerFactor);
    return this.desired;
  }

  private sync(now: number, replicas: number, factor: number): number {
    const wish = this.wish(replicas);
    const stabilised = wish.wanted === undefined ? replicas : this.stabilise(now, wish.wanted, replicas, factor);
    const limited = this.limit(now, stabilised, replicas);
    const done = Math.min(this.spec.maxReplicas, Math.max(this.spec.minReplicas, limited));
    this.conditions.ScalingActive = wish.wanted !== undefined;
    this.conditions.ScalingLimited = done !== stabilised;
    if (done !== replicas) {
      this.changes.push({ at: now, by: done - replicas });
    }
    const wanted = wish.wanted ?? replicas;
    const rule = ruleOf(wish.rule, { wanted, stabilised, limited, done });
    const { measured, thresholds } = wish;
    this.log.add({ at: now, by: 'hpa', rule, measured, thresholds, current: replicas, wanted, done });
    return done;
  }

  /** What the triggers want together; a trigger without an answer stops a scale-down, and all without stop everything. */
  private wish(replicas: number) {
    const measured: Record<string, number> = {};
    const thresholds: Record<string, number> = {};
    let largest: number | undefined;
    let lacks = false;
    let rule: DecisionRule = 'tolerance';
    for (const { trigger, value } of this.triggers) {
      thresholds[trigger.name] = trigger.threshold;
      if (value === undefined) {
        lacks = true;
        continue;
      }
      measured[trigger.name] = value;
      const isNear = replicas > 0 && Math.abs(value / (trigger.threshold * replicas) - 1) <= TOLERANCE;
      const wanted = isNear ? replicas : Math.ceil(value / trigger.threshold - 1e-9);
      if (largest === undefined || wanted > largest) {
        largest = wanted;
        rule = isNear ? 'tolerance' : 'largest-trigger';
      }
    }
    const unsure = largest === undefined || (lacks && largest < replicas);
    return unsure
      ? { wanted: undefined, rule: 'no-metrics' as const, measured, thresholds }
      : { wanted: largest, rule, measured, thresholds };
  }

  /** Upwards the lowest recommendation of its window counts, downwards the highest of the other. */
  private stabilise(now: number, recommended: number, replicas: number, factor: number): number {
    const { scaleUpWindowSeconds: up, scaleDownWindowSeconds: down } = this.spec;
    this.recommendations.push({ at: now, replicas: recommended });
    this.recommendations = this.recommendations.filter(({ at }) => at >= now - Math.max(up, down) * factor);
    const since = (cutoff: number) => this.recommendations.filter(({ at }) => at >= cutoff).map((one) => one.replicas);
    const least = up === 0 ? recommended : Math.min(...since(now - up * factor));
    const most = down === 0 ? recommended : Math.max(...since(now - down * factor));
    return replicas < least ? least : replicas > most ? most : replicas;
  }

  /** The furthest that a policy lets it go from what there was at the start of the policy's period. */
  private limit(now: number, wanted: number, replicas: number): number {
    const policies =
      wanted > replicas ? (this.spec.scaleUpPolicies ?? DEFAULT_UP) : (this.spec.scaleDownPolicies ?? DEFAULT_DOWN);
    const longest = Math.max(0, ...policies.map(({ periodSeconds }) => periodSeconds));
    this.changes = this.changes.filter(({ at }) => at > now - Math.max(longest, 60));
    const limits = policies.map(({ type, value, periodSeconds }) => {
      const sign = Math.sign(wanted - replicas);
      const changed = this.changes.filter(({ at, by }) => at > now - periodSeconds && Math.sign(by) === sign);
      const start = replicas - changed.reduce((sum, { by }) => sum + by, 0);
      return type === 'Pods' ? start + sign * value : roundAway(start * (1 + (sign * value) / 100), sign);
    });
    return limits.length === 0
      ? wanted
      : wanted > replicas
        ? Math.min(wanted, Math.max(...limits))
        : Math.max(wanted, Math.min(replicas, ...limits));
  }
}

const roundAway = (value: number, sign: number) => (sign > 0 ? Math.ceil(value) : Math.floor(value));

function ruleOf(
  rule: DecisionRule,
  { wanted, stabilised, limited, done }: Record<'wanted' | 'stabilised' | 'limited' | 'done', number>
): DecisionRule {
  if (rule === 'no-metrics') {
    return rule;
  }
  return done !== limited ? 'bounds' : limited !== stabilised ? 'policy' : stabilised !== wanted ? 'stabilised' : rule;
}
