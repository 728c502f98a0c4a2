import type { Table } from '../../export/table';
import type { exportedDecisions } from './exportedDecisions';

/** Decisions of runs for their export. Lazy: only an export loads it. */
export async function decisionsOf(...asked: Parameters<typeof exportedDecisions>): Promise<Table[]> {
  const lazy = await import(/* webpackChunkName: "decisions-export" */ './exportedDecisions');
  return lazy.exportedDecisions(...asked);
}
