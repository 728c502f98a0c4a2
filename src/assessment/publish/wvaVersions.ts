/** Which WVA there was while runs were measured, as its metrics tell. */
import { useCallback } from 'react';

import type { AnalysedRun } from '../../domain/analysis/types';
import { detectionOf } from '../../scenes/detection';
import { useAppSettings } from '../../shared/appSettings';
import { useLoad } from '../../shared/useLoad';
import { prometheusOf, rangeOf } from '../prometheusOf';

/** Each version once; undefined while they are looked for. A run for which nothing answers names none. */
export function useWvaVersions(runs: readonly AnalysedRun[]): string[] | undefined {
  const settings = useAppSettings();
  const load = useCallback(async () => {
    const found = await Promise.allSettled(
      runs.map(async (run) => {
        const uid = prometheusOf(settings, run);
        return uid === undefined ? undefined : (await detectionOf(uid, rangeOf(run))).wvaVersion;
      })
    );
    return [...new Set(found.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : [])))];
  }, [settings, runs]);
  return useLoad(load).value;
}
