/** A run's figures under the user's limits of TTFT and ITL: of what was measured already, nothing is asked again. */
import { hasLimits } from '../domain/analysis/goodput';
import { changedAnalysis } from '../domain/analysis/changedAnalysis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { LatencyLimits } from '../domain/analysis/types';
import { listCache } from '../domain/moduleCaches';

/** What was made of an analysis last: screens ask for it with every step of the progress. */
let made = new WeakMap<RunAnalysis, { key: string; analysis: RunAnalysis }>();
listCache('analyses of runs under limits', () => (made = new WeakMap()));

export function withLimits(analysis: RunAnalysis, limits: LatencyLimits): RunAnalysis {
  if (!hasLimits(limits)) {
    return analysis;
  }
  const key = JSON.stringify([limits.ttftSeconds, limits.itlSeconds]);
  const known = made.get(analysis);
  if (known?.key === key) {
    return known.analysis;
  }
  const limited = changedAnalysis(analysis, { limits });
  made.set(analysis, { key, analysis: limited });
  return limited;
}
