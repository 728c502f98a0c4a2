/**
 * The HPA's controller (autoscaling/v2), KEDA's or a plain one: each metric wants ceil(total ÷ target) replicas unless it is
 * within a tenth of its target, the largest wins, windows and policies hold it back, the bounds come last. Windows and
 * policies are in no metric: the condition ScalingLimited tells one from the other.
 */
import { t } from '../../i18n/t';
import type { Ruling } from './ruling';
import type { Comparison, Decision, DecisionRule, TriggerReading, VariantState } from './types';

/** The controller's own tolerance around a target. */
export const TOLERANCE = 0.1;
/** Floating point dust does not make a replica. */
const DUST = 1e-6;

interface Wish {
  wants: number;
  isNear: boolean;
  comparison: Comparison;
}

/** @param after the next moment: what was read and asked for in between */
export function hpaRule(state: VariantState, after: VariantState | undefined, ruling: Ruling): Decision {
  const sync = after ?? state;
  const current = state.hpaDesired;
  const done = sync.hpaDesired;
  const { triggers = [], scalingActive, paused } = sync;
  if (current === undefined || done === undefined) {
    return ruling.withoutAnswer('unknown', ['hpaDesired']);
  }
  const stays = { current, wanted: current, done, direction: sense(current, done), changed: done !== current };
  if (paused === 1) {
    return ruling.answer('paused', stays);
  }
  if (ruling.knows({ scalingActive }) && scalingActive === 0) {
    return ruling.answer('inactive', stays);
  }
  if (sync.created === undefined || triggers.length === 0) {
    return ruling.withoutAnswer('unknown', sync.created === undefined ? ['created'] : ['triggers'], stays);
  }
  return byTriggers({ current, done, created: sync.created, triggers }, sync, ruling);
}

interface Read {
  current: number;
  done: number;
  created: number;
  triggers: readonly TriggerReading[];
}

function byTriggers({ current, done, created, triggers }: Read, sync: VariantState, ruling: Ruling): Decision {
  const wishes = triggers.flatMap((trigger) => wishOf(trigger, current, created) ?? []);
  const largest = wishes.reduce<Wish | undefined>(
    (most, one) => (most && most.wants >= one.wants ? most : one),
    undefined
  );
  const measured = wishes.map(({ comparison }) => comparison);
  if (largest === undefined || (wishes.length < triggers.length && largest.wants < current)) {
    return ruling.withoutAnswer('inactive', ['triggers'], { measured, current, done });
  }
  const { wants: wanted, isNear } = largest;
  const rule = done === wanted ? (isNear ? 'tolerance' : 'largest-trigger') : heldBack(wanted, done, sync, ruling);
  return ruling.answer(rule, { measured, current, wanted, done, changed: done !== current });
}

/** Why the HPA asks for another number than its metrics want. */
function heldBack(wanted: number, done: number, sync: VariantState, ruling: Ruling): DecisionRule {
  const { hpaMin, hpaMax, scalingLimited } = sync;
  ruling.knows({ hpaMax, hpaMin, scalingLimited });
  if (scalingLimited !== 0 && hpaMax !== undefined && wanted > hpaMax && done >= hpaMax) {
    return 'at-max';
  }
  if (scalingLimited !== 0 && hpaMin !== undefined && wanted < hpaMin && done <= hpaMin) {
    return 'at-min';
  }
  return scalingLimited === 1 ? 'held-by-policy' : 'held-by-window';
}

const sense = (from: number, to: number): Decision['direction'] => (to > from ? 'up' : to < from ? 'down' : 'none');

/** What a metric asks for; undefined where it or its target is not known. @param created replicas that an average was taken over */
export function wishOf(
  { name, type, value, target }: TriggerReading,
  current: number,
  created: number
): Wish | undefined {
  if (value === undefined || target === undefined || target <= 0) {
    return undefined;
  }
  // An average over the replicas that there are; else the ratio itself says by how much they fall short.
  const total = type === 'average' ? value * Math.max(1, created) : value * current;
  const isNear = current > 0 && Math.abs(total / (target * current) - 1) <= TOLERANCE + DUST;
  const wants = isNear ? current : Math.max(0, Math.ceil(total / target - DUST));
  const source = t('decision.source.hpa', 'spec of the HPA');
  return { wants, isNear, comparison: { quantity: 'trigger', name, value, threshold: target, source, wants } };
}
