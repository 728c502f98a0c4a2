import React, { Suspense, lazy } from 'react';

const Notice = lazy(() => import(/* webpackChunkName: "recorder-notice" */ './RecorderNotice'));

/** Whether runs are marked and recorded without a browser, once that is known; the page is there before it. */
export function LazyRecorderNotice(): React.ReactElement {
  return (
    <Suspense fallback={null}>
      <Notice />
    </Suspense>
  );
}
