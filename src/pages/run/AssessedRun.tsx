import React from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import type { TektonApi } from '../../datasource/types';
import type { RunRef } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import { useAppSettings } from '../../shared/appSettings';
import { useAnalyser } from '../../assessment/AnalyserGate';
import type { AnalyseRun } from '../../assessment/useComparison';
import { NotConfigured } from '../../scenes/NotConfigured';
import { AnalysisTab } from './AnalysisTab';
import type { RunView } from './RunScreen';
import { RunVerdict } from './RunVerdict';
import { useAssessment } from '../../assessment/useAssessment';
import type { ScalingEvent } from '../../domain/analysis/types';

export interface AssessedParts {
  verdict?: React.ReactNode;
  analysis?: React.ReactNode;
  scalings?: readonly ScalingEvent[];
}

interface Props {
  api: TektonApi;
  runRef: RunRef;
  view: RunView;
  onView: (view: Partial<RunView>) => void;
  thresholds: EffectiveThresholds;
  children: (parts: AssessedParts) => React.ReactElement;
}

/** Measures a run for its page; without a Prometheus to ask, the page says so where its figures would be. */
export function AssessedRun(props: Props): React.ReactElement {
  const analyser = useAnalyser();
  return 'choice' in analyser ? (
    props.children({ analysis: <NotConfigured choice={analyser.choice} /> })
  ) : (
    <Assessed {...props} analyse={analyser.analyse} />
  );
}

function Assessed({
  api,
  runRef,
  view,
  onView,
  thresholds,
  children,
  analyse,
}: Props & { analyse: AnalyseRun }): React.ReactElement {
  const { gates } = useAppSettings();
  const assessment = useAssessment({ api, annotations: grafanaAnnotations, analyse, runRef, chosen: view.baseline });
  return children({
    verdict: <RunVerdict assessment={assessment} gates={gates} onBaseline={(baseline) => onView({ baseline })} />,
    analysis: <AnalysisTab assessment={assessment} view={view} onView={onView} thresholds={thresholds} />,
    scalings: assessment.run.analysis?.scalings,
  });
}
