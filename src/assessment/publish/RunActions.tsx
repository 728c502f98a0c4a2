import React, { useMemo } from 'react';

import { clientOf } from '../clientReports';
import { decisionsOf } from '../decisions/lazyExport';
import type { CompareView } from '../compareUrl';
import { PublishButton } from './PublishButton';
import { RecordButton } from '../records/RecordButton';
import type { ComparedRun } from '../useComparison';
import { chooseGates, formatGate, type GateTexts } from '../../domain/comparison/gates';
import { runId } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import { ExportButton } from '../../export/ExportButton';
import { useAppSettings } from '../../shared/appSettings';
import { commonExperiment } from '../commonExperiment';

interface Props {
  runs: readonly ComparedRun[];
  /** Whose gates hold in place of the provisioned ones, and what is the baseline. */
  view: Pick<CompareView, 'gates' | 'baseline' | 'columns'>;
  gates: GateTexts;
  thresholds: EffectiveThresholds;
}

/** What is made of measured runs: a report, files, their records. */
export function RunActions({ runs, view, gates, thresholds }: Props): React.ReactElement {
  const analyses = useMemo(() => runs.flatMap(({ analysis }) => analysis ?? []), [runs]);
  const settings = useAppSettings();
  const missing = runs.length - analyses.length;
  const inForce = useMemo(
    () => chooseGates(view.gates, gates, commonExperiment(analyses.map(({ run }) => run.experiment))).gates,
    [view.gates, gates, analyses]
  );
  const grouping = useMemo(() => ({ kind: view.columns === 'groups' ? 'repeats' : 'none' }) as const, [view.columns]);
  return (
    <>
      <PublishButton
        analyses={analyses}
        missing={missing}
        grouping={grouping}
        gates={inForce}
        baseline={view.baseline && runId(view.baseline)}
        thresholds={thresholds}
      />
      <ExportButton
        analyses={analyses}
        missing={missing}
        thresholds={thresholds}
        gates={inForce.map(formatGate)}
        clientOf={clientOf}
        more={() => decisionsOf(analyses, { settings, limits: thresholds })}
      />
      <RecordButton analyses={analyses} />
    </>
  );
}
