/** The answer in a minute: which run wins on latency, which on GPU-hours, which by requests for them, and on what grounds. */
import { KPIS, type KpiId } from '../analysis/kpis';
import { LEVEL_SHARE, ranked } from './deltas';
import type { Member } from './groups';
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

export interface RankedRun {
  /** Index of the run among those given. */
  index: number;
  value: number;
  /** Why this run cannot win, though others can. */
  missed?: MissedObjective;
}

export interface Ranking {
  id: Criterion;
  kpi: KpiId;
  /** From the best to the worst, those that cannot win at the end; runs without the figure are left out. */
  places: RankedRun[];
  /** Runs that share the first place, of those that meet the objectives; of all where none does. */
  winners: number[];
  /** The winner's error rate, where it is well above the lowest: it won by not answering. */
  errors?: { rate: number; lowest: number };
}

/** An error rate of so much more than the lowest, in points of a share, is said with a win. */
const ERRORS_SAID = 0.01;

/** One for each criterion of which two runs or more have the figure. */
export function rankings(members: readonly Member[]): Ranking[] {
  const missed = members.map(({ kpis }) => missedObjective(kpis));
  const someCanWin = missed.some((objective) => objective === undefined);
  return CRITERIA.flatMap((id): Ranking[] => {
    const kpi = CRITERION_KPIS[id];
    const { better } = KPIS[kpi];
    const values = members.map(({ kpis }) => kpis[kpi].value);
    const all = ranked(values, better === 'higher' ? 'higher' : 'lower').map((index): RankedRun => ({
      index,
      value: values[index] ?? NaN,
      missed: someCanWin ? missed[index] : undefined,
    }));
    const able = all.filter((place) => place.missed === undefined);
    const [first] = able;
    if (!first || all.length < 2) {
      return [];
    }
    const isLevel = (value: number) => Math.abs(value - first.value) <= LEVEL_SHARE * Math.abs(first.value);
    const winners = able.filter(({ value }) => isLevel(value)).map(({ index }) => index);
    const places = [...able, ...all.filter((place) => place.missed !== undefined)];
    return [{ id, kpi, places, winners, errors: errorsOf(first.index, members) }];
  });
}

function errorsOf(winner: number, members: readonly Member[]): Ranking['errors'] {
  const rates = members.map(({ kpis }) => kpis['error-rate'].value);
  const rate = rates[winner];
  const lowest = Math.min(...rates.filter((known) => known !== undefined));
  return rate !== undefined && rate - lowest > ERRORS_SAID ? { rate, lowest } : undefined;
}
