/** Objects given to a real API server, and the page of readiness as it sees them. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';

import { TektonDataSource } from '../../src/datasource/DataSource';
import type { TektonSettings } from '../../src/datasource/types';
import { assess } from '../../src/readiness/assess';
import { applicationsInOrder } from '../../src/readiness/checks/delivery';
import type { Findings } from '../../src/readiness/findings';
import { ReadinessSession } from '../../src/readiness/session';
import { GrafanaProxy } from '../contract/grafanaProxy';
import type { Manifest } from '../deploy/manifests';
import { plainCrd } from './crds';
import { admin, facts } from './facts';
import { NAMESPACE } from './policyCases';
import { until } from './until';

/** What was applied, in order. */
export const made: Manifest[] = [];

/** Applied by an administrator, its status with it; taken away at the end. */
export async function give(
  apiVersion: string,
  kind: string,
  name: string,
  more: Record<string, unknown> = {}
): Promise<void> {
  const { status, namespace, labels, annotations, ...rest } = more;
  const metadata = { name, ...(namespace ? { namespace } : {}), ...(labels ? { labels } : {}), annotations };
  const object = { apiVersion, kind, metadata, ...rest } as Manifest;
  const answer = await admin.apply(object);
  expect([answer.status < 300, answer.status < 300 ? '' : answer.body?.message]).toEqual([true, '']);
  made.push(object);
  if (status) {
    const patched = await admin.merge(`${await admin.pathOf(object)}/status`, { status });
    expect([patched.status, patched.body?.message]).toEqual([200, undefined]);
  }
}

export const take = async (object: Manifest): Promise<void> => {
  await admin.send('DELETE', await admin.pathOf(object));
};

/** Has a kind of an operator served, and waits for it. */
export async function serve(apiVersion: string, kind: string, namespaced: boolean): Promise<void> {
  const crd = plainCrd(apiVersion, kind, namespaced) as unknown as Manifest;
  expect((await admin.apply(crd)).status).toBeLessThan(300);
  made.push(crd);
  await until(`${apiVersion} ${kind} to be served`, () => admin.serves(apiVersion, kind));
}

export const condition = (type: string, status: string, reason = 'ForTheTest', message = '') => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: '2026-11-24T10:00:00Z',
});

/** The page's session with the reader's token, through the data source. */
export function openPage() {
  const proxy = new GrafanaProxy(facts.open.url, 'Viewer', facts.open.ca);
  proxy.tokens = { readerToken: facts.tokens.reader, runnerToken: facts.tokens.runner };
  setBackendSrv(proxy.asBackendSrv());
  const source = new TektonDataSource({
    uid: 'tekton',
    name: 'Tekton',
    type: 't',
    jsonData: { apiServer: facts.open.url, namespaces: [NAMESPACE], canStart: true },
  } as unknown as DataSourceInstanceSettings<TektonSettings>);
  let findings!: Findings;
  const session = new ReadinessSession(
    {
      reader: source.cluster,
      clockSkewMs: () => source.cluster.clockSkewMs,
      thresholds: async () => ({ kind: 'absent' as const, from: 'llm-d-autoscaler/wva' }),
      prometheus: () => Promise.reject(new Error('there is none here')),
    },
    { namespaces: [NAMESPACE], canStart: true },
    (next) => (findings = next)
  );
  return {
    proxy,
    applications: () => applicationsInOrder(findings).map(({ metadata }) => metadata.name),
    refresh: async () => {
      await session.refresh(new AbortController().signal);
      return assess(findings).results;
    },
  };
}

export type OpenPage = ReturnType<typeof openPage>;

/** State and evidence of a check, asked anew. */
export async function seen(page: OpenPage, id: string): Promise<[state: string | undefined, evidence: string]> {
  const result = (await page.refresh()).find((one) => one.id === id);
  return [result?.state, result?.evidence ?? ''];
}

export const states = async (page: OpenPage) =>
  Object.fromEntries((await page.refresh()).map(({ id, state }) => [id, state]));
