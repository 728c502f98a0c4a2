/** @jest-environment node */
import path from 'node:path';

import { expandAll, expandEnv, readProvisioning } from './provisioning';

const env = { URL: 'http://x', EMPTY: '', A_1: 'one' };

test.each([
  ['$URL', 'http://x'],
  ['${URL}/path', 'http://x/path'],
  ['$__env{URL}', 'http://x'],
  ['a $A_1 b', 'a one b'],
  ['$MISSING', ''],
  ['$EMPTY', ''],
  ['$$URL', '$URL'],
  ['$$__rate_interval', '$__rate_interval'],
  ['costs 5$', 'costs 5$'],
  ['no variable', 'no variable'],
])('%j becomes %j', (text, expanded) => {
  expect(expandEnv(text, env)).toBe(expanded);
});

test('texts are expanded at every depth, keys and other values are not', () => {
  expect(expandAll({ $URL: ['$URL', 3, true, null, { a: '${A_1}' }] }, env)).toEqual({
    $URL: ['http://x', 3, true, null, { a: 'one' }],
  });
});

describe("the project's provisioning", () => {
  const provisioning = readProvisioning(
    path.resolve('provisioning'),
    {
      PROMETHEUS_URL: 'http://prom',
      KUBERNETES_API_URL: 'http://kube',
      TEKTON_READER_TOKEN: 'r',
      TEKTON_RUNNER_TOKEN: 'w',
    },
    { '/etc/grafana/dashboards': path.resolve('dashboards/generated') }
  );

  test('has both data sources; the Tekton one keeps no address but its setting', () => {
    const byUid = Object.fromEntries(provisioning.dataSources.map((source) => [source.uid, source]));
    expect(byUid.prometheus).toMatchObject({ type: 'prometheus', url: 'http://prom', isDefault: true });
    expect(byUid.tekton).toMatchObject({
      url: '',
      jsonData: { apiServer: 'http://kube' },
      secureJsonData: { readerToken: 'r', runnerToken: 'w' },
    });
  });

  test('enables the app with data sources that exist', () => {
    const [app] = provisioning.apps;
    const uids = provisioning.dataSources.map(({ uid }) => uid);
    expect(app).toMatchObject({ type: 'llmd-wva-app', disabled: false });
    expect(uids).toEqual(expect.arrayContaining([app?.jsonData.prometheusUid, app?.jsonData.tektonUid]));
  });

  test('has the experiment dashboard with the panel and the annotations of runs', () => {
    const board = provisioning.dashboards.find(({ uid }) => uid === 'llmd-wva-experiment');
    expect(JSON.stringify(board?.json)).toContain('llmd-experiment-panel');
    expect(JSON.stringify(board?.json)).toContain('wva-run');
  });
});
