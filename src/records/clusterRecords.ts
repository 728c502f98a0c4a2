/** Records that stand in the cluster as ConfigMaps, read by whoever reads the Kubernetes API: a browser or Node. */
import type { RunRef } from '../domain/run';
import { decodeList } from '../kube/decode';
import { readRecordMap, recordMapName } from './configMap';
import type { ReadRecord } from './record';
import { configMaps, type RecordReader } from './recordList';

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
