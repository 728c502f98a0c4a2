/** Exact times for the rows on screen: asked for when they have been on screen for a moment, kept while the page is. */
import { useEffect, useRef, useState } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { Run, RunSummary } from '../../domain/run';
import type { ExactTimes } from '../../experiment/runTimes';

/** Manifests are not kept: thousands of them would fill the memory. */
type Known = ExactTimes & { resourceVersion: string };

/** Rows that only scroll past are not asked for. */
const SETTLE_MS = 120;
const BATCH = 6;

/** Times by uid, as far as they are known. */
export function useHydrated(api: Pick<TektonApi, 'hydrate'>, visible: RunSummary[]): ReadonlyMap<string, ExactTimes> {
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map());
  const missing = visible.filter((run) => known.get(run.uid)?.resourceVersion !== run.resourceVersion);
  // Of all visible rows, not of the missing ones: an answer must not end the asking for the others.
  const key = visible.map((run) => `${run.uid}@${run.resourceVersion}`).join();
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
      void hydrateInOrder(api, wanted.current, abort.signal, (runs) =>
        setKnown((old) => new Map([...old, ...runs.map(times)]))
      );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, key]);
  return known;
}

/** A few rows at a time, from the top: the first ones need not wait for the last. */
async function hydrateInOrder(
  api: Pick<TektonApi, 'hydrate'>,
  runs: RunSummary[],
  signal: AbortSignal,
  onRuns: (runs: Run[]) => void
): Promise<void> {
  try {
    for (let at = 0; at < runs.length; at += BATCH) {
      const batch = await api.hydrate(runs.slice(at, at + BATCH), signal);
      if (signal.aborted) {
        return;
      }
      onRuns(batch);
    }
  } catch {
    // The list itself says when the cluster cannot be reached; rows stay without exact times.
  }
}

function times({ uid, resourceVersion, startedAt, finishedAt }: Run): [string, Known] {
  return [uid, { resourceVersion, startedAt, finishedAt }];
}
