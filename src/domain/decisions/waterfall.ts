/** Where the time of each scaling went: from the signal that crosses its threshold to the replica that serves. */
import type { EffectiveThresholds } from '../variant';
import { wishOf } from './hpa';
import { scalersOf } from './scaler';
import type { Moment, ScalerInForce, VariantState } from './types';
import { dueBy } from './wvaV1';

/** In the order in which they follow each other. */
export const HOPS = ['decide', 'hpa', 'create', 'schedule', 'start', 'serve'] as const;
export type HopId = (typeof HOPS)[number];

export interface Hop {
  id: HopId;
  /** Epoch ms; each end is that of the look which sees it. */
  from: number;
  to: number;
}

/** Why a scale-up did not become ready within what was looked at. */
export type Hang = 'hpa' | 'create' | 'schedule' | 'start' | 'taken-back';

/** A change of the number that the scaler asks for, and what became of it. */
export interface Scaling {
  direction: 'up' | 'down';
  /** When the number changed, epoch ms: at the look that sees it. */
  at: number;
  from: number;
  to: number;
  /** Hops that are known, in order; one that cannot be seen is part of the next. */
  hops: Hop[];
  /** Undefined: it came to its end. */
  hangs?: Hang;
}

/** Every scale-up and scale-down of the scaler in force; none where replicas are set by hand. */
export function waterfallOf(
  moments: readonly Moment[],
  limits: EffectiveThresholds,
  inForce: readonly ScalerInForce[] = scalersOf(moments)
): Scaling[] {
  const scalings: Scaling[] = [];
  let before = 0;
  moments.forEach(({ at, state }, i) => {
    const scaler = inForce[i]!;
    const lead = leadOf(scaler);
    const last = moments[i - 1]?.state;
    if (lead === undefined || last === undefined || inForce[i - 1]?.kind !== scaler.kind) {
      return;
    }
    const [from, to] = [last[lead], state[lead]];
    // What takes over the replicas that are there asks for no change.
    if (from === undefined || to === undefined || to === from || to === last.created) {
      return;
    }
    const direction = to > from ? 'up' : 'down';
    const reach = { moments, i, lead, target: to, direction } as const;
    const signal = direction === 'up' ? crossing(moments, i, before, (one) => isDue(one, scaler, limits)) : undefined;
    scalings.push({ direction, at, from, to, ...followed(reach, signal, lead === 'desired') });
    before = i;
  });
  return scalings;
}

/** Whose number leads: WVA's, which the HPA carries out, or the HPA's own. */
function leadOf({ kind }: ScalerInForce): 'desired' | 'hpaDesired' | undefined {
  return kind === 'wva-v1' || kind === 'wva-v2'
    ? 'desired'
    : kind === 'keda' || kind === 'hpa'
      ? 'hpaDesired'
      : undefined;
}

/** Whether the signals ask for more than there is. */
function isDue(state: VariantState, { kind }: ScalerInForce, limits: EffectiveThresholds): boolean {
  switch (kind) {
    case 'wva-v1':
      return dueBy(state, limits) !== undefined;
    case 'wva-v2':
      return (state.required ?? 0) > 0;
    default:
      return wantsMore(state);
  }
}

function wantsMore({ created = 0, hpaDesired = 0, triggers = [] }: VariantState): boolean {
  return triggers.some((trigger) => (wishOf(trigger, hpaDesired, created)?.wants ?? 0) > hpaDesired);
}

/** The first of the moments without a break before the decision at which the signal was there; none before the last one. */
function crossing(moments: readonly Moment[], i: number, before: number, due: (state: VariantState) => boolean) {
  let first: number | undefined;
  for (let k = i - 1; k >= before && due(moments[k]!.state); k--) {
    first = moments[k]!.at;
  }
  return first;
}

interface Reach {
  moments: readonly Moment[];
  /** Where the number changed. */
  i: number;
  lead: 'desired' | 'hpaDesired';
  target: number;
  direction: 'up' | 'down';
}

/** What followed, to the end or to where it hangs. */
function followed(reach: Reach, signal: number | undefined, byWva: boolean): Pick<Scaling, 'hops' | 'hangs'> {
  const { moments, i, direction } = reach;
  const start = moments[i]!.at;
  const hops: Hop[] = signal === undefined ? [] : [{ id: 'decide', from: signal, to: start }];
  let from = start;
  const stages = stagesOf(
    byWva,
    direction,
    moments.slice(i).some(({ state }) => state.unschedulable !== undefined)
  );
  for (const { id, isThere } of stages) {
    const to = firstAt(reach, from, isThere);
    if (to === undefined) {
      // Nobody has to have a request at once.
      return id === 'serve' ? { hops } : { hops, hangs: takenBack(reach) ? 'taken-back' : hangOf(id) };
    }
    hops.push({ id, from, to });
    from = to;
  }
  return { hops };
}

const hangOf = (id: HopId): Hang => (id === 'hpa' || id === 'create' || id === 'schedule' ? id : 'start');

interface Stage {
  id: HopId;
  isThere: (state: VariantState, reached: (value: number | undefined) => boolean) => boolean;
}

function stagesOf(byWva: boolean, direction: 'up' | 'down', seesPlaces: boolean): Stage[] {
  const carried: Stage[] = [
    ...(byWva ? [{ id: 'hpa' as const, isThere: reaches('hpaDesired') }] : []),
    { id: 'create', isThere: reaches('created') },
  ];
  return direction === 'down'
    ? carried
    : [
        ...carried,
        ...(seesPlaces
          ? [{ id: 'schedule' as const, isThere: ({ unschedulable }: VariantState) => unschedulable === 0 }]
          : []),
        { id: 'start', isThere: reaches('ready') },
        { id: 'serve', isThere: reaches('serving') },
      ];
}

function reaches(key: 'hpaDesired' | 'created' | 'ready' | 'serving'): Stage['isThere'] {
  return (state, reached) => reached(state[key]);
}

/** The first look from a time on at which a stage is there, as long as the number that is asked for stands. */
function firstAt({ moments, i, lead, target, direction }: Reach, from: number, isThere: Stage['isThere']) {
  const reached = (value: number | undefined): boolean =>
    value !== undefined && (direction === 'up' ? value >= target : value <= target);
  for (const { at, state } of moments.slice(i)) {
    if (!reached(state[lead] ?? target)) {
      return undefined;
    }
    if (at >= from && isThere(state, reached)) {
      return at;
    }
  }
  return undefined;
}

/** Whether the number was taken back before it was reached. */
function takenBack({ moments, i, lead, target, direction }: Reach): boolean {
  return moments.slice(i).some(({ state }) => {
    const value = state[lead];
    return value !== undefined && (direction === 'up' ? value < target : value > target);
  });
}

/** A hop over all scale-ups that came to their end. */
export interface HopFigures {
  id: HopId;
  count: number;
  /** Seconds. */
  mean: number;
  longest: number;
  total: number;
  /** Of all hops' time, 0 to 1. */
  share: number;
}

/** The scale-ups of a time in figures: hops that were seen, in order. */
export function hopFigures(scalings: readonly Scaling[]): HopFigures[] {
  const hops = scalings.filter(({ direction }) => direction === 'up').flatMap((scaling) => scaling.hops);
  const seconds = ({ from, to }: Hop) => (to - from) / 1000;
  const all = hops.reduce((sum, hop) => sum + seconds(hop), 0);
  return HOPS.flatMap((id) => {
    const own = hops.filter((hop) => hop.id === id).map(seconds);
    const total = own.reduce((sum, one) => sum + one, 0);
    return own.length === 0
      ? []
      : [
          {
            id,
            count: own.length,
            mean: total / own.length,
            longest: Math.max(...own),
            total,
            share: all === 0 ? 0 : total / all,
          },
        ];
  });
}

/** The hop that took the most time of all scale-ups; undefined where none took any. */
export function bottleneckOf(figures: readonly HopFigures[]): HopFigures | undefined {
  const longest = figures.reduce<HopFigures | undefined>(
    (most, one) => (most && most.total >= one.total ? most : one),
    undefined
  );
  return longest && longest.total > 0 ? longest : undefined;
}
