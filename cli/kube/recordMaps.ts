/** Records as ConfigMaps of a cluster: listed by their metadata, created once, replaced only as they were seen. */
import { LABELS, RECORD_MAPS } from '../../src/constants';
import { array, decodeWith, maybe, object, record, string, unknown } from '../../src/kube/decoder';
import { listPath, TABLE_TYPE } from '../../src/kube/listPath';
import { readRecordMap } from '../../src/records/configMap';
import { listedRecord } from '../../src/records/recordMarks';
import type { KeptRecord, MapRef, RecordStore } from '../recorder/ports';
import { unless, type JsonRequests } from './request';

/** Records are large for a list: a page of them is some half a megabyte. */
const PAGE = 100;
const HEAD = object({
  metadata: object({
    name: string,
    namespace: string,
    resourceVersion: string,
    annotations: maybe(record(string)),
  }),
});
const TABLE = object({
  metadata: maybe(object({ continue: maybe(string) })),
  rows: maybe(array(object({ object: unknown }))),
});

export function recordMaps(json: JsonRequests): RecordStore {
  const maps = (namespace: string): string => listPath({ group: '', version: 'v1', resource: 'configmaps', namespace });
  const one = ({ namespace, map }: MapRef): string => `${maps(namespace)}/${map}`;
  const kept = async (request: Promise<unknown>, statuses: number[]): Promise<KeptRecord | undefined> => {
    const written = await unless(statuses, request);
    return written === undefined ? undefined : keptRecord(written);
  };
  return {
    async list(namespace) {
      const all: KeptRecord[] = [];
      let next: string | undefined;
      do {
        const query = {
          labelSelector: `${LABELS.record}=true`,
          limit: PAGE,
          ...(next === undefined ? {} : { continue: next }),
        };
        const { metadata, rows = [] } = decodeWith(
          TABLE,
          await json(maps(namespace), { query, accept: TABLE_TYPE }),
          'Table'
        );
        all.push(...rows.flatMap((row) => keptRecord(row.object) ?? []));
        next = metadata?.continue || undefined;
      } while (next !== undefined);
      return all;
    },
    create: (map) => kept(json(maps(map.metadata.namespace), { method: 'POST', body: map }), [409]),
    replace: (map, resourceVersion) => {
      const { name, namespace } = map.metadata;
      const body = { ...map, metadata: { ...map.metadata, resourceVersion } };
      return kept(json(one({ namespace, map: name }), { method: 'PUT', body }), [404, 409]);
    },
    note: async (ref, annotations) => {
      await json(one(ref), { method: 'PATCH', body: { metadata: { annotations } } });
    },
    // By a list of one object: the same right as for the list.
    read: async ({ namespace, map }) => {
      const query = { fieldSelector: `metadata.name=${map}` };
      const { items } = decodeWith(object({ items: array(unknown) }), await json(maps(namespace), { query }), 'list');
      return items[0] === undefined ? undefined : readRecordMap(items[0]).analysis;
    },
    remove: async (ref) => {
      await unless([404], json(one(ref), { method: 'DELETE' }));
    },
  };
}

/** Undefined where somebody else wrote it. @throws DecodeError when it is no object of the API */
function keptRecord(value: unknown): KeptRecord | undefined {
  const { name, namespace, resourceVersion, annotations = {} } = decodeWith(HEAD, value, 'ConfigMap').metadata;
  const listed = listedRecord(value);
  const told = annotations[RECORD_MAPS.told] !== undefined;
  if (listed === undefined) {
    return undefined;
  }
  const { run, figures, verdict } = listed;
  const slim = { ...run, params: [], results: [] };
  return { run: slim, figures, ...(verdict && { verdict }), namespace, map: name, resourceVersion, told };
}
