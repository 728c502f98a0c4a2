/* eslint-disable @typescript-eslint/no-deprecated -- getDataSourceSrv's successors are not in Grafana 12.3, which we support */
/** Which data source to use: the configured one, else the only one of its type; never a guess among several. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';

import { DATASOURCE_ID } from '../constants';
import type { AppSettings } from './appSettings';

export type DataSourceChoice =
  | { kind: 'found'; uid: string; name: string; type: string; from: 'configured' | 'only-one' | 'default' }
  /** `configured`: the settings name a uid that Grafana does not know, or may not show to this user. */
  | { kind: 'missing'; configured: string }
  | { kind: 'none' }
  | { kind: 'several'; names: string[] };

/** Prometheus, and the services that speak its protocol and keep `prometheus` in their plugin id. */
export function listPrometheus(): DataSourceInstanceSettings[] {
  return getDataSourceSrv()
    .getList({ metrics: true })
    .filter((ds) => /prometheus/.test(ds.type));
}

export function listTekton(): DataSourceInstanceSettings[] {
  return getDataSourceSrv()
    .getList({})
    .filter((ds) => ds.type === DATASOURCE_ID);
}

/** Where logs are kept; none is configured, so the only one, or the default one. */
export function chooseLoki(): DataSourceChoice {
  return choose(getDataSourceSrv().getList({ type: 'loki' }), undefined);
}

export function choosePrometheus(settings: Pick<AppSettings, 'prometheusUid'>): DataSourceChoice {
  return choose(listPrometheus(), settings.prometheusUid);
}

export function chooseTekton(settings: Pick<AppSettings, 'tektonUid'>): DataSourceChoice {
  return choose(listTekton(), settings.tektonUid);
}

/** Pure half of the choice. */
export function choose(list: DataSourceInstanceSettings[], configured: string | undefined): DataSourceChoice {
  const found = (ds: DataSourceInstanceSettings, from: 'configured' | 'only-one' | 'default'): DataSourceChoice => ({
    kind: 'found',
    uid: ds.uid,
    name: ds.name,
    type: ds.type,
    from,
  });
  if (configured !== undefined) {
    const match = list.find((ds) => ds.uid === configured);
    return match ? found(match, 'configured') : { kind: 'missing', configured };
  }
  const preferred = list.find((ds) => ds.isDefault);
  if (list.length > 1 && preferred) {
    return found(preferred, 'default');
  }
  const [only, ...others] = list;
  if (!only) {
    return { kind: 'none' };
  }
  return others.length === 0 ? found(only, 'only-one') : { kind: 'several', names: list.map((ds) => ds.name) };
}

/** An instance of the Tekton data source, which answers to TektonApi (`datasource/types`). Rejects when it is not there. */
export async function getDataSourceInstance<T>(uid: string): Promise<T> {
  // The type is a contract between plugins that are bundled apart: nothing can check it here.
  return (await getDataSourceSrv().get({ uid })) as unknown as T;
}
