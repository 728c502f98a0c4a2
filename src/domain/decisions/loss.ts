/** Where replicas are lost between desired and serving. */
import type { ScalerKindInForce, VariantState } from './types';

/** A link of the chain desired → HPA → created → ready at which the numbers part. */
export type Loss =
  | { at: 'none' }
  /** Fewer than two numbers are known: nothing can be said to agree. */
  | { at: 'unknown' }
  | { at: 'gone'; last: number }
  /** Nothing carries out what WVA wants. */
  | { at: 'unscaled'; wanted: number; created: number }
  | { at: 'hpa-max' | 'hpa-min' | 'hpa' | 'creating' | 'deleting' | 'starting'; replicas: number };

/**
 * The first link at which a replica is lost, or one too many is kept; `replicas` is how many. A link of which a number is
 * missing is passed over, and so is WVA's wish where something else scales.
 */
export function lossOf(state: VariantState, scaler: ScalerKindInForce): Loss {
  const { gone, hpaDesired, created, ready } = state;
  if (gone !== undefined) {
    return { at: 'gone', last: gone };
  }
  const desired = scaler === 'keda' || scaler === 'hpa' ? undefined : state.desired;
  if (desired !== undefined && hpaDesired !== undefined && desired !== hpaDesired) {
    return { at: hpaLoss(desired, hpaDesired, state), replicas: Math.abs(desired - hpaDesired) };
  }
  return scaler === 'none' && desired !== undefined && created !== undefined && desired !== created
    ? { at: 'unscaled', wanted: desired, created }
    : lossOfPods(hpaDesired ?? desired, [desired, hpaDesired, created, ready], created, ready);
}

/** @param chain all of its numbers: one alone agrees with nothing */
function lossOfPods(
  asked: number | undefined,
  chain: ReadonlyArray<number | undefined>,
  created: number | undefined,
  ready: number | undefined
): Loss {
  if (asked !== undefined && created !== undefined && asked !== created) {
    return { at: asked > created ? 'creating' : 'deleting', replicas: Math.abs(asked - created) };
  }
  if (created !== undefined && ready !== undefined && created > ready) {
    return { at: 'starting', replicas: created - ready };
  }
  return { at: chain.filter((value) => value !== undefined).length < 2 ? 'unknown' : 'none' };
}

function hpaLoss(desired: number, asked: number, { hpaMin, hpaMax }: VariantState): 'hpa-max' | 'hpa-min' | 'hpa' {
  if (desired > asked) {
    return hpaMax !== undefined && asked >= hpaMax ? 'hpa-max' : 'hpa';
  }
  return hpaMin !== undefined && asked <= hpaMin ? 'hpa-min' : 'hpa';
}
