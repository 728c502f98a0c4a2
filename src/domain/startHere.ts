/** What a newcomer can look at in the runs that there are. Pure. */
import type { RunMode } from './scaler';
import type { RunSummary } from './run';

export interface Offers {
  /** Two or three runs of one experiment that differ in who scaled; empty without such runs. The first is the baseline. */
  compared: RunSummary[];
  /** The newest run that a scaler had in its hands. */
  scaled?: RunSummary;
}

const MOST_COMPARED = 3;

/** @param runs newest first; only those that succeeded are offered */
export function offersOf(runs: readonly RunSummary[]): Offers {
  const done = runs.filter(({ phase }) => phase === 'succeeded');
  return { compared: comparedOf(done), scaled: done.find(({ mode }) => mode !== undefined && mode !== 'static') };
}

/** Of the experiment with the newest run that has two modes: the newest of each mode, then the newest others. */
function comparedOf(done: readonly RunSummary[]): RunSummary[] {
  for (const experiment of new Set(done.flatMap((run) => run.experiment ?? []))) {
    const own = done.filter((run) => run.experiment === experiment && run.mode !== undefined);
    const modes = new Set<RunMode>();
    const newest = own.filter(({ mode }) => mode !== undefined && !modes.has(mode) && modes.add(mode));
    if (newest.length > 1) {
      const others = own.filter((run) => !newest.includes(run));
      return [...newest, ...others]
        .slice(0, MOST_COMPARED)
        .sort((a, b) => Number(b.mode === 'static') - Number(a.mode === 'static') || a.createdAt - b.createdAt);
    }
  }
  return [];
}
