/** All runs that are known: of the cluster, by their records, by annotations, and by records that were dropped. */
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';

import { knownRuns } from '../annotations/knownRuns';
import type { AnnotationStore } from '../annotations/store';
import type { RunsSnapshot, TektonApi } from '../datasource/types';
import { isWindow } from '../domain/markedWindow';
import type { AnnotatedRun } from '../domain/runAnnotation';
import { useLoad } from '../shared/useLoad';
import { listedRuns, type ListedRun } from './listedRuns';
import { browserRecords, type BrowserRecords, type BrowserRecordsState } from './records/browserRecords';
import { useClusterRecords, type ClusterRecords } from './records/useClusterRecords';

const NONE: readonly AnnotatedRun[] = [];

export interface ListedRuns {
  runs: readonly ListedRun[];
  inCluster: ClusterRecords;
  /** Whether records or annotations are still awaited. */
  loading: boolean;
  /** Why annotations could not be read. */
  unread?: unknown;
  /** Asks Grafana again for its annotations. */
  reload: () => void;
  store: BrowserRecords;
  kept: BrowserRecordsState;
}

interface Options {
  api: Pick<TektonApi, 'cluster' | 'namespaces'>;
  annotations: Pick<AnnotationStore, 'list'>;
  snapshot: RunsSnapshot;
}

export function useListedRuns({ api, annotations, snapshot }: Options): ListedRuns {
  // Until the list of the cluster is whole, a run that is not in it may be on its next page.
  const isWhole = snapshot.state !== 'loading';
  const inCluster = useClusterRecords(api, isWhole);
  const load = useCallback(async () => (isWhole ? await knownRuns(annotations) : NONE), [annotations, isWhole]);
  const { value: known = NONE, error: unread, loading: reading, reload } = useLoad(load);
  const [store] = useState(browserRecords);
  const kept = useSyncExternalStore(store.subscribe, store.state);
  const { namespaces } = api;
  const { records } = inCluster;
  const runs = useMemo(
    () =>
      listedRuns({
        runs: snapshot.runs,
        records: isWhole ? records : [],
        known: isWhole ? known.filter((one) => namespaces.includes(one.run.namespace) || isWindow(one)) : [],
        dropped: kept.records,
      }),
    [snapshot.runs, records, known, kept.records, namespaces, isWhole]
  );
  return { runs, inCluster, loading: reading || inCluster.loading, unread, reload, store, kept };
}
