import React from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { AnalysedRun } from '../../domain/analysis/types';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { useAppSettings } from '../../shared/appSettings';
import { choosePrometheus } from '../../shared/dataSources';
import { isDropped } from '../../records/droppedRef';
import { clusterOf } from '../acrossClusters';
import { LazyDecisionLane, LazyRecordedLane } from './LazyDecisionLane';

/** Uid of the Prometheus that measures a run: of its cluster, where there are several. Undefined where none is chosen. */
export function useRunPrometheus({ cluster }: Pick<AnalysedRun, 'cluster'>): string | undefined {
  const settings = useAppSettings();
  const choice = choosePrometheus(settings);
  const own = choice.kind === 'found' ? choice.uid : undefined;
  return cluster === undefined || isDropped({ cluster }) ? own : clusterOf(settings, cluster).prometheusUid;
}

interface Props {
  analysis: RunAnalysis;
  thresholds: EffectiveThresholds;
}

/** Which rule held at each moment of a run's load, where the time of each scaling went, and what happened in order. */
export function RunLane({ analysis: { run, measurements, recorded }, thresholds }: Props): React.ReactElement | null {
  const prometheusUid = useRunPrometheus(run);
  if (recorded) {
    return recorded.course ? (
      <LazyRecordedLane
        facts={recorded.course}
        run={run}
        range={measurements.window}
        controller={recorded.logs?.controller}
      />
    ) : (
      <p>{t('decision.lane.unrecorded', 'The record of this run holds no decisions.')}</p>
    );
  }
  return prometheusUid === undefined ? null : (
    <LazyDecisionLane
      prometheusUid={prometheusUid}
      workload={run.workload}
      range={measurements.window}
      limits={thresholds}
      pods={measurements.ownership?.pods}
      run={run}
    />
  );
}
