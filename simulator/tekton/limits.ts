/** How long a run, its tasks and its finally tasks may take. */
import { parseDuration } from './duration';
import type { PipelineRun } from './types';

/** Limits in seconds; 0 for none. Tasks may take what the finally tasks leave of the whole, and the other way round. */
export function limits({ spec: { timeouts = {} } }: PipelineRun): { pipeline: number; tasks: number; finally: number } {
  const read = (text: string | undefined) => (text === undefined ? undefined : (parseDuration(text) ?? 0));
  const pipeline = read(timeouts.pipeline) ?? 3600;
  const tasks = read(timeouts.tasks);
  const last = read(timeouts.finally);
  return {
    pipeline,
    tasks: tasks ?? (last && pipeline ? pipeline - last : 0),
    finally: last ?? (tasks && pipeline ? pipeline - tasks : 0),
  };
}
