/**
 * The answer in a minute: which run, or which group of repeats, wins on latency, which on GPU-hours, which by requests for
 * them, and on what grounds.
 */
import { KPIS, type KpiId } from '../analysis/kpis';
import { delta, isLevel, ranked } from './deltas';
import { groupKpi, type GroupMembers } from './groups';
import { missedObjective, type MissedObjective } from './objectives';

const CRITERIA = ['latency', 'gpu-hours', 'efficiency'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** What each is decided by. */
const CRITERION_KPIS: Readonly<Record<Criterion, KpiId>> = {
  latency: 'ttft-p99',
  'gpu-hours': 'gpu-hours',
  efficiency: 'requests-per-gpu-hour',
};

/**
 * Figures that explain who won: how many replicas there were, how full they were, what they left undone. The error rate
 * stands beside the latency, because an answer that was given up flatters the percentiles.
 */
export const REASON_KPIS: readonly KpiId[] = [
  'replicas-mean',
  'idle-share',
  'kv-mean',
  'queue-mean',
  'served-share',
  'error-rate',
];

/** Of a run its figure, of repeats the middle of theirs; undefined where it is not known. */
export const figureOf = (side: GroupMembers, kpi: KpiId): number | undefined => groupKpi(side, kpi).estimate?.centre;

export interface Ranked {
  /** Index of the side among those given. */
  index: number;
  value: number;
  /** Why this side cannot win, though others can. */
  missed?: MissedObjective;
}

export interface Ranking {
  id: Criterion;
  kpi: KpiId;
  /** From the best to the worst, those that cannot win at the end; sides without the figure are left out. */
  places: Ranked[];
  /** Sides that share the first place, of those that meet the objectives; of all where none does. */
  winners: number[];
  /** The scatter or error of the figures covers a difference between the winners: they may not be level. */
  isUnclear: boolean;
  /** The winner's error rate, where it is well above the lowest: it won by not answering. */
  errors?: { rate: number; lowest: number };
}

/** An error rate of so much more than the lowest, in points of a share, is said with a win. */
const ERRORS_SAID = 0.01;

/** One for each criterion of which two sides or more have the figure. */
export function rankings(sides: readonly GroupMembers[]): Ranking[] {
  const missed = sides.map((side) => missedObjective((kpi) => figureOf(side, kpi)));
  const someCanWin = missed.some((objective) => objective === undefined);
  return CRITERIA.flatMap((id): Ranking[] => {
    const kpi = CRITERION_KPIS[id];
    const { better } = KPIS[kpi];
    const values = sides.map((side) => figureOf(side, kpi));
    const all = ranked(values, better === 'higher' ? 'higher' : 'lower').map((index): Ranked => ({
      index,
      value: values[index] ?? NaN,
      missed: someCanWin ? missed[index] : undefined,
    }));
    const able = all.filter((place) => place.missed === undefined);
    const [first] = able;
    if (!first || all.length < 2) {
      return [];
    }
    const figures = (index: number) => sides[index]?.members.map(({ kpis }) => kpis[kpi]) ?? [];
    const tied = able
      .map(({ index }) => ({ index, by: delta(kpi, figures(index), figures(first.index)) }))
      .filter(({ by }) => by !== undefined && (by.judgement === 'unclear' || isLevel(by)));
    const winners = tied.map(({ index }) => index);
    const isUnclear = tied.some(({ by }) => by !== undefined && !isLevel(by));
    const places = [...able, ...all.filter((place) => place.missed !== undefined)];
    return [{ id, kpi, places, winners, isUnclear, errors: errorsOf(first.index, sides) }];
  });
}

function errorsOf(winner: number, sides: readonly GroupMembers[]): Ranking['errors'] {
  const rates = sides.map((side) => figureOf(side, 'error-rate'));
  const rate = rates[winner];
  const lowest = Math.min(...rates.filter((known) => known !== undefined));
  return rate !== undefined && rate - lowest > ERRORS_SAID ? { rate, lowest } : undefined;
}
