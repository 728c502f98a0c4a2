/**
 * Which rule of the scaler in force holds at a moment, as a number: for places that show what Prometheus answers and
 * calculate nothing themselves. domain/decisions has the same rules in TypeScript, and looks at the moment after as well; a
 * test holds both together.
 *
 * PromQL has no names for what it has found, so each fact is asked once, where it decides: bounds of the HPA, the limiter and
 * the time that a scale-up has been due are put over the rules by their order, as the numbers have it.
 */
import { M } from './metrics';
import { overPods } from './fleetOwners';
import { tag, unchanged } from './promql';
import { created, desired, hpaDesired, hpaMax, hpaMin, isThere, ready } from './replicas';
import { headroom, kvPerReplica, saturatedReplicas, spareKv, spareQueue, type SaturationLimits } from './saturation';
import type { Matcher, Scope } from './selector';
import { APART_SECONDS, DUE_SECONDS, FACTS, triggers } from './state';
import { wvaGauge } from './wvaSeries';

/**
 * The numbers that stand for a rule. Below `at-min` are those by which fewer replicas are wanted: at the minimum they are
 * raised to it. Above `inert` are those by which more are wanted: what holds them back lowers them to its own number. The
 * others in between stay as they are.
 */
export const RULE_NUMBERS = {
  'held-by-window': [5, 85],
  'held-by-policy': [6, 86],
  'scale-down': [10],
  'at-min': [11],
  room: [20],
  'in-transition': [25],
  starting: [26],
  stuck: [27],
  'no-load': [30],
  'no-number': [31],
  stale: [32],
  inactive: [33],
  paused: [34],
  gone: [35],
  unscaled: [36],
  unknown: [37],
  tolerance: [40],
  'largest-trigger': [45, 46],
  'at-max': [50],
  limited: [60],
  inert: [70],
  'required-capacity': [80],
  'all-saturated': [81],
  'spare-kv': [82],
  'spare-queue': [83],
} as const;
type RuleName = keyof typeof RULE_NUMBERS;

export interface RuleLimits extends SaturationLimits {
  /** V2 scales down while demand stays below this share of the supply. */
  scaleDownBoundary: number;
  /** From so many seconds on WVA's last sample is old. */
  staleSeconds: number;
  /** So far from its target, as a share of it, an HPA's metric asks for nothing. */
  tolerance: number;
}

/** Floating point dust does not make a replica. */
const DUST = 1e-6;

const is = (rule: RuleName, condition: string): string => `${RULE_NUMBERS[rule][0]} * group(${condition})`;
/** The first of them that holds. */
const firstOf = (...rules: string[]): string => `(${rules.join(' or ')})`;
/** The lowest, or the highest, of several numbers that hold. */
const extreme = (op: 'min' | 'max', ...rules: string[]): string =>
  `${op}(${rules.map((rule, i) => tag(rule, 'series', String(i))).join(' or ')})`;

/** Of one variant (the scope must name it): one series, a number of {@link RULE_NUMBERS}. */
export function ruleInForce(s: Scope, t: RuleLimits): string {
  const base = firstOf(
    is('gone', `${isThere(s)} == 0`),
    is('unscaled', `${created(s)} unless ${hpaDesired(s)}`),
    `${wva(s, t)} and ${readsWva(s)}`,
    hpa(s, t),
    is('unknown', created(s))
  );
  const atMax = is('at-max', `${hpaDesired(s)} >= ${hpaMax(s)}`);
  const atMin = is('at-min', `${hpaDesired(s)} <= ${hpaMin(s)}`);
  return extreme('max', extreme('min', base, atMax), `${atMin} and ${created(s)} > 0`);
}

const AVERAGE: Matcher[] = [{ label: 'metric_target_type', op: '=', value: 'average' }];

/** Whether WVA's number is what the HPA carries out: the target of its metric is 1 a replica. */
const readsWva = (s: Scope): string => `max(${triggers(s, M.hpaTargetSpec, AVERAGE)}) == 1`;

function wva(s: Scope, t: RuleLimits): string {
  return firstOf(
    is('no-number', `vector(1) unless ${desired(s)}`),
    is('stale', `${FACTS.ageSeconds(s)} > ${t.staleSeconds}`),
    `${v2(s, t)} and ${FACTS.analyzerV2(s)} == 1`,
    v1(s, t)
  );
}

/** Whether something has been below 0, or above it, for so long that a scale-up would have come. */
const forLong = (s: Scope, due: string): string => `${due} and ${unchanged(ready(s), DUE_SECONDS)} == 1`;

function v1(s: Scope, t: RuleLimits): string {
  const reporting = overPods('count', s, kvPerReplica(s));
  const saturated = saturatedReplicas(s, t);
  const apart = `abs(${desired(s)} - ${ready(s)})`;
  const isStuck = `min_over_time((${apart})[${APART_SECONDS}s:60s]) > 0`;
  const room = headroom(s, t);
  const settled = firstOf(
    is('all-saturated', `${saturated} >= ${reporting}`),
    is('spare-kv', `${spareKv(s, t)} < ${t.kvSpareTrigger}`),
    is('spare-queue', `${spareQueue(s, t)} < ${t.queueSpareTrigger}`),
    // The load of n replicas fits into n - 1 where the tighter headroom is the share of one of them.
    is('scale-down', `${room} >= 1 / (${reporting} - ${saturated} > 1)`),
    is('room', room),
    is('no-load', 'vector(1)')
  );
  const isInert = forLong(s, `max_over_time((${room})[${DUE_SECONDS}s:60s]) < 0`);
  return firstOf(
    is('stuck', isStuck),
    is('in-transition', `${apart} > 0`),
    extreme('min', settled, is('limited', `${FACTS.limited(s)} > 0`), is('inert', isInert))
  );
}

function v2(s: Scope, t: RuleLimits): string {
  const required = wvaGauge(s, 'wvaRequired');
  const spare = wvaGauge(s, 'wvaSpare');
  const utilization = wvaGauge(s, 'wvaUtilization');
  const replicasToSpare = `floor((1 - ${utilization} / ${t.scaleDownBoundary}) * (${ready(s)} > 1) + ${DUST})`;
  const told = firstOf(
    `${firstOf(is('starting', `${created(s)} > ${ready(s)}`), is('required-capacity', 'vector(1)'))} and ${required} > 0`,
    is('scale-down', `${replicasToSpare} >= 1 and ${spare} > 0`),
    is('room', `${utilization} + ${spare} > 0`),
    // 0.8 reports 0 for all three with V2; a supply without demand would be all spare.
    is('no-load', 'vector(1)')
  );
  const isInert = forLong(s, `min_over_time((${required})[${DUE_SECONDS}s:60s]) > 0`);
  return extreme('min', told, is('limited', `${FACTS.limited(s)} > 0`), is('inert', isInert));
}

/** KEDA's HPA, or a plain one: what its largest metric wants, beside what it asks for. */
function hpa(s: Scope, t: RuleLimits): string {
  const wants = `max(${triggers(s, M.hpaTargetStatus)} / (${triggers(s, M.hpaTargetSpec)} > 0)) * clamp_min(${created(s)}, 1)`;
  const asked = hpaDesired(s);
  const [stays] = RULE_NUMBERS['largest-trigger'];
  const [, more] = RULE_NUMBERS['held-by-window'];
  // A policy's number is one above that of a window.
  const held = `${stays} + ${more - stays} * clamp_max(clamp_min(ceil(${wants} - ${asked} - ${DUST}), -1), 1)`;
  return firstOf(
    is('paused', `${FACTS.paused(s)} == 1`),
    is('inactive', `${FACTS.scalingActive(s)} == 0`),
    is('tolerance', `abs(${wants} / (${asked} > 0) - 1) <= ${t.tolerance + DUST}`),
    `${held} + (${FACTS.scalingLimited(s)} or vector(0))`,
    is('inactive', asked)
  );
}
