/** A run's figures under what the user set: limits of TTFT and ITL, prices of GPU-hours. Nothing is asked again. */
import { hasLimits } from '../domain/analysis/goodput';
import { changedAnalysis } from '../domain/analysis/changedAnalysis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { GpuPrice, LatencyLimits, Measurements } from '../domain/analysis/types';
import { listCache } from '../domain/moduleCaches';

/** What was made of an analysis last: screens ask for it with every step of the progress. */
let made = new WeakMap<RunAnalysis, { key: string; analysis: RunAnalysis }>();
listCache('analyses of runs under limits and prices', () => (made = new WeakMap()));

export function withSettings(analysis: RunAnalysis, limits: LatencyLimits, prices: readonly GpuPrice[]): RunAnalysis {
  const change: Partial<Measurements> = {
    ...(hasLimits(limits) && { limits }),
    // A record has those of its own time.
    ...(prices.length > 0 && analysis.measurements.prices === undefined && { prices }),
  };
  if (Object.keys(change).length === 0) {
    return analysis;
  }
  const key = JSON.stringify([change.limits?.ttftSeconds, change.limits?.itlSeconds, change.prices]);
  const known = made.get(analysis);
  if (known?.key === key) {
    return known.analysis;
  }
  const changed = changedAnalysis(analysis, change);
  made.set(analysis, { key, analysis: changed });
  return changed;
}
