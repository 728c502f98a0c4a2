import React, { Suspense, lazy } from 'react';

import { ChartsSkeleton } from '../../scenes/ChartsSkeleton';

// Lazy: no page waits for it.
const Lane = lazy(async () => ({
  default: (await import(/* webpackChunkName: "decisions" */ './DecisionLane')).DecisionLane,
}));

const Recorded = lazy(async () => ({
  default: (await import(/* webpackChunkName: "decisions" */ './RecordedLane')).RecordedLane,
}));

/** The lane of a record, brought when it is shown. */
export function LazyRecordedLane(props: React.ComponentProps<typeof Recorded>): React.ReactElement {
  return (
    <Suspense fallback={<ChartsSkeleton rows={1} />}>
      <Recorded {...props} />
    </Suspense>
  );
}

/** The decision lane, brought when it is shown. */
export function LazyDecisionLane(props: React.ComponentProps<typeof Lane>): React.ReactElement {
  return (
    <Suspense fallback={<ChartsSkeleton rows={1} />}>
      <Lane {...props} />
    </Suspense>
  );
}
