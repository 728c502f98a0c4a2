/** Whom a run is measured with, and over which time. */
import type { TimeRange } from '@grafana/data';

import type { AnalysedRun } from '../domain/analysis/types';
import type { AppSettings } from '../shared/appSettings';
import { choosePrometheus } from '../shared/dataSources';
import { timeRangeOf } from '../shared/timeRange';
import { isDropped } from '../records/droppedRef';
import { clusterOf } from './acrossClusters';

/**
 * Uid of the Prometheus of a run's cluster; undefined while none is chosen.
 *
 * @throws UserError when the app knows no cluster of that name
 */
export function prometheusOf(settings: AppSettings, { cluster }: Pick<AnalysedRun, 'cluster'>): string | undefined {
  const choice = choosePrometheus(settings);
  return choice.kind !== 'found'
    ? undefined
    : cluster === undefined || isDropped({ cluster })
      ? choice.uid
      : clusterOf(settings, cluster).prometheusUid;
}

/** From the run's start to its end, or to now. */
export function rangeOf({ startedAt, finishedAt }: AnalysedRun): TimeRange {
  return timeRangeOf({ from: startedAt, to: finishedAt ?? Date.now() });
}
