/** The list of records that stand in the cluster: metadata alone, so that thousands cost little. */
import { LABELS } from '../constants';
import { array, decodeWith, maybe, object, string, unknown } from '../kube/decoder';
import type { ListOf } from '../kube/listPath';
import { listedRecord, type ListedRecord } from './recordMarks';

/** `asTable`: metadata alone. */
export interface RecordReader {
  read(list: ListOf & { asTable?: boolean }, signal?: AbortSignal): Promise<unknown>;
}

export const configMaps = (namespace: string): ListOf => ({
  group: '',
  version: 'v1',
  resource: 'configmaps',
  namespace,
});

/** The records of a namespace, as a list and as a watch ask for them. */
export const recordsOf = (namespace: string): ListOf & { asTable: true } => ({
  ...configMaps(namespace),
  labelSelector: `${LABELS.record}=true`,
  asTable: true,
});

const TABLE = object({
  metadata: object({ resourceVersion: maybe(string), continue: maybe(string) }),
  rows: array(object({ object: unknown })),
});

/** Far more records than a namespace can hold; a server that pages without end does not hold up a page. */
const MOST_PAGES = 100;

export interface RecordList {
  records: ListedRecord[];
  /** Of the list: changes since then can be asked for. */
  resourceVersion?: string;
}

/**
 * What the records of a namespace tell by their metadata.
 *
 * @param onPage is told all that is known each time that a page has come
 * @throws what the reader throws; DecodeError when the answer is no Table
 */
export async function listRecords(
  reader: RecordReader,
  namespace: string,
  { signal, onPage }: { signal?: AbortSignal; onPage?: (records: readonly ListedRecord[]) => void } = {}
): Promise<RecordList> {
  const records: ListedRecord[] = [];
  let page: string | undefined;
  for (let i = 0; i < MOST_PAGES; i += 1) {
    const answer = await reader.read({ ...recordsOf(namespace), page }, signal);
    const { metadata, rows } = decodeWith(TABLE, answer, 'Table');
    records.push(...rows.flatMap((row) => listedRecord(row.object) ?? []));
    page = metadata.continue || undefined;
    if (page === undefined) {
      return { records, resourceVersion: metadata.resourceVersion };
    }
    onPage?.([...records]);
  }
  return { records };
}
