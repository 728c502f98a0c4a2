/**
 * WVA's V2 analyzer, by what WVA reports of its last cycle: tokens that are required beyond the supply and the replicas that
 * start, tokens that are spare. It goes on deciding while pods start; a variant with starting pods is only not scaled up
 * again.
 */
import type { EffectiveThresholds } from '../variant';
import type { Ruling } from './ruling';
import type { Comparison, Decision, VariantState } from './types';
import { changeOf, held, unreliable } from './wva';

/** @param after the next moment: its gauges are those of the cycle in between */
export function wvaV2(
  state: VariantState,
  after: VariantState | undefined,
  limits: EffectiveThresholds,
  ruling: Ruling
): Decision {
  const early = unreliable(state, ruling);
  if (early) {
    return early;
  }
  const cycle = after ?? state;
  const change = changeOf(state, after);
  if (change === 'up' || change === 'down') {
    const current = state.created ?? state.desired;
    const outcome = { current, wanted: after?.desired, done: after?.desired, changed: true, direction: change };
    const measured = comparisons(cycle, limits);
    // Up, and by fewer than were asked for.
    const isCut = (after?.limited ?? 0) > (state.limited ?? 0);
    const up = isCut ? 'limited' : 'required-capacity';
    return ruling.answer(change === 'up' ? up : 'scale-down', { ...outcome, measured });
  }
  // A number that goes back to the replicas that there are asks for no change.
  return unchanged(state, cycle, limits, ruling);
}

/** WVA's number stayed: because nothing was asked for, or because that was held back. */
function unchanged(state: VariantState, cycle: VariantState, limits: EffectiveThresholds, ruling: Ruling): Decision {
  const measured = comparisons(cycle, limits);
  const { utilization, required, spareTokens } = cycle;
  if (required === undefined || spareTokens === undefined || utilization === undefined) {
    const inputs = ['required', 'spareTokens', 'utilization'];
    return ruling.withoutAnswer('unknown', inputs, { measured, current: state.created });
  }
  const current = state.created ?? state.desired!;
  if (required === 0 && spareTokens === 0 && utilization === 0) {
    // 0.8 reports 0 for all three with V2; a supply without demand would be all spare.
    return ruling.withoutAnswer('no-load', ['utilization'], { measured, current, done: state.desired });
  }
  ruling.knows({ created: state.created, ready: state.ready });
  const told = { measured, current, done: state.desired };
  return required > 0 ? short(state, told, ruling) : enough(state, replicasToSpare(cycle, limits), told, ruling);
}

interface Told {
  measured: Comparison[];
  current: number;
  done: number | undefined;
}

function short(state: VariantState, told: Told, ruling: Ruling): Decision {
  const { desired, created, ready } = state;
  if (created !== undefined && ready !== undefined && ready < created) {
    return ruling.answer('starting', told);
  }
  const wanted = Math.max(desired!, told.current + 1);
  return ruling.answer(held(state, ruling) ?? 'required-capacity', { ...told, wanted, forSeconds: state.dueSeconds });
}

function enough(state: VariantState, fewer: number | undefined, told: Told, ruling: Ruling): Decision {
  const { desired, hpaMin } = state;
  const { current } = told;
  if (fewer === undefined || fewer < 1 || current <= 1) {
    return ruling.answer('room', told);
  }
  const isLeast = ruling.knows({ hpaMin }) && desired! <= hpaMin! && current <= hpaMin!;
  return ruling.answer(isLeast ? 'at-min' : 'scale-down', { ...told, wanted: Math.max(1, current - fewer) });
}

/**
 * Replicas that the spare tokens make: the supply follows from spare = supply − demand ÷ scaleDownBoundary and
 * utilisation = demand ÷ supply.
 */
function replicasToSpare(
  { utilization, spareTokens, ready }: VariantState,
  limits: EffectiveThresholds
): number | undefined {
  if (utilization === undefined || spareTokens === undefined || spareTokens <= 0 || !ready) {
    return undefined;
  }
  const share = 1 - utilization / limits.values.scaleDownBoundary;
  return share <= 0 ? undefined : Math.floor(share * ready + 1e-9);
}

function comparisons(
  { utilization, required, spareTokens }: VariantState,
  { values, sources }: EffectiveThresholds
): Comparison[] {
  const isShort = required !== undefined && required > 0;
  const key = isShort ? 'scaleUpThreshold' : 'scaleDownBoundary';
  return [
    ...(utilization === undefined
      ? []
      : [
          {
            quantity: 'utilization' as const,
            value: utilization,
            threshold: values[key],
            source: `${key}, ${sources[key]}`,
          },
        ]),
    ...(required === undefined ? [] : [{ quantity: 'required' as const, value: required, threshold: 0 }]),
    ...(spareTokens === undefined ? [] : [{ quantity: 'spareTokens' as const, value: spareTokens }]),
  ];
}
