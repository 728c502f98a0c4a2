import React from 'react';

import { ReconcileAnnotations } from './ReconcileAnnotations';
import { useTekton } from './useTekton';

/** Keeps the annotations of runs in step while the app is open, on whichever page; shows itself only when that fails. */
export default function KeepAnnotations(): React.ReactElement {
  const tekton = useTekton();
  return <ReconcileAnnotations api={tekton.state === 'ready' ? tekton.api : undefined} />;
}
