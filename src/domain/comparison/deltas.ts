/** How far a figure is from the baseline's, and whether that is good. */
import type { Kpi } from '../analysis/kpis';

/** `same`: no difference; `neutral`: of such a KPI neither way is better. */
export type DeltaJudgement = 'better' | 'worse' | 'same' | 'neutral';

export interface Delta {
  /** In the KPI's unit. */
  absolute: number;
  /** Share of the baseline's figure: 0.1 is +10 %. Undefined where that is 0. */
  relative?: number;
  judgement: DeltaJudgement;
}

/** Differences below this share are none to speak of: two runs that show the same to three digits are level. */
export const LEVEL_SHARE = 0.005;

export function isLevel({ relative, absolute }: Delta): boolean {
  return absolute === 0 || (relative !== undefined && Math.abs(relative) <= LEVEL_SHARE);
}

/** @returns undefined where either figure is not known */
export function delta(
  value: number | undefined,
  baseline: number | undefined,
  better: Kpi['better']
): Delta | undefined {
  if (value === undefined || baseline === undefined) {
    return undefined;
  }
  const absolute = value - baseline;
  return {
    absolute,
    relative: baseline === 0 ? undefined : absolute / Math.abs(baseline),
    judgement: judge(absolute, better),
  };
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
