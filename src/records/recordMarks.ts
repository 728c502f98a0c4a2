/**
 * What the annotations of a record's ConfigMap tell of it: the one definition for whoever writes records and for whoever
 * lists them. A list of records costs metadata only.
 */
import { RECORD_MAPS } from '../constants';
import { KPI_IDS, type KpiId } from '../domain/analysis/kpis';
import type { AnalysedRun, HistogramCounts, LatencyId } from '../domain/analysis/types';
import { GATE_OUTCOMES, type GateOutcome } from '../domain/comparison/checkGate';
import { flattenParams } from '../domain/comparison/paramDiff';
import { NAMING_PARAMS, versionsAmong } from '../domain/comparison/trend';
import type { NamedValue } from '../domain/run';
import { decodeWith, maybe, name, object, record, string } from '../kube/decoder';
import type { RunRecord } from './record';
import { RUN_SCHEMA } from './schema';
import { violations } from './validate';

/** What gates said of the run when it was recorded. */
export interface RecordedVerdict {
  outcome: GateOutcome;
  /** Runs or records that it was held against. */
  baseline: readonly string[];
}

/** Params and versions in force, by the path of each leaf; long texts are cut. */
export interface ListedSettings {
  params: Readonly<Record<string, string>>;
  versions: Readonly<Record<string, string>>;
}

/** What a list of records tells of each. */
export interface ListedRecord {
  /** With the params and results that {@link ListedSettings} tells. */
  run: AnalysedRun;
  /** Seven digits of each figure that is known. */
  figures: Partial<Record<KpiId, number>>;
  /** Undefined where they are too many for a list, or an earlier program wrote the record. */
  settings?: ListedSettings;
  latency: Partial<Record<'ttft' | 'itl', HistogramCounts>>;
  verdict?: RecordedVerdict;
}

const DIGITS = 7;
/** A text is known again by its beginning and its length; the whole is in the record. */
const MOST_CHARS = 60;
const MOST_SETTINGS = 4_000;
const LISTED_LATENCIES = ['ttft', 'itl'] as const satisfies readonly LatencyId[];

/** Annotations of a record's ConfigMap, about 5 kB. */
export function recordMarks(
  { run, figures, measurements: { latency } }: Pick<RunRecord, 'run' | 'figures' | 'measurements'>,
  verdict?: RecordedVerdict
): Record<string, string> {
  const listed = KPI_IDS.flatMap((id): Array<[KpiId, number]> => {
    const value = figures[id]?.value;
    return value === undefined ? [] : [[id, short(value)]];
  });
  const histograms = LISTED_LATENCIES.flatMap((id) => {
    const found = latency[id];
    return found ? [[id, { bounds: found.bounds, counts: found.counts.map(short) }]] : [];
  });
  const settings = JSON.stringify(settingsOf(run));
  return {
    [RECORD_MAPS.run]: JSON.stringify({ ...run, params: [], results: [] }),
    [RECORD_MAPS.figures]: JSON.stringify(Object.fromEntries(listed)),
    [RECORD_MAPS.histograms]: JSON.stringify(Object.fromEntries(histograms)),
    ...(settings.length <= MOST_SETTINGS && { [RECORD_MAPS.settings]: settings }),
    ...(verdict && verdictMarks(verdict)),
  };
}

/** A verdict as annotations, also of a record that is there already. */
export const verdictMarks = ({ outcome, baseline }: RecordedVerdict): Record<string, string> => ({
  [RECORD_MAPS.verdict]: outcome,
  [RECORD_MAPS.baseline]: JSON.stringify(baseline),
});

const short = (value: number): number => Number(value.toPrecision(DIGITS));

function settingsOf({ params, results }: AnalysedRun): ListedSettings {
  const leaves = (values: readonly NamedValue[]): Record<string, string> =>
    Object.fromEntries([...flattenParams(values)].map(([path, text]) => [path, cut(text)]));
  return {
    params: leaves(params.filter((param) => !NAMING_PARAMS.includes(param.name))),
    versions: leaves(versionsAmong(results)),
  };
}

function cut(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length <= MOST_CHARS && line === text ? text : `${line.slice(0, MOST_CHARS)}… (${text.length})`;
}

const Listed = object({ metadata: object({ name, namespace: name, annotations: maybe(record(string)) }) });

/** What metadata tell of a record; undefined where somebody else wrote it. @throws DecodeError when it is no object */
export function listedRecord(value: unknown): ListedRecord | undefined {
  const { annotations = {} } = decodeWith(Listed, value, 'ConfigMap').metadata;
  const run = jsonOf(annotations[RECORD_MAPS.run]);
  if (violations(run, RUN_SCHEMA, 'run').length > 0) {
    return undefined;
  }
  const settings = readSettings(jsonOf(annotations[RECORD_MAPS.settings]));
  const histograms = jsonOf(annotations[RECORD_MAPS.histograms]);
  const verdict = readVerdict(annotations);
  return {
    run: {
      ...(run as AnalysedRun),
      params: namedValues(settings?.params),
      results: namedValues(settings?.versions),
    },
    figures: readFigures(jsonOf(annotations[RECORD_MAPS.figures])),
    latency: Object.fromEntries(
      LISTED_LATENCIES.flatMap((id) => {
        const found = isObject(histograms) ? readHistogram(histograms[id]) : undefined;
        return found ? [[id, found]] : [];
      })
    ),
    ...(settings && { settings }),
    ...(verdict && { verdict }),
  };
}

const namedValues = (leaves: Readonly<Record<string, string>> = {}): NamedValue[] =>
  Object.entries(leaves).map(([path, value]) => ({ name: path, value }));

const readFigures = (figures: unknown): ListedRecord['figures'] =>
  isObject(figures)
    ? Object.fromEntries(KPI_IDS.flatMap((id) => (typeof figures[id] === 'number' ? [[id, figures[id]]] : [])))
    : {};

function readSettings(value: unknown): ListedSettings | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  return { params: textsOf(value.params), versions: textsOf(value.versions) };
}

const textsOf = (value: unknown): Record<string, string> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      )
    : {};

function readHistogram(value: unknown): HistogramCounts | undefined {
  const { bounds, counts } = isObject(value) ? value : {};
  const read = Array.isArray(bounds) ? bounds.map((bound) => (bound === '+Inf' ? Infinity : bound)) : [];
  const isWhole =
    Array.isArray(counts) &&
    counts.length === read.length &&
    [...read, ...counts].every((one) => typeof one === 'number');
  return isWhole ? { bounds: read as number[], counts: counts as number[] } : undefined;
}

function readVerdict(annotations: Record<string, string>): RecordedVerdict | undefined {
  const outcome = GATE_OUTCOMES.find((one) => one === annotations[RECORD_MAPS.verdict]);
  const baseline = jsonOf(annotations[RECORD_MAPS.baseline]);
  return (
    outcome && {
      outcome,
      baseline: Array.isArray(baseline) ? baseline.filter((one): one is string => typeof one === 'string') : [],
    }
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
