import type { RunSummary } from '../domain/run';

/** Whether a run is an experiment, by all that it says: other pipelines of the namespace are left alone. */
export function isExperiment(run: RunSummary): boolean {
  return run.managed || run.experiment !== undefined || run.variant !== undefined || run.loadProfile !== undefined;
}
