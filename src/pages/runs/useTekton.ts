/** The Tekton data source that the app is to use, as its API. */
import { getDataSourceSrv } from '@grafana/runtime';
import { useCallback, useEffect, useState } from 'react';

import type { TektonApi } from '../../datasource/types';
import { useAppSettings } from '../../shared/appSettings';
import { chooseTekton, type DataSourceChoice } from '../../shared/dataSources';

export type TektonAccess =
  | { state: 'loading' }
  | { state: 'ready'; api: TektonApi }
  /** Nothing to choose from, several to choose from, or the chosen one is gone. */
  | { state: 'unconfigured'; choice: Exclude<DataSourceChoice, { kind: 'found' }> }
  | { state: 'error'; error: unknown; retry: () => void };

export function useTekton(): TektonAccess {
  const { tektonUid } = useAppSettings();
  const [access, setAccess] = useState<TektonAccess>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  useEffect(() => {
    const choice = chooseTekton({ tektonUid });
    if (choice.kind !== 'found') {
      setAccess({ state: 'unconfigured', choice });
      return undefined;
    }
    let wanted = true;
    setAccess({ state: 'loading' });
    load(choice.uid).then(
      (api) => wanted && setAccess({ state: 'ready', api }),
      (error: unknown) => wanted && setAccess({ state: 'error', error, retry })
    );
    return () => {
      wanted = false;
    };
  }, [tektonUid, attempt, retry]);
  return access;
}

// The plugin of that type is ours, bundled apart: its class is not ours to check against.
async function load(uid: string): Promise<TektonApi> {
  return (await getDataSourceSrv().get(uid)) as unknown as TektonApi;
}
