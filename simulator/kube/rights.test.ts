/** @jest-environment node */
import { NS, PODS, RUNS, call } from './testServer';

describe('rights', () => {
  it.each<[string, string, string, number, RegExp]>([
    ['', 'GET', RUNS, 401, /^Unauthorized$/],
    ['expired', 'GET', RUNS, 401, /^Unauthorized$/],
    [
      'reader',
      'GET',
      '/apis/tekton.dev/v1/pipelineruns',
      403,
      /^pipelineruns\.tekton\.dev is forbidden: User "system:serviceaccount:grafana:[a-z-]+" cannot list resource "pipelineruns" in API group "tekton\.dev" at the cluster scope$/,
    ],
    [
      'reader',
      'GET',
      '/apis/tekton.dev/v1/namespaces/kube-system/pipelineruns/x',
      403,
      /^pipelineruns\.tekton\.dev "x" is forbidden: .* cannot get resource "pipelineruns" in API group "tekton\.dev" in the namespace "kube-system"$/,
    ],
    ['reader', 'POST', RUNS, 403, /cannot create resource/],
    ['reader', 'PATCH', `${RUNS}/x`, 403, /cannot patch resource/],
    ['runner', 'GET', RUNS, 403, /cannot list resource/],
    ['runner', 'DELETE', `${RUNS}/x`, 403, /cannot delete resource/],
    [
      'reader',
      'GET',
      `/api/v1/namespaces/${NS}/secrets`,
      403,
      /^secrets is forbidden: .* resource "secrets" in API group ""/,
    ],
    ['runner', 'GET', `${PODS}/x/log`, 403, /^pods "x" is forbidden: .* cannot get resource "pods\/log"/],
    ['reader', 'GET', '/api/v1/namespaces/llm-d-autoscaler/configmaps', 403, /cannot list resource "configmaps"/],
    ['runner', 'POST', `${RUNS}/x`, 405, /^the server does not allow this method on the requested resource$/],
    ['reader', 'GET', `${RUNS}/nope`, 404, /^pipelineruns\.tekton\.dev "nope" not found$/],
    ['reader', 'GET', `/apis/tekton.dev/v1/namespaces/${NS}/pipelineruns%2f..%2f`, 403, /forbidden/],
  ])('%s %s %s is %d', async (token, method, path, code, message) => {
    const { status, json } = await call(path, { token, method });
    expect(status).toBe(code);
    expect(json).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code,
      message: expect.stringMatching(message),
    });
  });

  it('let the reader read the thresholds, and anybody discover', async () => {
    expect(
      (await call('/api/v1/namespaces/llm-d-autoscaler/configmaps/wva-saturation-scaling-config')).json.data.default
    ).toContain('kvCacheThreshold');
    expect((await call('/version', { token: 'runner' })).json.gitVersion).toMatch(/^v1\./);
    expect((await call('/apis/tekton.dev/v1')).json.resources.map((r: { name: string }) => r.name)).toContain(
      'pipelineruns'
    );
    expect((await call('/apis/nope')).status).toBe(404);
  });

  it('leave other paths to others', async () => {
    expect((await call('/metrics')).status).toBe(418);
    expect((await call('/apisx')).status).toBe(418);
  });
});
