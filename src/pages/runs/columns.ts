/** The columns of the run list, widest screen first: which there are, how wide, and from which width of the list on. */

import { t } from '../../i18n/t';

import type { SortKey } from './runFilter';
import type { RowHeights } from './useRowWindow';

export type ColumnKey =
  'select' | 'phase' | 'run' | 'experiment' | 'mode' | 'startedBy' | 'started' | 'duration' | 'progress' | 'actions';

export interface Column {
  key: ColumnKey;
  title: string;
  /** CSS grid track. */
  track: string;
  sort?: SortKey;
}

interface ColumnSpec extends Omit<Column, 'title'> {
  title: () => string;
  /** Shown when the list is at least this wide, px. */
  from: number;
}

/** Below this width, px, a run is a card. */
export const CARD_WIDTH = 720;
const ROW_HEIGHT = 52;
const CARD_HEIGHT = 136;
export const HEAD_HEIGHT = 36;

const COLUMNS: ColumnSpec[] = [
  { key: 'select', title: () => t('pages.runs.column.select', 'Compare'), track: '64px', from: 0 },
  { key: 'phase', title: () => t('pages.runs.column.phase', 'Phase'), track: '116px', from: 0, sort: 'phase' },
  { key: 'run', title: () => t('pages.runs.column.run', 'Run'), track: 'minmax(180px, 3fr)', from: 0, sort: 'name' },
  {
    key: 'experiment',
    title: () => t('pages.runs.column.experiment', 'Experiment'),
    track: 'minmax(100px, 1.2fr)',
    from: 900,
    sort: 'experiment',
  },
  { key: 'mode', title: () => t('pages.runs.column.mode', 'Mode'), track: '72px', from: 900, sort: 'mode' },
  {
    key: 'startedBy',
    title: () => t('pages.runs.column.started-by', 'Started by'),
    track: 'minmax(96px, 1fr)',
    from: 1080,
    sort: 'startedBy',
  },
  { key: 'started', title: () => t('pages.runs.column.started', 'Started'), track: '176px', from: 0, sort: 'created' },
  { key: 'duration', title: () => t('pages.runs.column.duration', 'Duration'), track: '160px', from: 0 },
  { key: 'progress', title: () => t('pages.runs.column.progress', 'Progress'), track: 'minmax(110px, 1fr)', from: 900 },
  { key: 'actions', title: () => t('pages.runs.column.actions', 'Actions'), track: '64px', from: 0 },
];

/** @param actions whether the user may do anything with a run */
export function columnsFor(width: number, actions: boolean): Column[] {
  // A card has room for the progress beside the phase.
  const shown = (key: ColumnKey, from: number): boolean => width >= from || (width < CARD_WIDTH && key === 'progress');
  return COLUMNS.filter(({ from, key }) => shown(key, from) && (key !== 'actions' || actions)).map(
    ({ key, title, track, sort }) => ({
      key,
      title: title(),
      track,
      sort,
    })
  );
}

/** px; cards have no headings. */
export function heightsFor(width: number): RowHeights {
  return width < CARD_WIDTH ? { row: CARD_HEIGHT, head: 0 } : { row: ROW_HEIGHT, head: HEAD_HEIGHT };
}
