/** What a comparison shows, as URL parameters and back. What the URL says is checked: it may come from anywhere. */
import type { LatencyId } from '../domain/analysis/types';
import { ALIGNMENTS, type Alignment } from '../domain/comparison/alignment';
import { parseRunId, runId, type RunRef } from '../domain/run';
import { urlList as list, type UrlValues } from '../shared/urlValues';

/** More lines than this no chart keeps apart. */
export const MAX_RUNS = 12;

export const LATENCIES: readonly LatencyId[] = ['ttft', 'itl', 'e2e'];
export const PERCENTILES = ['P50', 'P90', 'P99'] as const;
export type Percentile = (typeof PERCENTILES)[number];

export interface CompareView {
  runs: RunRef[];
  /** Chosen by hand; the first run without. */
  baseline?: RunRef;
  alignment: Alignment;
  /** Columns of verdict and figures: groups of repeats, or each run by itself. */
  columns: 'runs' | 'groups';
  /** The telling figures, or all of them. */
  figures: 'key' | 'all';
  /** Only figures in which the columns differ. */
  differing: boolean;
  search: string;
  /** Key of the column by whose change the figures are sorted, largest first; the catalogue's order without. */
  sort?: string;
  /** Gates that hold on this page in place of the provisioned ones. */
  gates?: string[];
  percentile: Percentile;
  /** Which latency is shown over time with its spread. */
  latency: LatencyId;
}

export const URL_KEYS = [
  'run',
  'baseline',
  'align',
  'columns',
  'figures',
  'differing',
  'q',
  'sort',
  'gate',
  'percentile',
  'latency',
] as const;
export type UrlKey = (typeof URL_KEYS)[number];

/** In the URL in place of gates: none hold here. */
const NO_GATES = 'none';

export function readCompareUrl(values: UrlValues): CompareView {
  const one = (key: UrlKey): string | undefined => list(values[key])[0];
  const gates = list(values.gate);
  return {
    runs: runsIn(values.run),
    baseline: parseRunId(one('baseline') ?? ''),
    alignment: ALIGNMENTS.find((known) => known === one('align')) ?? 'elapsed',
    columns: one('columns') === 'runs' ? 'runs' : 'groups',
    figures: one('figures') === 'all' ? 'all' : 'key',
    differing: one('differing') === 'true',
    search: one('q') ?? '',
    sort: one('sort'),
    gates: gates.length === 0 ? undefined : gates.filter((text) => text !== NO_GATES),
    percentile: PERCENTILES.find((known) => known === one('percentile')) ?? 'P99',
    latency: LATENCIES.find((known) => known === one('latency')) ?? 'ttft',
  };
}

/**
 * `null` takes a parameter out of the URL: what is at its default is not in it. What may be given several times is a list
 * even when it is empty: Scenes would read only the first of it else.
 */
export function writeCompareUrl(view: CompareView): Record<UrlKey, string | string[] | null> {
  const unless = (value: string, standard: string): string | null => (value === standard ? null : value);
  return {
    run: view.runs.map(runId),
    baseline: view.baseline ? runId(view.baseline) : null,
    align: unless(view.alignment, 'elapsed'),
    columns: unless(view.columns, 'groups'),
    figures: unless(view.figures, 'key'),
    differing: view.differing ? 'true' : null,
    q: unless(view.search, ''),
    sort: view.sort ?? null,
    gate: view.gates === undefined ? [] : view.gates.length === 0 ? [NO_GATES] : view.gates,
    percentile: unless(view.percentile, 'P99'),
    latency: unless(view.latency, 'ttft'),
  };
}

/** Runs that a URL names, each once, at most as many as can be compared. */
function runsIn(value: UrlValues[string]): RunRef[] {
  const ids = [...new Set(list(value))];
  return ids.flatMap((id) => parseRunId(id) ?? []).slice(0, MAX_RUNS);
}
