import React, { Suspense, lazy } from 'react';

// Lazy, because it brings the checks and a YAML parser, and no page waits for it.
const Notice = lazy(() => import(/* webpackChunkName: "readiness-notice" */ './ReadinessNotice'));

/** What a run needs and the cluster lacks, once that is known; the page is there before it. */
export function LazyReadinessNotice(props: React.ComponentProps<typeof Notice>): React.ReactElement {
  return (
    <Suspense fallback={null}>
      <Notice {...props} />
    </Suspense>
  );
}
