/**
 * The ConfigMap that holds a run's record: packed, with what a list tells of it as labels and annotations, so that a list
 * costs metadata only.
 */
import { APP_ID, LABELS, RECORD_MAPS } from '../constants';
import { KPI_IDS, type KpiId } from '../domain/analysis/kpis';
import type { AnalysedRun } from '../domain/analysis/types';
import { GATE_OUTCOMES, type GateOutcome } from '../domain/comparison/checkGate';
import { t } from '../i18n/t';
import { decodeWith, maybe, name, object, record, string } from '../kube/decoder';
import { isDnsSubdomain, toLabelValue } from '../kube/names';
import { UserError } from '../shared/errors';
import { fromBase64, toBase64 } from './base64';
import { readRecord, type PackedRecord } from './pack';
import type { ReadRecord } from './record';
import { RUN_SCHEMA } from './schema';
import { violations } from './validate';

/** Figures that a list of runs shows. */
const LISTED: readonly KpiId[] = [
  'ttft-p99',
  'itl-p99',
  'e2e-p99',
  'error-rate',
  'requests-served',
  'replicas-mean',
  'replicas-peak',
  'gpu-hours',
  'requests-per-gpu-hour',
];

/** What gates said of the run when it was recorded. */
export interface RecordedVerdict {
  outcome: GateOutcome;
  /** Runs or records that it was held against. */
  baseline: readonly string[];
}

export interface RecordMap {
  apiVersion: 'v1';
  kind: 'ConfigMap';
  metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  binaryData: Record<string, string>;
}

/** What a list of records tells of each. */
export interface ListedRecord {
  run: AnalysedRun;
  figures: Partial<Record<KpiId, number>>;
  verdict?: RecordedVerdict;
}

/** @throws UserError where nothing of the run's name can be part of a name */
export function recordMapName(run: string): string {
  const own = isDnsSubdomain(run)
    ? run
    : run
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
  const whole = `${RECORD_MAPS.prefix}${own}`;
  if (own === '' || !isDnsSubdomain(whole)) {
    throw new UserError({
      title: t('records.no-name', 'No name for the record'),
      message: t('records.no-name-why', '"{{run}}" cannot be part of the name of a ConfigMap', { run }),
      nextStep: t('records.no-name-next', 'Give the window another name.'),
    });
  }
  return whole;
}

/** @throws UserError where the run's name gives none for the ConfigMap */
export function recordMap({ record: { run, figures }, gzip }: PackedRecord, verdict?: RecordedVerdict): RecordMap {
  const experiment = toLabelValue(run.experiment ?? '');
  const listed = LISTED.flatMap((id): Array<[KpiId, number]> => {
    const value = figures[id]?.value;
    return value === undefined ? [] : [[id, value]];
  });
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: recordMapName(run.name),
      namespace: run.namespace,
      labels: {
        [LABELS.managedBy]: APP_ID,
        [LABELS.record]: 'true',
        ...(experiment !== '' && { [LABELS.experiment]: experiment }),
      },
      annotations: {
        [RECORD_MAPS.run]: JSON.stringify({ ...run, params: [], results: [] }),
        [RECORD_MAPS.figures]: JSON.stringify(Object.fromEntries(listed)),
        ...(verdict && {
          [RECORD_MAPS.verdict]: verdict.outcome,
          [RECORD_MAPS.baseline]: JSON.stringify(verdict.baseline),
        }),
      },
    },
    binaryData: { [RECORD_MAPS.key]: toBase64(gzip) },
  };
}

const METADATA = object({ name, namespace: name, annotations: maybe(record(string)) });
const RecordConfigMap = object({ metadata: METADATA, binaryData: maybe(record(string)) });
const Listed = object({ metadata: METADATA });

/**
 * The record in a ConfigMap as the API serves it.
 *
 * @throws DecodeError when it is no ConfigMap; UserError when it holds no record, or that of another version
 */
export function readRecordMap(value: unknown): ReadRecord {
  const { metadata, binaryData } = decodeWith(RecordConfigMap, value, 'ConfigMap');
  const where = `${metadata.namespace}/${metadata.name}`;
  return readRecord(fromBase64(binaryData?.[RECORD_MAPS.key] ?? ''), where);
}

/** What metadata tell of a record; undefined where somebody else wrote it. @throws DecodeError when it is no object */
export function listedRecord(value: unknown): ListedRecord | undefined {
  const { annotations = {} } = decodeWith(Listed, value, 'ConfigMap').metadata;
  const run = jsonOf(annotations[RECORD_MAPS.run]);
  if (violations(run, RUN_SCHEMA, 'run').length > 0) {
    return undefined;
  }
  const figures = jsonOf(annotations[RECORD_MAPS.figures]);
  const outcome = GATE_OUTCOMES.find((one) => one === annotations[RECORD_MAPS.verdict]);
  const baseline = jsonOf(annotations[RECORD_MAPS.baseline]);
  return {
    run: run as AnalysedRun,
    figures: isObject(figures)
      ? Object.fromEntries(KPI_IDS.flatMap((id) => (typeof figures[id] === 'number' ? [[id, figures[id]]] : [])))
      : {},
    ...(outcome && {
      verdict: {
        outcome,
        baseline: Array.isArray(baseline) ? baseline.filter((one): one is string => typeof one === 'string') : [],
      },
    }),
  };
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
