/** A record as bytes: gzip, as a ConfigMap holds it. */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';

import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { t } from '../i18n/t';
import { UserError } from '../shared/errors';
import { analysisOfRecord, recordOf, type RecordContext } from './encode';
import { MOST_POINTS } from './gridSeries';
import type { ReadRecord, RunRecord } from './record';
import { RECORD_SCHEMA } from './schema';
import { violations } from './validate';

/** Kubernetes takes objects of 1 MiB; base64 makes four bytes of three. */
const MOST_BYTES = 900_000;
const asBase64 = (bytes: number): number => Math.ceil(bytes / 3) * 4;
const FEWEST_POINTS = 15;

export interface PackedRecord {
  record: RunRecord;
  gzip: Uint8Array;
  /** What the bytes take in a ConfigMap. */
  bytes: number;
}

/** The record at the finest resolution at which it fits into a ConfigMap: coarser rather than refused. */
export function packRecord(analysis: RunAnalysis, context: RecordContext, mostBytes = MOST_BYTES): PackedRecord {
  for (let mostPoints = MOST_POINTS; ; mostPoints = Math.floor(mostPoints / 2)) {
    const record = recordOf(analysis, { ...context, mostPoints });
    const gzip = gzipSync(strToU8(JSON.stringify(record)), { level: 9, mtime: 0 });
    const bytes = asBase64(gzip.length);
    if (bytes <= mostBytes || mostPoints <= FEWEST_POINTS) {
      return { record, gzip, bytes };
    }
  }
}

const GZIP = [0x1f, 0x8b];
const isPacked = (bytes: Uint8Array): boolean => GZIP.every((byte, i) => bytes[i] === byte);

/** A record's bytes, packed where they are not. */
export const packed = (bytes: Uint8Array): Uint8Array =>
  isPacked(bytes) ? bytes : gzipSync(bytes, { level: 9, mtime: 0 });

/**
 * A record from a file's bytes, packed or as JSON.
 *
 * @param name of the file, for the error
 * @throws UserError that names what is wrong
 */
export function readRecord(bytes: Uint8Array, name: string): ReadRecord {
  let json: unknown;
  try {
    json = JSON.parse(strFromU8(isPacked(bytes) ? gunzipSync(bytes) : bytes));
  } catch (error) {
    throw notARecord(name, t('records.no-json', 'it is no JSON'), error);
  }
  const [first, ...more] = violations(json, RECORD_SCHEMA);
  if (first !== undefined) {
    throw notARecord(
      name,
      more.length === 0 ? first : t('records.and-more', '{{first}} (and {{count}} more)', { first, count: more.length })
    );
  }
  const record = json as RunRecord;
  return { record, analysis: analysisOfRecord(record) };
}

function notARecord(name: string, why: string, cause?: unknown): UserError {
  return new UserError({
    title: t('records.no-record', 'This is no run record'),
    message: `${name}: ${why}`,
    nextStep: t('records.no-record-next', 'Choose a file that `wva record` wrote.'),
    cause,
  });
}
