/** Records that stand in the cluster as ConfigMaps, read by whoever reads the Kubernetes API: a browser or Node. */
import type { RunRef } from '../domain/run';
import { decodeList } from '../kube/decode';
import { readRecordMap, recordMapName } from './configMap';
import type { ReadRecord } from './record';
import { configMaps, type RecordReader } from './recordList';

/**
 * The record of a run; undefined where there is none.
 *
 * @param uid of the run: where an earlier one of its name has a record, that of this one is looked for as well
 * @throws what the reader throws; UserError or DecodeError when what is there is no record
 */
export async function findRecord(
  reader: RecordReader,
  { namespace, name, uid }: Pick<RunRef, 'namespace' | 'name'> & { uid?: string },
  signal?: AbortSignal
): Promise<ReadRecord | undefined> {
  const named = async (map: string): Promise<ReadRecord | undefined> => {
    // A list of one object needs the same right as the list of presets, where a get would need one more.
    const [found] = decodeList(await reader.read({ ...configMaps(namespace), name: map }, signal), (one) => one).items;
    return found === undefined ? undefined : readRecordMap(found);
  };
  const found = await named(recordMapName(name));
  const other = found?.record.run.uid;
  if (uid === undefined || other === undefined || other === uid) {
    return found;
  }
  return (await named(recordMapName(name, uid))) ?? found;
}
