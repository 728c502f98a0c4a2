import React, { useMemo } from 'react';

import type { KeptControllerLog } from '../../domain/analysis/runLogs';
import type { AnalysedRun, Span } from '../../domain/analysis/types';
import type { CourseFacts } from '../../domain/decisions/course';
import { explainCourse } from '../../domain/decisions/explained';
import { ExplainedView } from './DecisionLane';

interface Props {
  facts: CourseFacts;
  run: AnalysedRun;
  range: Span;
  /** The controller's log of the run. */
  controller?: KeptControllerLog;
}

/** The decisions of a run, told again from what its record holds, by the thresholds that were in force. */
export function RecordedLane({ facts, run, range, controller }: Props): React.ReactElement {
  const explained = useMemo(() => explainCourse(facts, range), [facts, range]);
  return <ExplainedView explained={explained} run={run} kept={controller && { controller, workload: run.workload }} />;
}
