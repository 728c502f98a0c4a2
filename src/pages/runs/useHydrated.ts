/** Exact times for the rows on screen: asked for when they have been on screen for a moment, kept while the page is. */
import { useEffect, useRef, useState } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { RunSummary } from '../../domain/run';
import type { ExactTimes } from './runTimes';

/** Manifests are not kept: thousands of them would fill the memory. */
type Known = ExactTimes & { resourceVersion: string };

/** Rows that only scroll past are not asked for. */
const SETTLE_MS = 120;

/** Times by uid, as far as they are known. */
export function useHydrated(api: Pick<TektonApi, 'hydrate'>, visible: RunSummary[]): ReadonlyMap<string, ExactTimes> {
  const known = useRef(new Map<string, Known>());
  const [shown, setShown] = useState<ReadonlyMap<string, ExactTimes>>(known.current);
  const missing = visible.filter((run) => known.current.get(run.uid)?.resourceVersion !== run.resourceVersion);
  const key = missing.map((run) => `${run.uid}@${run.resourceVersion}`).join();
  const wanted = useRef(missing);
  wanted.current = missing;

  useEffect(() => {
    if (key === '') {
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const asked = wanted.current;
      api.hydrate(asked, abort.signal).then(
        (runs) => {
          if (abort.signal.aborted) {
            return;
          }
          runs.forEach(({ uid, resourceVersion, startedAt, finishedAt }) =>
            known.current.set(uid, { resourceVersion, startedAt, finishedAt })
          );
          setShown(new Map(known.current));
        },
        () => undefined // The list itself says when the cluster can not be reached; rows stay without exact times.
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, key]);
  return shown;
}
