import React from 'react';

import { chooseGates, formatGate, type GateTexts } from '../../domain/comparison/gates';
import type { EffectiveThresholds } from '../../domain/variant';
import { ExportButton } from '../../export/ExportButton';
import { commonExperiment } from './commonExperiment';
import type { ComparedRun } from '../../assessment/useComparison';

interface Props {
  runs: readonly ComparedRun[];
  /** Gates of the URL; the provisioned ones without. */
  ownGates: string[] | undefined;
  gates: GateTexts;
  thresholds: EffectiveThresholds;
}

/** What can be done with a comparison. */
export function CompareActions({ runs, ownGates, gates, thresholds }: Props): React.ReactElement {
  const analyses = runs.flatMap(({ analysis }) => analysis ?? []);
  const inForce = chooseGates(ownGates, gates, commonExperiment(analyses.map(({ run }) => run.experiment)));
  return (
    <ExportButton
      analyses={analyses}
      missing={runs.length - analyses.length}
      thresholds={thresholds}
      gates={inForce.gates.map(formatGate)}
    />
  );
}
