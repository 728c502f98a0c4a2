/** How far a figure is from the baseline's, and whether that is good. */
import { KPIS, type Kpi, type KpiId } from '../analysis/kpis';
import type { KpiValue } from '../analysis/types';
import { apart, boundsOf } from './apart';
import type { Interval } from './statistics';

/**
 * `same`: no difference; `neutral`: of such a KPI neither way is better; `unclear`: the figures' scatter or error covers a
 * difference of none.
 */
export type DeltaJudgement = 'better' | 'worse' | 'same' | 'neutral' | 'unclear';

export interface Delta {
  /** In the KPI's unit. */
  absolute: number;
  /** Share of the baseline's figure: 0.1 is +10 %. Undefined where that is 0. */
  relative?: number;
  judgement: DeltaJudgement;
  /** Where the difference lies by the repeats, in the KPI's unit; undefined of one run against one. */
  interval?: Interval;
}

/** Differences below this share are none to speak of: two runs that show the same to three digits are level. */
export const LEVEL_SHARE = 0.005;

export function isLevel({ relative, absolute }: Delta): boolean {
  return absolute === 0 || (relative !== undefined && Math.abs(relative) <= LEVEL_SHARE);
}

/** @returns undefined where a side has no value */
export function delta(kpi: KpiId, side: readonly KpiValue[], baseline: readonly KpiValue[]): Delta | undefined {
  const found = apart(kpi, side, baseline);
  const { distance, baseline: held } = found;
  if (!distance || !held) {
    return undefined;
  }
  const absolute = distance.value;
  const relative = held.centre === 0 ? undefined : absolute / Math.abs(held.centre);
  const bounds = boundsOf(found);
  const isOpen = Math.min(...bounds) <= 0 && Math.max(...bounds) >= 0;
  const judgement = absolute !== 0 && isOpen ? 'unclear' : judge(absolute, KPIS[kpi].better);
  return { absolute, relative, judgement, interval: distance.interval };
}

function judge(absolute: number, better: Kpi['better']): DeltaJudgement {
  if (absolute === 0) {
    return 'same';
  }
  if (better === 'neither') {
    return 'neutral';
  }
  return absolute < 0 === (better === 'lower') ? 'better' : 'worse';
}

/** Indices of the figures from the best to the worst; what is not known is left out. */
export function ranked(values: ReadonlyArray<number | undefined>, better: 'lower' | 'higher'): number[] {
  const sign = better === 'lower' ? 1 : -1;
  return values
    .flatMap((value, i) => (value === undefined ? [] : [{ value, i }]))
    .sort((a, b) => sign * (a.value - b.value) || a.i - b.i)
    .map(({ i }) => i);
}
