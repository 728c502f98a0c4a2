/**
 * Tokens that run out. The API server gives none for less than ten minutes, so the test signs its own with the server's key.
 */
import { createSign } from 'node:crypto';

import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';

import { TektonDataSource } from '../../../src/datasource/DataSource';
import type { TektonSettings } from '../../../src/datasource/types';
import { GrafanaProxy } from '../../contract/grafanaProxy';
import { NAMESPACE } from '../policyCases';
import { admin, facts } from './lab';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As the API server would have signed it. @param expires epoch seconds */
async function tokenOf(namespace: string, name: string, expires: number): Promise<string> {
  const { metadata } = await admin.must('GET', `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`);
  const account = { namespace, serviceaccount: { name, uid: metadata.uid } };
  const issuer = 'https://kubernetes.default.svc';
  const claims = {
    iss: issuer,
    aud: [issuer],
    sub: `system:serviceaccount:${namespace}:${name}`,
    'kubernetes.io': account,
  };
  const began = expires - 3600;
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...claims, iat: began, nbf: began, exp: expires })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(facts.accountsKey!).toString('base64url')}`;
}

const now = () => Math.floor(Date.now() / 1000);
/** The API server takes a token for a minute more. */
const OVER = 120;

const jsonData = { apiServer: facts.open.url, namespaces: [NAMESPACE], canStart: true };
const settings = { uid: 'tekton', name: 'Tekton', type: 't', jsonData };
const source = () => new TektonDataSource(settings as unknown as DataSourceInstanceSettings<TektonSettings>);

test('a token that has run out is said to be refused, and a new one is taken without more ado', async () => {
  const proxy = new GrafanaProxy(facts.open.url, 'Editor', facts.open.ca);
  setBackendSrv(proxy.asBackendSrv());
  const reader = (expires: number) => tokenOf('grafana', 'llmd-wva-reader', expires);
  proxy.tokens = { readerToken: await reader(now() + 600), runnerToken: '' };
  const client = source();
  await expect(client.pipelines(NAMESPACE)).resolves.not.toEqual({ items: [] });
  proxy.tokens = { readerToken: await reader(now() - OVER), runnerToken: '' };
  await expect(client.pipelines(NAMESPACE)).rejects.toMatchObject({ title: 'The cluster does not accept the token' });
  proxy.tokens = { readerToken: await reader(now() + 600), runnerToken: '' };
  await expect(client.pipelines(NAMESPACE)).resolves.not.toEqual({ items: [] });
});
