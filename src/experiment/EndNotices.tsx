import React from 'react';

import type { RunPhase } from '../domain/phase';
import { useEndNotice, type Followed } from './useEndNotice';

interface Props {
  /** `unknown`: nobody can tell any longer whether it has ended. */
  runs: ReadonlyArray<Omit<Followed, 'phase'> & { phase: RunPhase | 'unknown' }>;
}

/** Says of each of these runs when it ends. The window's title has room for the phase of one. */
export function EndNotices({ runs }: Props): React.ReactElement {
  return (
    <>
      {runs.map(({ phase, ...run }) =>
        phase === 'unknown' ? null : <EndNotice key={run.uid} run={{ ...run, phase }} isTitled={runs.length === 1} />
      )}
    </>
  );
}

function EndNotice({ run, isTitled }: { run: Followed; isTitled: boolean }): null {
  useEndNotice(run, isTitled);
  return null;
}
