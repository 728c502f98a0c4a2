/**
 * The ConfigMap that holds a run's record: packed, with what a list tells of it as labels and annotations, so that a list
 * costs metadata only.
 */
import { APP_ID, LABELS, RECORD_MAPS } from '../constants';
import { t } from '../i18n/t';
import { decodeWith, maybe, name, object, record, string } from '../kube/decoder';
import { isDnsSubdomain, toLabelValue } from '../kube/names';
import { UserError } from '../shared/errors';
import { fromBase64, toBase64 } from './base64';
import { readRecord, type PackedRecord } from './pack';
import type { ReadRecord } from './record';
import { recordMarks, type RecordedVerdict } from './recordMarks';

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

/** Of a uid so much tells runs of one name apart. */
const UID_LENGTH = 8;

/**
 * @param uid of the run, where an earlier run of that name has the plain one
 * @throws UserError where nothing of the run's name can be part of a name
 */
export function recordMapName(run: string, uid?: string): string {
  const own = isDnsSubdomain(run)
    ? run
    : run
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
  const whole = `${RECORD_MAPS.prefix}${own}${uid === undefined ? '' : `-${uid.slice(0, UID_LENGTH)}`}`;
  if (own === '' || !isDnsSubdomain(whole)) {
    throw new UserError({
      title: t('records.no-name', 'No name for the record'),
      message: t('records.no-name-why', '"{{run}}" cannot be part of the name of a ConfigMap', { run }),
      nextStep: t('records.no-name-next', 'Give the window another name.'),
    });
  }
  return whole;
}

/**
 * @param name of the ConfigMap; the run's own without it
 * @throws UserError where the run's name gives none for the ConfigMap
 */
export function recordMap(
  { record: kept, gzip }: PackedRecord,
  { verdict, name = recordMapName(kept.run.name) }: { verdict?: RecordedVerdict; name?: string } = {}
): RecordMap {
  const { run } = kept;
  const experiment = toLabelValue(run.experiment ?? '');
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: run.namespace,
      labels: {
        [LABELS.managedBy]: APP_ID,
        [LABELS.record]: 'true',
        ...(experiment !== '' && { [LABELS.experiment]: experiment }),
      },
      annotations: recordMarks(kept, verdict),
    },
    binaryData: { [RECORD_MAPS.key]: toBase64(gzip) },
  };
}

const RecordConfigMap = object({
  metadata: object({ name, namespace: name }),
  binaryData: maybe(record(string)),
});

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
