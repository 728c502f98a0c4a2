/** The records of all configured namespaces by their metadata: one list a namespace, kept current while a view is open. */
import { useEffect, useMemo, useState } from 'react';

import type { ClusterReader, TektonApi } from '../../datasource/types';
import type { ListedRecord } from '../../records/recordMarks';

export interface ClusterRecords {
  records: readonly ListedRecord[];
  /** Of the namespaces whose records could not be listed, the first error. */
  error?: unknown;
  /** Not all of them have come yet. */
  loading: boolean;
}

/** How often it is asked whether there are others, ms: a recorder writes one when a run ends. */
const LOOK_MS = 60_000;

interface Known {
  reader: ClusterReader | undefined;
  lists: ReadonlyMap<string, NamespaceList>;
}

interface NamespaceList {
  records: readonly ListedRecord[];
  error?: unknown;
  isWhole: boolean;
}

/** @param isWanted false while something more urgent is awaited */
export function useClusterRecords(
  { cluster, namespaces }: Pick<TektonApi, 'cluster' | 'namespaces'>,
  isWanted = true
): ClusterRecords {
  const [known, setKnown] = useState<Known>();
  const key = namespaces.join(' ');
  useEffect(() => {
    if (!isWanted || cluster === undefined || key === '') {
      return undefined;
    }
    const abort = new AbortController();
    for (const namespace of key.split(' ')) {
      void follow(cluster, namespace, abort.signal, (list) => {
        if (!abort.signal.aborted) {
          setKnown((old) => {
            const lists = new Map(old?.reader === cluster ? old.lists : []);
            return { reader: cluster, lists: lists.set(namespace, list(lists.get(namespace))) };
          });
        }
      });
    }
    return () => abort.abort();
  }, [cluster, key, isWanted]);
  const lists = known?.reader === cluster ? known?.lists : undefined;
  return useMemo(() => {
    const all = key.split(' ').flatMap((namespace) => lists?.get(namespace) ?? []);
    const count = cluster === undefined || key === '' ? 0 : key.split(' ').length;
    return {
      records: all.flatMap(({ records }) => records),
      error: all.find(({ error }) => error !== undefined)?.error,
      loading: all.filter(({ isWhole }) => isWhole).length < count,
    };
  }, [lists, cluster, key]);
}

type Tell = (next: (old: NamespaceList | undefined) => NamespaceList) => void;

/** Lists once, and again when something has changed, until the signal ends it. */
async function follow(reader: ClusterReader, namespace: string, signal: AbortSignal, tell: Tell): Promise<void> {
  let version: string | undefined;
  while (!signal.aborted) {
    try {
      // Lazy: what reads records takes code, and a list of runs is there before them.
      const { listRecords, recordsOf } = await import(/* webpackChunkName: "records" */ '../../records/recordList');
      if (version === undefined || (await reader.changedSince(recordsOf(namespace), version, signal))) {
        const isFirst = version === undefined;
        // A list that is read again is shown when it is whole: what is known already does not go away in between.
        const onPage = isFirst
          ? (records: readonly ListedRecord[]) => tell(() => ({ records, isWhole: false }))
          : undefined;
        const { records, resourceVersion } = await listRecords(reader, namespace, { signal, onPage });
        version = resourceVersion;
        tell(() => ({ records, isWhole: true }));
      }
    } catch (error) {
      if (!signal.aborted) {
        tell((old) => ({ records: old?.records ?? [], error, isWhole: true }));
      }
    }
    await nextLook(signal);
  }
}

/** When the time has come and somebody looks at the page. */
function nextLook(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') {
        done();
      }
    }, LOOK_MS);
    const done = (): void => {
      clearInterval(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
  });
}
