/** What a comparison shows, as URL parameters and back. */
import type { LatencyId, LatencyLimits } from '../domain/analysis/types';
import { ALIGNMENTS, type Alignment } from '../domain/comparison/alignment';
import { parseRunId, runId, type RunRef } from '../domain/run';
import { limitSeconds } from '../shared/latencyLimits';
import { flag, listParam, oneOf, optionalWords, param, urlCodec, words, type UrlCodec } from '../shared/urlCodec';

/** More lines than this no chart keeps apart. */
export const MAX_RUNS = 12;

export const LATENCIES: readonly LatencyId[] = ['ttft', 'itl', 'e2e'];
export const PERCENTILES = ['P50', 'P90', 'P99'] as const;
export type Percentile = (typeof PERCENTILES)[number];

/** Parts of a comparison, in the order of the page. */
export const COMPARE_PARTS = [
  'answer',
  'parameters',
  'verdict',
  'figures',
  'variants',
  'charts',
  'decisions',
  'distributions',
  'spread',
] as const;
export type ComparePart = (typeof COMPARE_PARTS)[number];

export interface CompareView {
  runs: RunRef[];
  /** To which part the page is scrolled by a link. */
  part?: ComparePart;
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
  /** Limits for goodput that hold on this page in place of those of the settings. */
  limits: LatencyLimits;
  percentile: Percentile;
  /** Which latency is shown over time with its spread. */
  latency: LatencyId;
}

/** In the URL in place of gates: none hold here. */
const NO_GATES = 'none';

/** A run that may not be named, `namespace/name`. */
export const optionalRun = (key: string): UrlCodec<RunRef | undefined> =>
  param(
    key,
    (text) => parseRunId(text ?? ''),
    (run) => (run ? runId(run) : null)
  );

/** Seconds; nothing else counts. */
const limitParam = (key: string): UrlCodec<number | undefined> =>
  param(key, limitSeconds, (seconds) => (seconds === undefined ? null : String(seconds)));

export const COMPARE_URL = urlCodec<CompareView>({
  runs: listParam('run', runsIn, (runs) => runs.map(runId)),
  part: param(
    'part',
    (text) => COMPARE_PARTS.find((known) => known === text),
    (part) => part ?? null
  ),
  baseline: optionalRun('baseline'),
  alignment: oneOf<Alignment>('align', ALIGNMENTS, 'elapsed'),
  columns: oneOf('columns', ['runs', 'groups'], 'groups'),
  figures: oneOf('figures', ['key', 'all'], 'key'),
  differing: flag('differing'),
  search: words('q'),
  sort: optionalWords('sort'),
  gates: listParam(
    'gate',
    (texts) => (texts.length === 0 ? undefined : texts.filter((text) => text !== NO_GATES)),
    (gates) => (gates === undefined ? [] : gates.length === 0 ? [NO_GATES] : gates)
  ),
  limits: urlCodec<LatencyLimits>({ ttftSeconds: limitParam('ttft-limit'), itlSeconds: limitParam('itl-limit') }),
  percentile: oneOf<Percentile>('percentile', PERCENTILES, 'P99'),
  latency: oneOf<LatencyId>('latency', LATENCIES, 'ttft'),
});

/** Runs that a URL names, each once, at most as many as can be compared. */
function runsIn(ids: readonly string[]): RunRef[] {
  return [...new Set(ids)].flatMap((id) => parseRunId(id) ?? []).slice(0, MAX_RUNS);
}
