/** Exact times for the rows on screen: asked for when they have been on screen for a moment, kept while the page is. */
import { useEffect, useRef, useState } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { Run, RunSummary } from '../../domain/run';
import type { ExactTimes } from './runTimes';

/** Manifests are not kept: thousands of them would fill the memory. */
type Known = ExactTimes & { resourceVersion: string };

/** Rows that only scroll past are not asked for. */
const SETTLE_MS = 120;

/** Times by uid, as far as they are known. */
export function useHydrated(api: Pick<TektonApi, 'hydrate'>, visible: RunSummary[]): ReadonlyMap<string, ExactTimes> {
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map());
  const missing = visible.filter((run) => known.get(run.uid)?.resourceVersion !== run.resourceVersion);
  const key = missing.map((run) => `${run.uid}@${run.resourceVersion}`).join();
  const wanted = useRef(missing);
  useEffect(() => {
    wanted.current = missing;
  });

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
          setKnown((old) => new Map([...old, ...runs.map(times)]));
        },
        () => undefined // The list itself says when the cluster can not be reached; rows stay without exact times.
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, key]);
  return known;
}

function times({ uid, resourceVersion, startedAt, finishedAt }: Run): [string, Known] {
  return [uid, { resourceVersion, startedAt, finishedAt }];
}
