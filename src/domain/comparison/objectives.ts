/** What a run must reach before it can win a comparison: one that leaves half of its requests undone is cheap, not good. */
import type { KpiId } from '../analysis/kpis';

export interface Objective {
  kpi: KpiId;
  /** In the unit of the figure. */
  limit: number;
  /** On which side of the limit a run meets it. */
  meets: 'at-least' | 'at-most';
}

/** Share of requests that has to be within the limits, and most of those that end that may fail. */
export const MET_SHARE = 0.9;
export const MOST_ERRORS = 0.1;

/**
 * Nearly all of the planned requests, few errors among them, and, where the user sets limits of TTFT or ITL, nearly all of
 * the requests within them; how many that is, is this project's choice.
 */
const OBJECTIVES: readonly Objective[] = [
  { kpi: 'served-share', limit: 0.9, meets: 'at-least' },
  { kpi: 'error-rate', limit: MOST_ERRORS, meets: 'at-most' },
  { kpi: 'goodput-share', limit: MET_SHARE, meets: 'at-least' },
];

/** An objective that a run does not meet, and its figure. */
export interface MissedObjective extends Objective {
  value: number;
}

/**
 * The first objective that is missed. A figure that is not known misses none: it says so itself wherever it stands.
 *
 * @param valueOf a figure of the run, or the middle of its repeats'
 */
export function missedObjective(valueOf: (kpi: KpiId) => number | undefined): MissedObjective | undefined {
  for (const objective of OBJECTIVES) {
    const value = valueOf(objective.kpi);
    if (value !== undefined && (objective.meets === 'at-least' ? value < objective.limit : value > objective.limit)) {
      return { ...objective, value };
    }
  }
  return undefined;
}
