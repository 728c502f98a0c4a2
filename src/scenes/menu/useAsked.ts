import type { VizPanel } from '@grafana/scenes';
import type { DataQuery } from '@grafana/schema';
import { useEffect, useState } from 'react';

import { askedQueries } from './panelJson';

interface Asked {
  queries?: DataQuery[];
  error?: unknown;
}

/** What a panel asks, with its variables filled in: once that is known, or why it is not. */
export function useAsked(panel: VizPanel): Asked {
  const [asked, setAsked] = useState<Asked>({});
  useEffect(() => {
    let isCurrent = true;
    askedQueries(panel).then(
      (queries) => isCurrent && setAsked({ queries }),
      (error: unknown) => isCurrent && setAsked({ error })
    );
    return () => {
      isCurrent = false;
    };
  }, [panel]);
  return asked;
}
