/** Who scales a workload, found out from what is measured: never from what a run was asked to be. */
import type { Certainty, Moment, ScalerInForce, TriggerReading, VariantState } from './types';

/** Of the moments of a time, the share at which a trigger must read what WVA wants to be WVA's. */
const FOLLOWS_WVA = 0.7;

/**
 * @param states of the moments of a time, or of one moment
 */
export function scalerOf(states: readonly VariantState[]): ScalerInForce {
  const seen = (key: keyof VariantState) => states.some((state) => state[key] !== undefined);
  if (!seen('hpaDesired') && !seen('hpaMax')) {
    // Absence is all that there is to see of it: kube-state-metrics may also not tell of HPAs.
    return seen('created') ? { kind: 'none', certainty: 'likely' } : { kind: 'unknown', certainty: 'unknown' };
  }
  const certainty = byWva(states);
  if (certainty !== undefined) {
    return analyzerOf(states, certainty);
  }
  if (!seen('triggers') && !seen('byKeda')) {
    return { kind: 'unknown', certainty: 'unknown' };
  }
  const isKeda = states.some(({ byKeda }) => byKeda === 1);
  return { kind: isKeda ? 'keda' : 'hpa', certainty: seen('byKeda') ? 'known' : 'likely' };
}

/** Whether the HPA carries out WVA's number, and how sure that is; undefined: it does not. */
function byWva(states: readonly VariantState[]): Certainty | undefined {
  const known = states.filter(({ desired }) => desired !== undefined);
  if (known.length === 0) {
    return undefined;
  }
  const read = known.filter(({ triggers }) => triggers !== undefined && triggers.length > 0);
  if (read.length === 0) {
    // WVA has a number, and an HPA is there: which metric it reads is not known.
    return 'likely';
  }
  const single = read.filter(({ triggers = [] }) => triggers.length === 1 && couldBeWva(triggers[0]));
  if (single.length < read.length * FOLLOWS_WVA) {
    return undefined;
  }
  const equal = single.filter(({ desired, created, triggers }) => {
    const value = triggers?.[0]?.value;
    return value !== undefined && created !== undefined && Math.abs(value * Math.max(1, created) - desired!) < 0.5;
  });
  if (equal.length >= single.length * FOLLOWS_WVA) {
    return 'known';
  }
  // At one moment the HPA may not have read the last number yet.
  return states.length === 1 ? 'likely' : undefined;
}

/** WVA's number is its own replica count, so its target is 1 a replica. */
const couldBeWva = (trigger: TriggerReading | undefined): boolean =>
  trigger?.type === 'average' && (trigger.target === undefined || trigger.target === 1);

/** Up to 0.7 there is only V1, and no word on it; from 0.8 on WVA says which analyzer it has. */
function analyzerOf(states: readonly VariantState[], certainty: Certainty): ScalerInForce {
  const said = states.find(({ analyzerV2 }) => analyzerV2 !== undefined)?.analyzerV2;
  return { kind: said === 1 ? 'wva-v2' : 'wva-v1', certainty };
}

/** Who scales at each of the moments: it changes where an HPA comes, goes, or gets other metrics. */
export function scalersOf(moments: readonly Moment[]): ScalerInForce[] {
  const found: ScalerInForce[] = [];
  const keys = moments.map(({ state }) => scalerKey(state));
  for (let begin = 0, end = 0; begin < moments.length; begin = end) {
    while (end < moments.length && keys[end] === keys[begin]) {
      end++;
    }
    const scaler = scalerOf(moments.slice(begin, end).map(({ state }) => state));
    found.push(...Array.from({ length: end - begin }, () => scaler));
  }
  return found;
}

/** What tells one scaler from the next: whether there is an HPA, and what its metrics are compared with. */
function scalerKey({ hpaDesired, hpaMax, triggers = [] }: VariantState): string {
  const isThere = hpaDesired !== undefined || hpaMax !== undefined;
  return isThere ? triggers.map(({ name, target }) => `${name}=${target ?? ''}`).join(' ') : 'none';
}
