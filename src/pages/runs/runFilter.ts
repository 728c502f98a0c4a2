/** Which runs the list shows, and in which order. Pure; what it works on is a snapshot's summaries. */
import { GATE_OUTCOMES } from '../../domain/comparison/checkGate';
import { KPI_IDS, type KpiId } from '../../domain/analysis/kpis';
import type { LatencyLimits } from '../../domain/analysis/types';
import { RUN_MODES, RUN_PHASES, type RunMode } from '../../domain/run';
import type { ListedRun } from '../../assessment/listedRuns';
import { listedFigure } from '../../records/listedFigures';

export const LISTED_PHASES = [...RUN_PHASES, 'unknown'] as const;
export type ListedPhase = (typeof LISTED_PHASES)[number];

/** An empty list of values lets everything through. Values of different facets are ANDed, of one facet ORed. */
export interface RunFilter {
  phases: ListedPhase[];
  experiments: string[];
  modes: RunMode[];
  startedBy: string[];
  namespaces: string[];
  /** Words that must all occur in name, namespace, experiment, pipeline or variant; case does not matter. */
  search: string;
}

export const NO_FILTER: RunFilter = {
  phases: [],
  experiments: [],
  modes: [],
  startedBy: [],
  namespaces: [],
  search: '',
};

export const SORT_KEYS = ['created', 'name', 'phase', 'experiment', 'mode', 'startedBy'] as const;
/** What came of a run: a figure, or what the gates said when it was recorded. */
export type OutcomeKey = KpiId | 'verdict';
export const OUTCOME_KEYS: readonly OutcomeKey[] = ['verdict', ...KPI_IDS];
export type SortKey = (typeof SORT_KEYS)[number] | OutcomeKey;
export interface RunSort {
  by: SortKey;
  descending: boolean;
}
export const NEWEST_FIRST: RunSort = { by: 'created', descending: true };

/** What a facet's value is called in the filter when a run has none. */
export const NONE = '(none)';

/** A value of a facet with the number of runs that have it. */
export interface FacetValue<T extends string = string> {
  value: T;
  count: number;
}

export interface RunFacets {
  phases: Array<FacetValue<ListedPhase>>;
  experiments: FacetValue[];
  modes: Array<FacetValue<RunMode>>;
  startedBy: FacetValue[];
  namespaces: FacetValue[];
}

/**
 * Runs that pass the filter, sorted, those that are pinned first; equal ones keep newest first, and those without the figure that is sorted by come last.
 *
 * @param limits for goodput
 */
export function selectRuns(
  runs: readonly ListedRun[],
  filter: RunFilter,
  sort: RunSort,
  limits: LatencyLimits = {}
): ListedRun[] {
  const passed = isFiltered(filter) ? runs.filter(predicate(filter)) : runs;
  return sorted(passed, sort, limits);
}

/** A figure of a run's record, in the unit of its definition. */
export const figureOf = (id: KpiId, { outcome }: ListedRun, limits: LatencyLimits): number | undefined =>
  outcome && listedFigure(id, outcome, limits);

export function isFiltered(filter: RunFilter): boolean {
  return (
    filter.search.trim() !== '' ||
    [filter.phases, filter.experiments, filter.modes, filter.startedBy, filter.namespaces].some((f) => f.length > 0)
  );
}

function predicate(filter: RunFilter): (run: ListedRun) => boolean {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const phases = allow(filter.phases);
  const experiments = allow(filter.experiments);
  const modes = allow(filter.modes);
  const startedBy = allow(filter.startedBy);
  const namespaces = allow(filter.namespaces);
  return (run) =>
    phases(run.phase) &&
    experiments(run.experiment ?? NONE) &&
    modes(run.mode ?? NONE) &&
    startedBy(run.startedBy ?? NONE) &&
    namespaces(run.namespace) &&
    (words.length === 0 || matches(run, words));
}

function allow(values: string[]): (value: string) => boolean {
  const set = new Set(values);
  return set.size === 0 ? () => true : (value) => set.has(value);
}

function matches(run: ListedRun, words: string[]): boolean {
  const text = [run.name, run.namespace, run.experiment, run.pipeline, run.variant, run.labels?.note]
    .concat(run.labels?.tags.map((tag) => `#${tag}`))
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

const text = (value: string | undefined): string => value ?? '';
const VALUE: Record<(typeof SORT_KEYS)[number], (run: ListedRun) => string | number> = {
  created: (run) => run.createdAt,
  name: (run) => run.name,
  phase: (run) => LISTED_PHASES.indexOf(run.phase),
  experiment: (run) => text(run.experiment),
  mode: (run) => text(run.mode),
  startedBy: (run) => text(run.startedBy),
};
const isOutcome = (key: SortKey): key is OutcomeKey => OUTCOME_KEYS.some((one) => one === key);

function valueBy(key: SortKey, limits: LatencyLimits): (run: ListedRun) => string | number | undefined {
  if (!isOutcome(key)) {
    return VALUE[key];
  }
  return key === 'verdict'
    ? ({ outcome }) => (outcome?.verdict ? GATE_OUTCOMES.indexOf(outcome.verdict.outcome) : undefined)
    : (run) => figureOf(key, run, limits);
}

function sorted(runs: readonly ListedRun[], sort: RunSort, limits: LatencyLimits): ListedRun[] {
  const valueOf = valueBy(sort.by, limits);
  const sign = sort.descending ? -1 : 1;
  // Goodput is counted of histograms: once a run, not once a comparison.
  const valued = runs.map((run) => ({ run, value: valueOf(run) }));
  valued.sort(
    (a, b) =>
      Number(b.run.isPinned ?? false) - Number(a.run.isPinned ?? false) ||
      (a.value === undefined || b.value === undefined
        ? Number(a.value === undefined) - Number(b.value === undefined)
        : sign * compare(a.value, b.value)) ||
      b.run.createdAt - a.run.createdAt ||
      compare(a.run.uid, b.run.uid)
  );
  return valued.map(({ run }) => run);
}

// Plain comparison: with localeCompare, sorting 5,000 names takes longer than a frame.
function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The values that occur in all runs (not only the filtered ones), most frequent first; phases and modes in their own order. */
export function facetsOf(runs: readonly ListedRun[]): RunFacets {
  const phases = count(runs, (run) => run.phase);
  const modes = count(runs, (run) => run.mode);
  return {
    phases: LISTED_PHASES.flatMap((value) => (phases.has(value) ? [{ value, count: phases.get(value) ?? 0 }] : [])),
    modes: RUN_MODES.flatMap((value) => (modes.has(value) ? [{ value, count: modes.get(value) ?? 0 }] : [])),
    experiments: byCount(count(runs, (run) => run.experiment ?? NONE)),
    startedBy: byCount(count(runs, (run) => run.startedBy ?? NONE)),
    namespaces: byCount(count(runs, (run) => run.namespace)),
  };
}

function count(runs: readonly ListedRun[], key: (run: ListedRun) => string | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const value = key(run);
    if (value !== undefined) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return counts;
}

function byCount(counts: Map<string, number>): FacetValue[] {
  return [...counts]
    .map(([value, n]) => ({ value, count: n }))
    .sort((a, b) => b.count - a.count || compare(a.value, b.value));
}
