import { useEffect, useState } from 'react';

import type { RunsSnapshot, TektonApi } from '../datasource/types';

type RunsApi = Pick<TektonApi, 'runs'>;

const NOTHING_YET: RunsSnapshot = { state: 'loading', runs: [], asOf: 0, clockSkewMs: 0 };

/** The runs of the data source's namespaces, kept current while the component is mounted. */
export function useRuns(api: RunsApi | undefined): RunsSnapshot {
  const [seen, setSeen] = useState<{ api: RunsApi; snapshot: RunsSnapshot }>();
  useEffect(() => {
    const subscription = api?.runs().subscribe((snapshot) => setSeen({ api, snapshot }));
    return () => subscription?.unsubscribe();
  }, [api]);
  return seen && seen.api === api ? seen.snapshot : NOTHING_YET;
}
