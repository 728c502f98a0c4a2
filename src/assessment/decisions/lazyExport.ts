import type { Table } from '../../export/table';
import type { exportedDecisions } from './exportedDecisions';

/** Decisions of runs for their export. Lazy: nobody loads it who exports nothing. */
export async function decisionsOf(...asked: Parameters<typeof exportedDecisions>): Promise<Table[]> {
  const lazy = await import(/* webpackChunkName: "decisions" */ './exportedDecisions');
  return lazy.exportedDecisions(...asked);
}
