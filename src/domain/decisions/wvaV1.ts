/**
 * WVA's V1 analyzer: one replica more where the mean spare of the replicas that are not saturated is below a trigger, one
 * fewer where the load spread over one of them fewer leaves both spares at their triggers or above; nothing while desired,
 * created and ready differ. Source: internal/saturation/analyzer.go of llm-d's workload-variant-autoscaler.
 */
import type { EffectiveThresholds } from '../variant';
import type { Ruling } from './ruling';
import type { Comparison, Decision, DecisionRule, VariantState } from './types';
import { changeOf, held, isApart, transition, unreliable } from './wva';

type Due = 'spare-kv' | 'spare-queue' | 'all-saturated';

/** @param after the next moment, where that is known: what WVA wants then shows what it decided */
export function wvaV1(
  state: VariantState,
  after: VariantState | undefined,
  limits: EffectiveThresholds,
  ruling: Ruling
): Decision {
  const early = unreliable(state, ruling);
  if (early) {
    return early;
  }
  const { desired, created, spareKv, spareQueue, saturated } = state;
  const change = changeOf(state, after);
  if (change === 'up' || change === 'down') {
    return changed(state, after!, change, limits, ruling);
  }
  if (spareKv === undefined && spareQueue === undefined && !(saturated !== undefined && saturated > 0)) {
    return ruling.withoutAnswer('no-load', ['spareKv', 'spareQueue', 'saturated'], { current: created, done: desired });
  }
  return change === 'adopted' || isApart(state) ? transition(state, ruling) : settled(state, limits, ruling);
}

/** Desired, created and ready agree, as far as they are known. */
function settled(state: VariantState, limits: EffectiveThresholds, ruling: Ruling): Decision {
  const { desired, created, ready, spareKv, spareQueue } = state;
  ruling.knows({ created, ready });
  const current = created ?? desired!;
  const measured = comparisons(state, limits);
  const due = dueBy(state, limits);
  if (due) {
    const rule = held(state, ruling) ?? due;
    return ruling.answer(rule, {
      measured,
      current,
      wanted: current + 1,
      done: desired,
      forSeconds: rule === 'inert' ? state.dueSeconds : undefined,
    });
  }
  if (spareKv === undefined || spareQueue === undefined) {
    return ruling.withoutAnswer('unknown', spareKv === undefined ? ['spareKv'] : ['spareQueue'], { measured, current });
  }
  if (fitsIntoFewer(state, limits, ruling) && current > 1) {
    const isLeast = ruling.knows({ hpaMin: state.hpaMin }) && desired! <= state.hpaMin!;
    return ruling.answer(isLeast ? 'at-min' : 'scale-down', { measured, current, wanted: current - 1, done: desired });
  }
  return ruling.answer('room', { measured, current, done: desired });
}

/** By which value a scale-up is due. */
export function dueBy(state: VariantState, { values }: EffectiveThresholds): Due | undefined {
  const { spareKv, spareQueue, saturated, reporting } = state;
  if (saturated !== undefined && reporting !== undefined && saturated > 0 && saturated >= reporting) {
    return 'all-saturated';
  }
  if (spareKv !== undefined && spareKv < values.kvSpareTrigger) {
    return 'spare-kv';
  }
  return spareQueue !== undefined && spareQueue < values.queueSpareTrigger ? 'spare-queue' : undefined;
}

/** WVA's number changed: by what, as far as the samples on both sides show it. */
function changed(
  state: VariantState,
  after: VariantState,
  change: 'up' | 'down',
  limits: EffectiveThresholds,
  ruling: Ruling
): Decision {
  const current = state.created ?? state.desired;
  const outcome = { current, wanted: after.desired, done: after.desired, changed: true, direction: change };
  if (change === 'down') {
    return ruling.answer('scale-down', { ...outcome, measured: comparisons(state, limits) });
  }
  for (const side of [state, after]) {
    const due = dueBy(side, limits);
    if (due) {
      return ruling.answer(due, { ...outcome, measured: comparisons(side, limits) });
    }
  }
  const nearest = nearestTrigger([state, after], limits);
  const measured = comparisons(state, limits);
  if (nearest === undefined) {
    return ruling.withoutAnswer('unknown', ['spareKv', 'spareQueue'], { ...outcome, measured });
  }
  // WVA sees peaks that fall between two scrapes; the value that is nearer to its trigger is the likelier one.
  ruling.knows({ peakBetweenScrapes: undefined });
  return ruling.answer(nearest, { ...outcome, measured });
}

function nearestTrigger(sides: readonly VariantState[], { values }: EffectiveThresholds): DecisionRule | undefined {
  const least = (of: number[]) => (of.length === 0 ? Infinity : Math.min(...of));
  const known = (key: 'spareKv' | 'spareQueue') => sides.flatMap((side) => side[key] ?? []);
  const kv = (least(known('spareKv')) - values.kvSpareTrigger) / (values.kvCacheThreshold - values.kvSpareTrigger);
  const queue =
    (least(known('spareQueue')) - values.queueSpareTrigger) / (values.queueLengthThreshold - values.queueSpareTrigger);
  return kv === Infinity && queue === Infinity ? undefined : kv < queue ? 'spare-kv' : 'spare-queue';
}

/**
 * Mean spares from which on one replica fewer leaves both at their triggers: the load of the n replicas that are not saturated
 * is then spread over n − 1. Undefined where fewer than two are not saturated, or that is not known.
 */
export function sparesForFewer(
  { reporting, saturated }: VariantState,
  { values: t }: EffectiveThresholds
): { spareKv: number; spareQueue: number } | undefined {
  const free = reporting === undefined || saturated === undefined ? 0 : reporting - saturated;
  const from = (limit: number, trigger: number) => limit - ((limit - trigger) * (free - 1)) / free;
  return free < 2
    ? undefined
    : {
        spareKv: from(t.kvCacheThreshold, t.kvSpareTrigger),
        spareQueue: from(t.queueLengthThreshold, t.queueSpareTrigger),
      };
}

/** Floating point dust is no load. */
const DUST = 1e-9;

/** Whether the load fits into one replica fewer. */
function fitsIntoFewer(state: VariantState, limits: EffectiveThresholds, ruling: Ruling): boolean {
  const { spareKv = 0, spareQueue = 0, reporting, saturated } = state;
  const least = ruling.knows({ reporting, saturated }) ? sparesForFewer(state, limits) : undefined;
  return least !== undefined && spareKv >= least.spareKv - DUST && spareQueue >= least.spareQueue - DUST;
}

function comparisons(
  { spareKv, spareQueue, saturated }: VariantState,
  { values, sources }: EffectiveThresholds
): Comparison[] {
  const held = (quantity: 'spareKv' | 'spareQueue', value: number | undefined): Comparison[] => {
    const key = quantity === 'spareKv' ? 'kvSpareTrigger' : 'queueSpareTrigger';
    return value === undefined ? [] : [{ quantity, value, threshold: values[key], source: `${key}, ${sources[key]}` }];
  };
  return [
    ...held('spareKv', spareKv),
    ...held('spareQueue', spareQueue),
    ...(saturated === undefined
      ? []
      : [
          {
            quantity: 'saturated' as const,
            value: saturated,
            source: `kvCacheThreshold ${values.kvCacheThreshold}, ${sources.kvCacheThreshold}; queueLengthThreshold ${values.queueLengthThreshold}, ${sources.queueLengthThreshold}`,
          },
        ]),
  ];
}
