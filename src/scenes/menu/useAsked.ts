import type { VizPanel } from '@grafana/scenes';
import type { DataQuery } from '@grafana/schema';
import { useCallback } from 'react';

import { useLoad, type Loaded } from '../../shared/useLoad';
import { askedQueries } from './panelJson';

/** What a panel asks, with its variables filled in: once that is known, or why it is not. */
export function useAsked(panel: VizPanel): Loaded<DataQuery[]> {
  return useLoad(useCallback(() => askedQueries(panel), [panel]));
}
