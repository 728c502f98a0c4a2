import { useMemo, type ReactElement } from 'react';

import type { TektonApi } from '../datasource/types';
import { useAppSettings } from '../shared/appSettings';
import { acrossClusters, recordsAcross } from './acrossClusters';
import type { FindRecord } from './records/clusterRecords';

interface Props {
  api: TektonApi;
  children: (reads: ReturnType<typeof acrossClusters>, findRecord: FindRecord) => ReactElement;
}

/** What reads runs and their records, each in the cluster that it names. */
export function ClusterReads({ api, children }: Props): ReactElement {
  const settings = useAppSettings();
  const reads = useMemo(() => acrossClusters(api, settings), [api, settings]);
  return children(
    reads,
    useMemo(() => recordsAcross(api, settings), [api, settings])
  );
}
