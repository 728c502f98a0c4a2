/** Filter and order of the run list as URL parameters, and back. What the URL says is checked: it may come from anywhere. */
import { parseRunId, RUN_MODES, RUN_PHASES } from '../../domain/run';
import { urlList as list, type UrlValues } from '../../shared/urlValues';
import { NEWEST_FIRST, SORT_KEYS, type RunFilter, type RunSort } from './runFilter';

export const URL_KEYS = ['phase', 'experiment', 'mode', 'by', 'ns', 'q', 'sort', 'select'] as const;
export type UrlKey = (typeof URL_KEYS)[number];

export interface RunsUrlState {
  filter: RunFilter;
  sort: RunSort;
  /** `namespace/name` of the runs that are to be compared, in the order in which they were chosen. */
  selected: string[];
}

export function readUrl(values: UrlValues): RunsUrlState {
  return {
    filter: {
      phases: known(list(values.phase), RUN_PHASES),
      experiments: list(values.experiment),
      modes: known(list(values.mode), RUN_MODES),
      startedBy: list(values.by),
      namespaces: list(values.ns),
      search: list(values.q)[0] ?? '',
    },
    sort: readSort(list(values.sort)[0]),
    selected: [...new Set(list(values.select))].filter((id) => parseRunId(id) !== undefined),
  };
}

/**
 * `null` or an empty list takes a parameter out of the URL: what is at its default is not in it. What may be given several
 * times is a list even when it is empty: Scenes would read only the first of it else.
 */
export function writeUrl({ filter, sort, selected }: RunsUrlState): Record<UrlKey, string | string[] | null> {
  return {
    phase: filter.phases,
    experiment: filter.experiments,
    mode: filter.modes,
    by: filter.startedBy,
    ns: filter.namespaces,
    q: filter.search === '' ? null : filter.search,
    sort: writeSort(sort),
    select: selected,
  };
}

function readSort(text: string | undefined): RunSort {
  const by = text?.replace(/^-/, '');
  const key = SORT_KEYS.find((k) => k === by);
  return key ? { by: key, descending: text?.startsWith('-') ?? false } : NEWEST_FIRST;
}

function writeSort(sort: RunSort): string | null {
  const isDefault = sort.by === NEWEST_FIRST.by && sort.descending === NEWEST_FIRST.descending;
  return isDefault ? null : `${sort.descending ? '-' : ''}${sort.by}`;
}

function known<T extends string>(values: string[], all: readonly T[]): T[] {
  return all.filter((v) => values.includes(v));
}
