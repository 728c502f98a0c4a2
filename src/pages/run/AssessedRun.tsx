import React from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import { useAnalyser } from '../../assessment/AnalyserGate';
import { useAssessment } from '../../assessment/useAssessment';
import { hasRecord, type AnalyseRun } from '../../assessment/useComparison';
import type { EffectiveThresholds } from '../../domain/variant';
import { NotConfigured } from '../../scenes/NotConfigured';
import { useAppSettings } from '../../shared/appSettings';
import { AnalysisTab } from './AnalysisTab';
import { RunScreen, type RunScreenProps } from './RunScreen';
import { RunVerdict } from './RunVerdict';
import { useRunColumns } from './useRunColumns';

interface Props extends Omit<RunScreenProps, 'verdict' | 'analysis' | 'isRecorded' | 'scalings'> {
  thresholds: EffectiveThresholds;
}

/** A run's page with its figures; without a Prometheus to ask, the page says so where they would be. */
export function AssessedRun(props: Props): React.ReactElement {
  const analyser = useAnalyser();
  return 'choice' in analyser ? (
    <RunScreen {...props} analysis={<NotConfigured choice={analyser.choice} />} />
  ) : (
    <Assessed {...props} analyse={analyser.analyse} />
  );
}

function Assessed({ analyse, ...props }: Props & { analyse: AnalyseRun }): React.ReactElement {
  const { api, runRef, view, onView, thresholds } = props;
  const { gates } = useAppSettings();
  const assessment = useAssessment({ api, annotations: grafanaAnnotations, analyse, runRef, chosen: view.baseline });
  const shown = useRunColumns(assessment);
  return (
    <RunScreen
      {...props}
      isRecorded={hasRecord(assessment.run)}
      verdict={
        <RunVerdict
          assessment={assessment}
          columns={shown.columns}
          gates={gates}
          onBaseline={(baseline) => onView({ baseline })}
        />
      }
      analysis={
        <AnalysisTab assessment={assessment} shown={shown} view={view} onView={onView} thresholds={thresholds} />
      }
      scalings={assessment.run.analysis?.scalings}
    />
  );
}
