import React from 'react';

import { clusterOf } from '../../assessment/acrossClusters';
import { LazyDecisionLane } from '../../assessment/decisions/LazyDecisionLane';
import { Section } from '../../assessment/Section';
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { useAppSettings } from '../../shared/appSettings';
import { choosePrometheus } from '../../shared/dataSources';

/** Why the run's replicas were as many as they were, and where the time of each scaling went. */
export function RunDecisions({
  analysis,
  thresholds,
}: {
  analysis: RunAnalysis;
  thresholds: EffectiveThresholds;
}): React.ReactElement | null {
  const settings = useAppSettings();
  const { run, measurements } = analysis;
  const choice = choosePrometheus(settings);
  const own = choice.kind === 'found' ? choice.uid : undefined;
  const uid = run.cluster === undefined ? own : clusterOf(settings, run.cluster).prometheusUid;
  return uid === undefined ? null : (
    <Section
      title={t('decision.lane.title', 'Decisions')}
      note={t('pages.run.decisions.note', 'The rule that held at each moment of the load, with times from its start.')}
    >
      <LazyDecisionLane
        prometheusUid={uid}
        workload={run.workload}
        range={measurements.window}
        limits={thresholds}
        pods={measurements.ownership?.pods}
        run={run}
      />
    </Section>
  );
}
