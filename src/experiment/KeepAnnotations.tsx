import React from 'react';

import { PAUSE_MS } from './annotationReconciler';
import { isRecorderAtWork, LEFT_TO_IT_MS } from '../shared/recorderSeen';
import { ReconcileAnnotations } from './ReconcileAnnotations';
import { useTekton } from './useTekton';

/** A recorder marks runs within seconds: what it has done by then is not done again. */
const leftToRecorder = (): number => (isRecorderAtWork(Date.now()) ? LEFT_TO_IT_MS : PAUSE_MS);

/** Keeps the annotations of runs in step while the app is open, on whichever page; shows itself only when that fails. */
export default function KeepAnnotations(): React.ReactElement {
  const tekton = useTekton();
  return <ReconcileAnnotations api={tekton.state === 'ready' ? tekton.api : undefined} pauseMs={leftToRecorder} />;
}
