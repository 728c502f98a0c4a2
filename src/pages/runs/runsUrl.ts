/** Filter and order of the run list as URL parameters, and back. */
import { parseRunId, RUN_MODES } from '../../domain/run';
import { flag, listParam, param, someOf, urlCodec, wordList, words } from '../../shared/urlCodec';
import {
  LISTED_PHASES,
  NEWEST_FIRST,
  OUTCOME_KEYS,
  SORT_KEYS,
  type OutcomeKey,
  type RunFilter,
  type RunSort,
} from './runFilter';

export interface RunsView {
  filter: RunFilter;
  sort: RunSort;
  /** `namespace/name` of the runs that are to be compared, in the order in which they were chosen. */
  selected: string[];
  /** The form that starts a run is open. */
  starting: boolean;
  /** Columns with what came of the runs, in this order; undefined: those for which there is room. */
  outcomes?: OutcomeKey[];
}

/** In the URL for the choice of no column. */
const NO_COLUMN = 'none';

export const RUNS_URL = urlCodec<RunsView>({
  filter: urlCodec<RunFilter>({
    phases: someOf('phase', LISTED_PHASES),
    experiments: wordList('experiment'),
    modes: someOf('mode', RUN_MODES),
    startedBy: wordList('by'),
    namespaces: wordList('ns'),
    search: words('q'),
  }),
  sort: param('sort', readSort, writeSort),
  selected: listParam(
    'select',
    (ids) => [...new Set(ids)].filter((id) => parseRunId(id) !== undefined),
    (ids) => ids
  ),
  starting: flag('start'),
  outcomes: listParam<OutcomeKey[] | undefined>(
    'show',
    (keys) => {
      const known = [...new Set(keys)].flatMap((key) => OUTCOME_KEYS.find((one) => one === key) ?? []);
      return known.length > 0 || keys.includes(NO_COLUMN) ? known : undefined;
    },
    (keys) => (keys?.length === 0 ? [NO_COLUMN] : (keys ?? []))
  ),
});

function readSort(text: string | undefined): RunSort {
  const by = text?.replace(/^-/, '');
  const key = [...SORT_KEYS, ...OUTCOME_KEYS].find((k) => k === by);
  return key ? { by: key, descending: text?.startsWith('-') ?? false } : NEWEST_FIRST;
}

function writeSort(sort: RunSort): string | null {
  const isDefault = sort.by === NEWEST_FIRST.by && sort.descending === NEWEST_FIRST.descending;
  return isDefault ? null : `${sort.descending ? '-' : ''}${sort.by}`;
}
