/** The answer in a minute: which run wins on latency, which on GPU-hours, which by requests for them, and on what grounds. */
import { KPIS, type KpiId } from '../analysis/kpis';
import { ranked } from './deltas';
import type { Member } from './groups';

export const CONTESTS = ['latency', 'gpu-hours', 'efficiency'] as const;
export type ContestId = (typeof CONTESTS)[number];

interface ContestRule {
  /** What it is decided by. */
  kpi: KpiId;
  /** Figures that explain why, for the winner and the others. */
  because: readonly KpiId[];
}

/** Error rate stands beside latency: an answer that failed fast flatters the percentiles. */
export const CONTEST_RULES: Readonly<Record<ContestId, ContestRule>> = {
  latency: { kpi: 'ttft-p99', because: ['replicas-mean', 'queue-mean', 'error-rate'] },
  'gpu-hours': { kpi: 'gpu-hours', because: ['replicas-mean', 'idle-share', 'served-share'] },
  efficiency: { kpi: 'requests-per-gpu-hour', because: ['requests-served', 'gpu-hours', 'idle-share'] },
};

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
  because: readonly KpiId[];
}

/** Differences below this share are no win: two runs that show the same to three digits are level. */
const LEVEL_SHARE = 0.005;

/** A contest is held when two runs or more have its figure. */
export function contests(members: readonly Member[]): Contest[] {
  return CONTESTS.flatMap((id): Contest[] => {
    const { kpi, because } = CONTEST_RULES[id];
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
    return [
      { id, kpi, standings, because, winners: standings.filter((s) => isLevel(s.value)).map(({ index }) => index) },
    ];
  });
}
