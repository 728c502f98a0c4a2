import { useCallback, useMemo } from 'react';

import type { TimeSeries } from '../../domain/analysis/types';
import { gpuHolders, type GpuHolder } from '../../domain/gpuHolder';
import type { PodRef } from '../../domain/gpu';
import { podHolders } from '../../queries/podHolders';
import type { Dialect } from '../../queries/selector';
import { useLoad } from '../../shared/useLoad';

/**
 * Asks Prometheus at the end of the time that the page shows.
 *
 * @throws UserError, or what Prometheus said
 */
export type AskNow = (query: (dialect: Dialect) => string, signal: AbortSignal) => Promise<readonly TimeSeries[]>;

const NOTHING: readonly TimeSeries[] = [];

/**
 * Who holds a GPU, in the order of its pods. Nothing is asked before `isOpened`, nor known where Prometheus has no answer: then
 * the pods' names tell, which is a guess. While it is asked only the pods are known.
 */
export function useHolders(pods: readonly PodRef[], isOpened: boolean, askNow: AskNow): GpuHolder[] {
  // By what it says: the grid makes GPUs anew with each answer.
  const asked = JSON.stringify(isOpened ? pods.map(({ namespace, pod }) => ({ namespace, pod })) : []);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const named = JSON.parse(asked) as Array<Pick<PodRef, 'namespace' | 'pod'>>;
      return named.length === 0 ? NOTHING : askNow((dialect) => podHolders(dialect, named), signal);
    },
    [asked, askNow]
  );
  const { value, error } = useLoad(load);
  return useMemo(() => {
    if (!isOpened || error !== undefined) {
      return pods.map(byName);
    }
    return gpuHolders(pods, value ?? NOTHING);
  }, [pods, isOpened, value, error]);
}

/** What its name says of a pod. */
const byName = ({ namespace, pod, variant }: PodRef): GpuHolder => ({
  namespace,
  pod,
  ...(variant !== undefined && { variant, source: 'name' as const }),
  models: [],
});
