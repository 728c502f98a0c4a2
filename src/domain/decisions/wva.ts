/** What both analyzers of WVA share: when there is nothing to rely on, and what a change of its number means. */
import type { Ruling } from './ruling';
import type { Decision, VariantState } from './types';

/** A sample older than this is stale: five of WVA's intervals of 60 s are Prometheus' own limit, two are ours. */
export const STALE_SECONDS = 120;
/** Without a decision for so long WVA has stalled, as the alert WvaDecisionsStalled has it: one a minute is usual. */
export const STALLED_SECONDS = 600;
/** A scale-up that has been due for so long is not coming: five of WVA's longest usual intervals. */
export const INERT_SECONDS = 300;
/** Pods take 1 to 7 minutes to start: what has not agreed for longer hangs. */
export const STUCK_SECONDS = 600;

/** No number, an old one, or one of a workload that is gone; undefined: go on. */
export function unreliable(state: VariantState, ruling: Ruling): Decision | undefined {
  const { gone, desired, ageSeconds, decisionAgeSeconds } = state;
  if (gone !== undefined) {
    return ruling.answer('gone', { measured: [{ quantity: 'replicas', value: gone }] });
  }
  if (desired === undefined) {
    return ruling.withoutAnswer('no-number', ['desired']);
  }
  if (ruling.knows({ ageSeconds }) && ageSeconds! > STALE_SECONDS) {
    const measured = [{ quantity: 'ageSeconds', value: ageSeconds!, threshold: STALE_SECONDS }] as const;
    return ruling.answer('stale', { measured, current: desired, done: desired });
  }
  if (decisionAgeSeconds !== undefined && decisionAgeSeconds >= STALLED_SECONDS) {
    const measured = [{ quantity: 'decisionAge', value: decisionAgeSeconds, threshold: STALLED_SECONDS }] as const;
    return ruling.answer('stale', { measured, current: desired, done: desired });
  }
  return undefined;
}

/** How WVA's number changed from a moment to the next. */
export type Change = 'up' | 'down' | 'adopted';

/** `adopted`: it took over replicas that someone else set, while its own wish was not carried out. */
export function changeOf({ desired, created }: VariantState, after?: VariantState): Change | undefined {
  const next = after?.desired;
  if (desired === undefined || next === undefined || next === desired) {
    return undefined;
  }
  if (created !== undefined && created !== desired && next === created) {
    return 'adopted';
  }
  const from = created ?? desired;
  return next === from ? (next > desired ? 'up' : 'down') : next > from ? 'up' : 'down';
}

/** Whether desired, created and ready differ. */
export const isApart = ({ desired, created, ready }: VariantState): boolean =>
  (desired !== undefined && created !== undefined && desired !== created) ||
  (created !== undefined && ready !== undefined && ready < created);

/** In transition, or, when that takes longer than pods do, stuck. */
export function transition(state: VariantState, ruling: Ruling): Decision {
  const { desired, created, apartSeconds } = state;
  const isStuck = apartSeconds !== undefined && apartSeconds >= STUCK_SECONDS;
  return ruling.answer(isStuck ? 'stuck' : 'in-transition', {
    current: created,
    wanted: desired,
    done: desired,
    direction: 'none',
    forSeconds: apartSeconds,
  });
}

/** A scale-up that is due is held back by the HPA's maximum or by the limiter, or it does not come. */
export function held(state: VariantState, ruling: Ruling): 'at-max' | 'limited' | 'inert' | undefined {
  const { desired, hpaMax, limited, dueSeconds } = state;
  if (ruling.knows({ hpaMax }) && desired! >= hpaMax!) {
    return 'at-max';
  }
  if (limited !== undefined && limited > 0) {
    return 'limited';
  }
  return dueSeconds !== undefined && dueSeconds >= INERT_SECONDS ? 'inert' : undefined;
}
