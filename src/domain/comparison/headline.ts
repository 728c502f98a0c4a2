/** The answer in a minute: which run wins on latency, which on GPU-hours, which by requests for them, and on what grounds. */
import { KPIS, type KpiId } from '../analysis/kpis';
import { LEVEL_SHARE, ranked } from './deltas';
import type { Member } from './groups';

export const CONTESTS = ['latency', 'gpu-hours', 'efficiency'] as const;
export type ContestId = (typeof CONTESTS)[number];

/** What each is decided by. */
export const CONTEST_KPIS: Readonly<Record<ContestId, KpiId>> = {
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

export interface Standing {
  /** Index of the run among those given. */
  index: number;
  value: number;
}

export interface Contest {
  id: ContestId;
  kpi: KpiId;
  /** From the best to the worst; runs without the figure are left out. */
  standings: Standing[];
  /** Runs that share the first place. */
  winners: number[];
  /** The winner's error rate, where it is well above the lowest: it won by not answering. */
  errors?: { rate: number; lowest: number };
}

/** An error rate of so much more than the lowest, in points of a share, is said with a win. */
const ERRORS_SAID = 0.01;
/** A contest is held when two runs or more have its figure. */
export function contests(members: readonly Member[]): Contest[] {
  return CONTESTS.flatMap((id): Contest[] => {
    const kpi = CONTEST_KPIS[id];
    const { better } = KPIS[kpi];
    const values = members.map(({ kpis }) => kpis[kpi].value);
    const standings = ranked(values, better === 'higher' ? 'higher' : 'lower').map((index) => ({
      index,
      value: values[index] ?? NaN,
    }));
    const [first] = standings;
    if (!first || standings.length < 2) {
      return [];
    }
    const isLevel = (value: number) => Math.abs(value - first.value) <= LEVEL_SHARE * Math.abs(first.value);
    const winners = standings.filter((s) => isLevel(s.value)).map(({ index }) => index);
    return [{ id, kpi, standings, winners, errors: errorsOf(first.index, members) }];
  });
}

function errorsOf(winner: number, members: readonly Member[]): Contest['errors'] {
  const rates = members.map(({ kpis }) => kpis['error-rate'].value);
  const rate = rates[winner];
  const lowest = Math.min(...rates.filter((known) => known !== undefined));
  return rate !== undefined && rate - lowest > ERRORS_SAID ? { rate, lowest } : undefined;
}
