/** Filter and order of the run list as URL parameters, and back. */
import { parseRunId, RUN_MODES, RUN_PHASES } from '../../domain/run';
import { listParam, param, someOf, urlCodec, wordList, words } from '../../shared/urlCodec';
import { NEWEST_FIRST, SORT_KEYS, type RunFilter, type RunSort } from './runFilter';

export interface RunsView {
  filter: RunFilter;
  sort: RunSort;
  /** `namespace/name` of the runs that are to be compared, in the order in which they were chosen. */
  selected: string[];
}

export const RUNS_URL = urlCodec<RunsView>({
  filter: urlCodec<RunFilter>({
    phases: someOf('phase', RUN_PHASES),
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
});

function readSort(text: string | undefined): RunSort {
  const by = text?.replace(/^-/, '');
  const key = SORT_KEYS.find((k) => k === by);
  return key ? { by: key, descending: text?.startsWith('-') ?? false } : NEWEST_FIRST;
}

function writeSort(sort: RunSort): string | null {
  const isDefault = sort.by === NEWEST_FIRST.by && sort.descending === NEWEST_FIRST.descending;
  return isDefault ? null : `${sort.descending ? '-' : ''}${sort.by}`;
}
