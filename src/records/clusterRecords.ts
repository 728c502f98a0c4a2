/** Records that stand in the cluster as ConfigMaps, read by whoever reads the Kubernetes API: a browser or Node. */
import { LABELS } from '../constants';
import type { RunRef } from '../domain/run';
import { decodeList } from '../kube/decode';
import { array, decodeWith, object, unknown } from '../kube/decoder';
import type { ListOf } from '../kube/listPath';
import { listedRecord, readRecordMap, recordMapName, type ListedRecord } from './configMap';
import type { ReadRecord } from './record';

/** `asTable`: metadata alone. */
export interface RecordReader {
  read(list: ListOf & { asTable?: boolean }, signal?: AbortSignal): Promise<unknown>;
}

const configMaps = (namespace: string): ListOf => ({ group: '', version: 'v1', resource: 'configmaps', namespace });

/**
 * The record of a run; undefined where there is none.
 *
 * @throws what the reader throws; UserError or DecodeError when what is there is no record
 */
export async function findRecord(
  reader: RecordReader,
  { namespace, name }: Pick<RunRef, 'namespace' | 'name'>,
  signal?: AbortSignal
): Promise<ReadRecord | undefined> {
  // A list of one object needs the same right as the list of presets, where a get would need one more.
  const found = await reader.read({ ...configMaps(namespace), name: recordMapName(name) }, signal);
  const [map] = decodeList(found, (one) => one).items;
  return map === undefined ? undefined : readRecordMap(map);
}

const TABLE = object({ rows: array(object({ object: unknown })) });

/** What the records of a namespace tell by their metadata; at most so many as one page of a list has. @throws as {@link findRecord} */
export async function listRecords(
  reader: RecordReader,
  namespace: string,
  signal?: AbortSignal
): Promise<ListedRecord[]> {
  const list = { ...configMaps(namespace), labelSelector: `${LABELS.record}=true`, asTable: true };
  const { rows } = decodeWith(TABLE, await reader.read(list, signal), 'Table');
  return rows.flatMap((row) => listedRecord(row.object) ?? []);
}
