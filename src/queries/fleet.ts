/** Many variants: which of them need attention. One series a variant (`namespace`, `variant`) for a scope that names none. */
import { aggregate } from './promql';
import { desired, hpaDesired, hpaMax, ready, variants } from './replicas';
import { headroom, kvHighest, type SaturationLimits } from './saturation';
import type { Scope } from './selector';

/** Where the parts come from: the raw series, or what the recording rules keep of them (recorded.ts). */
export interface FleetParts {
  variants(s: Scope): string;
  desired(s: Scope): string;
  hpaDesired(s: Scope): string;
  ready(s: Scope): string;
  hpaMax(s: Scope): string;
  kvHighest(s: Scope): string;
  headroom(s: Scope, t: SaturationLimits): string;
}

const RAW: FleetParts = { variants, desired, hpaDesired, ready, hpaMax, kvHighest, headroom };

/** What a variant's {@link attention} says, from calm to urgent. */
export const ATTENTION = { calm: 0, starting: 1, scaling: 2, stuck: 3 } as const;
export type AttentionLevel = keyof typeof ATTENTION;

/**
 * How much attention a variant needs, as a number of {@link ATTENTION}:
 * calm (room left, all replicas serve), starting (room left, wanted replicas do not serve yet), scaling (no room left, more
 * replicas are on their way), stuck (no room left and none on its way: at its maximum, or WVA does not see the load).
 *
 * `abs(3 × no room − missing replicas)`: 0, 1, 2 and 3 in that order. A variant without ready replicas has no headroom. What
 * no one scales wants what it has.
 */
export function attention(s: Scope, t: SaturationLimits, parts = RAW): string {
  const asked = `(${wanted(s, parts)} or on (namespace, variant) ${parts.ready(s)})`;
  const short = `(${asked} > bool ${parts.ready(s)})`;
  const noRoom = `((${parts.headroom(s, t)} < bool 0) or 0 * ${asked})`;
  return `abs(3 * ${noRoom} - ${short})`;
}

/** Replicas that are wanted: by WVA, else by the HPA. */
export function wanted(s: Scope, parts: Pick<FleetParts, 'desired' | 'hpaDesired'> = RAW): string {
  return `(${parts.desired(s)} or on (namespace, variant) ${parts.hpaDesired(s)})`;
}

/** How many variants need so much attention. */
export function variantsAt(s: Scope, t: SaturationLimits, level: AttentionLevel, parts = RAW): string {
  return `sum(${attention(s, t, parts)} == bool ${ATTENTION[level]})`;
}

/** How many variants there are: WVA speaks of them, or vLLM runs in their pods. */
export function variantCount(s: Scope, parts = RAW): string {
  return `count(${parts.variants(s)})`;
}

/** How many variants have as many ready replicas as their HPA allows. */
export function atMaximum(s: Scope, parts = RAW): string {
  return `sum(${parts.ready(s)} >= bool ${parts.hpaMax(s)})`;
}

/** Replicas that are wanted and do not serve, over all variants; one variant's surplus makes up for no other's lack. */
export function missingReplicas(s: Scope, parts = RAW): string {
  return `sum(clamp_min(${wanted(s, parts)} - ${parts.ready(s)}, 0))`;
}

/** A per-variant number summed over all variants of the scope. */
export function overVariants(perVariant: string): string {
  return aggregate('sum', [], perVariant);
}

/** A quantile over the variants of their fullest replica's KV use: how the load is spread over the fleet. */
export function kvSpread(s: Scope, quantile: number, parts = RAW): string {
  return `quantile(${quantile}, ${parts.kvHighest(s)})`;
}

/** The `limit` highest of a per-variant number, above 0. */
export function highest(limit: number, perVariant: string): string {
  return `topk(${limit}, ${perVariant} > 0)`;
}
