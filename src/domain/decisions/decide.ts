/** The decision at a moment, by the rules of the scaler in force. */
import type { EffectiveThresholds } from '../variant';
import { hpaRule } from './hpa';
import { Ruling } from './ruling';
import { scalerOf } from './scaler';
import type { Decision, ScalerInForce, VariantState } from './types';
import { wvaV1 } from './wvaV1';
import { wvaV2 } from './wvaV2';

export interface DecideOptions {
  limits: EffectiveThresholds;
  /** Who scales it; by default as this one moment shows it. */
  scaler?: ScalerInForce;
  /** The next moment, where it is known: what was asked for then shows what was decided in between. */
  after?: VariantState;
}

export function decide(state: VariantState, { limits, scaler = scalerOf([state]), after }: DecideOptions): Decision {
  const ruling = new Ruling(scaler);
  switch (scaler.kind) {
    case 'wva-v1':
      return wvaV1(state, after, limits, ruling);
    case 'wva-v2':
      return wvaV2(state, after, limits, ruling);
    case 'keda':
    case 'hpa':
      return hpaRule(state, after, ruling);
    case 'none':
      return unscaled(state, after, ruling);
    case 'unknown':
      return state.gone === undefined
        ? ruling.withoutAnswer('unknown', ['hpaDesired', 'created'])
        : ruling.answer('gone', { measured: [{ quantity: 'replicas', value: state.gone }] });
  }
}

/** Replicas are what someone set; what WVA wants has no effect. */
function unscaled({ gone, created, desired }: VariantState, after: VariantState | undefined, ruling: Ruling): Decision {
  if (gone !== undefined) {
    return ruling.answer('gone', { measured: [{ quantity: 'replicas', value: gone }] });
  }
  if (created === undefined) {
    return ruling.withoutAnswer('unknown', ['created']);
  }
  const done = after?.created ?? created;
  const direction = done > created ? 'up' : done < created ? 'down' : 'none';
  return ruling.answer('unscaled', { current: created, wanted: desired, done, direction, changed: done !== created });
}
