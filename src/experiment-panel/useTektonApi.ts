import { useCallback } from 'react';

import type { TektonApi } from '../datasource/types';
import { useLoad, type Loaded } from '../shared/useLoad';
import { chooseTekton, getDataSourceInstance, type DataSourceChoice } from '../shared/dataSources';

export type NotFound = Exclude<DataSourceChoice, { kind: 'found' }>;

/** The data source that the options name, or why there is none. */
export function useTektonApi(configured: string | undefined): Loaded<TektonApi | NotFound> {
  return useLoad(useCallback(() => find(configured), [configured]));
}

async function find(configured: string | undefined): Promise<TektonApi | NotFound> {
  const choice = chooseTekton({ tektonUid: configured || undefined });
  if (choice.kind !== 'found') {
    return choice;
  }
  return getDataSourceInstance<TektonApi>(choice.uid);
}

export function isNotFound(value: TektonApi | NotFound): value is NotFound {
  return 'kind' in value;
}
