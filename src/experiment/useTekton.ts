/** The Tekton data source that the app is to use, as its API. */
import { useCallback, useMemo } from 'react';

import type { TektonApi } from '../datasource/types';
import { useLoad } from '../shared/useLoad';
import { useAppSettings } from '../shared/appSettings';
import { chooseTekton, getDataSourceInstance, type DataSourceChoice } from '../shared/dataSources';

export type TektonAccess =
  | { state: 'loading' }
  | { state: 'ready'; api: TektonApi }
  /** Nothing to choose from, several to choose from, or the chosen one is gone. */
  | { state: 'unconfigured'; choice: Exclude<DataSourceChoice, { kind: 'found' }> }
  | { state: 'error'; error: unknown; retry: () => void };

export function useTekton(): TektonAccess {
  const { tektonUid } = useAppSettings();
  const choice = useMemo(() => chooseTekton({ tektonUid }), [tektonUid]);
  const uid = choice.kind === 'found' ? choice.uid : undefined;
  const load = useCallback(async () => (uid === undefined ? undefined : getDataSourceInstance<TektonApi>(uid)), [uid]);
  const { value: api, error, reload } = useLoad(load);
  if (choice.kind !== 'found') {
    return { state: 'unconfigured', choice };
  }
  if (error !== undefined) {
    return { state: 'error', error, retry: reload };
  }
  return api ? { state: 'ready', api } : { state: 'loading' };
}
