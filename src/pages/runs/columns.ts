/** The columns of the run list, widest screen first: which there are, how wide, and from which width of the list on. */

import { KPIS } from '../../domain/analysis/kpis';
import { t } from '../../i18n/t';

import type { OutcomeKey, SortKey } from './runFilter';
import type { RowHeights } from './useRowWindow';

export type FactKey =
  'select' | 'phase' | 'run' | 'experiment' | 'mode' | 'startedBy' | 'started' | 'duration' | 'progress' | 'actions';
export type ColumnKey = FactKey | OutcomeKey;

export interface Column {
  key: ColumnKey;
  title: string;
  /** CSS grid track. */
  track: string;
  sort?: SortKey;
}

interface ColumnSpec extends Omit<Column, 'title' | 'key'> {
  key: FactKey;
  title: () => string;
  /** Shown when the list is at least this wide, px. */
  from: number;
  /** Beside columns with what came of the runs: it gives way to them. */
  besideOutcomes?: number;
}

/** What is shown of what came of a run as long as nobody has chosen, the most telling first. */
const STANDARD_OUTCOMES: readonly OutcomeKey[] = [
  'verdict',
  'ttft-p99',
  'error-rate',
  'replicas-mean',
  'itl-p99',
  'replicas-peak',
  'gpu-hours',
  'goodput',
];
/** What is left out where there is no room for all, the first at first. */
const GIVES_WAY: readonly FactKey[] = ['startedBy', 'progress', 'experiment', 'mode', 'duration'];
const OUTCOME_WIDTH = 112;
const GAP = 12;

/** Below this width, px, a run is a card. */
export const CARD_WIDTH = 720;
const ROW_HEIGHT = 52;
const CARD_HEIGHT = 136;
const CARD_LINE = 24;
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
  { key: 'mode', title: () => t('pages.runs.column.mode', 'Mode'), track: '64px', from: 900, sort: 'mode' },
  {
    key: 'startedBy',
    title: () => t('pages.runs.column.started-by', 'Started by'),
    track: 'minmax(96px, 1fr)',
    from: 1080,
    besideOutcomes: 1800,
    sort: 'startedBy',
  },
  { key: 'started', title: () => t('pages.runs.column.started', 'Started'), track: '164px', from: 0, sort: 'created' },
  { key: 'duration', title: () => t('pages.runs.column.duration', 'Duration'), track: '136px', from: 0 },
  {
    key: 'progress',
    title: () => t('pages.runs.column.progress', 'Progress'),
    track: 'minmax(110px, 1fr)',
    from: 900,
    besideOutcomes: 1700,
  },
  { key: 'actions', title: () => t('pages.runs.column.actions', 'Actions'), track: '56px', from: 0 },
];

export const isFact = (key: ColumnKey): key is FactKey => COLUMNS.some((column) => column.key === key);

export interface ColumnChoice {
  /** Width of the list, px. */
  width: number;
  /** Whether a record tells what came of any run. */
  hasOutcomes: boolean;
  /** Those that were chosen; undefined: as many as there is room for. */
  outcomes?: readonly OutcomeKey[] | undefined;
}

/** On a card what came of a run is one line, not columns. */
export function columnsFor({ width, hasOutcomes, outcomes }: ColumnChoice): Column[] {
  const isCard = width < CARD_WIDTH;
  const gives = !isCard && (outcomes ? outcomes.length > 0 : hasOutcomes);
  const wanted = COLUMNS.filter(({ from, besideOutcomes, key }) => {
    // A card has room for the progress beside the phase.
    const least = isCard && key === 'progress' ? 0 : gives ? (besideOutcomes ?? from) : from;
    return width >= least;
  });
  const facts = isCard ? wanted : fitting(wanted, width);
  const taken = widthOf(facts) + GAP;
  const room = Math.max(0, Math.floor((width - taken) / (OUTCOME_WIDTH + GAP)));
  const shown = isCard ? [] : (outcomes ?? (hasOutcomes ? STANDARD_OUTCOMES.slice(0, room) : []));
  const before = facts.filter(({ key }) => key !== 'actions');
  const after = facts.filter(({ key }) => key === 'actions');
  return [...before.map(named), ...shown.map(outcomeColumn), ...after.map(named)];
}

/** As many of the columns as a list of this width, px, shows whole. */
function fitting(columns: readonly ColumnSpec[], width: number): readonly ColumnSpec[] {
  const last = GIVES_WAY.find((key) => columns.some((column) => column.key === key));
  return last === undefined || widthOf(columns) <= width
    ? columns
    : fitting(
        columns.filter(({ key }) => key !== last),
        width
      );
}

/** What a card tells of what came of a run. */
export const cardOutcomes = ({
  hasOutcomes,
  outcomes,
}: Pick<ColumnChoice, 'hasOutcomes' | 'outcomes'>): readonly OutcomeKey[] =>
  outcomes ?? (hasOutcomes ? STANDARD_OUTCOMES.slice(0, 3) : []);

/** Those that a person sees chosen before choosing. */
export const standardOutcomes = (): readonly OutcomeKey[] => STANDARD_OUTCOMES;

/** What the columns take at the least, px: more than the list is wide, when many were chosen. */
export const widthOf = (columns: ReadonlyArray<Pick<Column, 'track'>>): number =>
  columns.reduce((sum, { track }) => sum + leastWidth(track) + GAP, GAP);

const leastWidth = (track: string): number => Number(/\d+(?=px)/.exec(track)?.[0] ?? 0);

const named = ({ key, title, track, sort }: ColumnSpec): Column => ({ key, title: title(), track, sort });

const outcomeColumn = (key: OutcomeKey): Column => ({
  key,
  title: outcomeTitle(key),
  track: `minmax(${OUTCOME_WIDTH}px, 0.8fr)`,
  sort: key,
});

export const outcomeTitle = (key: OutcomeKey): string =>
  key === 'verdict' ? t('pages.runs.column.verdict', 'Verdict') : KPIS[key].title;

/** px; cards have no headings. @param withOutcomes whether a card has a line of what came of the run */
export function heightsFor(width: number, withOutcomes: boolean): RowHeights {
  return width < CARD_WIDTH
    ? { row: CARD_HEIGHT + (withOutcomes ? CARD_LINE : 0), head: 0 }
    : { row: ROW_HEIGHT, head: HEAD_HEIGHT };
}
