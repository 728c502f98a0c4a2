/** Which run a run is compared with when nobody has said. */
import { groupKey } from './groups';
import type { AnalysedRun } from '../analysis/types';

export interface BaselineChoice<T> {
  run: T;
  /** `same-load`: the last successful static run of the experiment with this load; `static`: with another load. */
  because: 'same-load' | 'static';
}

/**
 * The last successful static run of the same experiment that is not a repeat of this one; runs with the same load first.
 * Undefined without an experiment, or without such a run.
 */
export function defaultBaseline<T extends AnalysedRun>(
  run: AnalysedRun,
  others: readonly T[]
): BaselineChoice<T> | undefined {
  const candidates = others
    .filter((other) => other.mode === 'static' && other.phase === 'succeeded' && isOther(run, other))
    .filter((other) => run.experiment !== undefined && other.experiment === run.experiment)
    .filter((other) => groupKey(other) !== groupKey(run))
    .sort((a, b) => b.startedAt - a.startedAt);
  const sameLoad = candidates.find((other) => loadText(other) === loadText(run));
  if (sameLoad) {
    return { run: sameLoad, because: 'same-load' };
  }
  return candidates[0] && { run: candidates[0], because: 'static' };
}

function isOther(a: AnalysedRun, b: AnalysedRun): boolean {
  return (
    a.namespace !== b.namespace || a.name !== b.name || (a.uid !== undefined && b.uid !== undefined && a.uid !== b.uid)
  );
}

function loadText(run: AnalysedRun): string {
  return JSON.stringify(
    run.loadProfile?.steps.map((s) => [s.delaySeconds, s.durationSeconds, s.rate, s.users, s.profile]) ?? []
  );
}
