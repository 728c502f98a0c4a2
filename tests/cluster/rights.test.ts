/** @jest-environment node */
import { WVA_DEFAULTS } from '../../src/constants';
import { admin, pipeline, reader, runner, RUNS, TEKTON } from './facts';
import { CREATE_CASES, NAMESPACE } from './policyCases';

const CORE = `/api/v1/namespaces/${NAMESPACE}`;
const WVA = `/api/v1/namespaces/${WVA_DEFAULTS.namespace}/configmaps`;
const WORKLOAD = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;
const SCALERS = `/apis/keda.sh/v1alpha1/namespaces/${NAMESPACE}/scaledobjects`;
const LEASES = `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases`;
const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const RUN = {
  ...CREATE_CASES[0]?.object,
  metadata: { ...(CREATE_CASES[0]?.object.metadata as object), name: 'right' },
};
const PATCH = { metadata: { annotations: { 'llmd-wva-app/mode': 'wva' } } };

const accounts = { reader, runner, pipeline };

type Who = keyof typeof accounts;
type Row = [who: Who, method: string, path: string, allowed: boolean, body?: object];

beforeAll(async () => {
  await admin.must('POST', RUNS, RUN);
  await admin.must('POST', `${CORE}/secrets`, { metadata: { name: 'somebodys' }, stringData: { token: 'secret' } });
  await admin.must('POST', `${CORE}/configmaps`, { metadata: { name: 'somebodys' }, data: {} });
  // Other files of the suite make it as well.
  await admin.send('POST', WVA, {
    metadata: { name: WVA_DEFAULTS.configMap },
    data: { default: 'kvCacheThreshold: 0.8' },
  });
});

/** What each token may and may not do; 404 and 409 count as allowed: RBAC let them through. */
const TABLE: Row[] = [
  ['reader', 'GET', RUNS, true],
  ['reader', 'GET', `${RUNS}/right`, true],
  ['reader', 'GET', `${RUNS}?watch=true&timeoutSeconds=1`, true],
  ['reader', 'GET', `${TEKTON}/taskruns`, true],
  ['reader', 'GET', `${TEKTON}/pipelines`, true],
  ['reader', 'GET', `${CORE}/configmaps`, true],
  ['reader', 'GET', `${CORE}/pods/none/log`, true],
  ['reader', 'GET', `${WVA}/${WVA_DEFAULTS.configMap}`, true],
  ['reader', 'GET', '/apis/tekton.dev/v1', true],
  ['reader', 'GET', `${POLICIES}/llmd-wva-runner-runs`, true],

  ['reader', 'GET', `${WVA}/another`, false],
  ['reader', 'GET', `${POLICIES}/llmd-wva-runner-scope`, false],
  ['reader', 'GET', POLICIES, false],
  ['reader', 'GET', WVA, false],
  ['reader', 'GET', `${CORE}/secrets`, false],
  ['reader', 'GET', `${CORE}/secrets/somebodys`, false],
  ['reader', 'GET', `${CORE}/pods`, false],
  ['reader', 'POST', `${CORE}/pods/none/exec?command=id`, false],
  ['reader', 'GET', '/apis/tekton.dev/v1/pipelineruns', false],
  ['reader', 'GET', '/apis/tekton.dev/v1/namespaces/grafana/pipelineruns', false],
  ['reader', 'GET', '/api/v1/namespaces', false],
  ['reader', 'GET', '/api/v1/namespaces/grafana/secrets', false],
  ['reader', 'POST', RUNS, false, RUN],
  ['reader', 'PATCH', `${RUNS}/right`, false, PATCH],
  ['reader', 'DELETE', `${RUNS}/right`, false],
  ['reader', 'POST', '/api/v1/namespaces/grafana/serviceaccounts/llmd-wva-runner/token', false, { spec: {} }],

  ['runner', 'POST', RUNS, true, RUN],
  ['runner', 'PATCH', `${RUNS}/right`, true, PATCH],

  ['runner', 'GET', RUNS, false],
  ['runner', 'GET', `${RUNS}/right`, false],
  ['runner', 'PUT', `${RUNS}/right`, false, RUN],
  ['runner', 'DELETE', `${RUNS}/right`, false],
  ['runner', 'DELETE', RUNS, false],
  ['runner', 'PATCH', `${RUNS}/right/status`, false, { status: {} }],
  ['runner', 'POST', `${TEKTON}/taskruns`, false, {}],
  ['runner', 'POST', `${TEKTON}/pipelines`, false, {}],
  ['runner', 'POST', '/apis/tekton.dev/v1/namespaces/grafana/pipelineruns', false, RUN],
  ['runner', 'POST', `${CORE}/pods`, false, {}],
  ['runner', 'POST', `${CORE}/configmaps`, false, { metadata: { name: 'preset' } }],
  ['runner', 'PATCH', `${CORE}/configmaps/somebodys`, false, PATCH],
  ['runner', 'GET', `${CORE}/secrets/somebodys`, false],
  ['runner', 'POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', false, {}],
  ['runner', 'GET', `${POLICIES}/llmd-wva-runner-runs`, false],
  ['runner', 'PATCH', `${POLICIES}/llmd-wva-runner-runs`, false, PATCH],

  ['pipeline', 'GET', `${RUNS}/right`, true],
  ['pipeline', 'GET', `${TEKTON}/taskruns`, true],
  ['pipeline', 'GET', `${WORKLOAD}/none`, true],
  ['pipeline', 'PATCH', `${WORKLOAD}/none/scale`, true, { spec: { replicas: 1 } }],
  ['pipeline', 'GET', SCALERS, true],
  ['pipeline', 'DELETE', `${SCALERS}/none`, true],
  ['pipeline', 'GET', `/apis/autoscaling/v2/namespaces/${NAMESPACE}/horizontalpodautoscalers`, true],
  ['pipeline', 'GET', `${LEASES}/none`, true],
  ['pipeline', 'GET', `${CORE}/pods`, true],

  ['pipeline', 'PATCH', `${WORKLOAD}/none`, false, { spec: { replicas: 1 } }],
  ['pipeline', 'DELETE', `${WORKLOAD}/none`, false],
  ['pipeline', 'PATCH', `${SCALERS}/none`, false, PATCH],
  ['pipeline', 'POST', RUNS, false, RUN],
  ['pipeline', 'PATCH', `${RUNS}/right`, false, PATCH],
  ['pipeline', 'POST', `${CORE}/pods`, false, {}],
  ['pipeline', 'GET', `${CORE}/secrets`, false],
  ['pipeline', 'DELETE', `${LEASES}/none`, false],
  ['pipeline', 'GET', '/api/v1/namespaces/grafana/pods', false],
];

// One argument a row: jest takes a parameter that no argument fills for its callback.
const ROWS = TABLE.map((row) => [row.slice(0, 4).join(' '), row] as const);

test.each(ROWS)('%s', async (_name, [who, method, path, allowed, body]) => {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
  const answer = await accounts[who].send(method, path, body, type);
  expect([answer.status === 403, answer.status === 401]).toEqual([!allowed, false]);
  if (!allowed) {
    expect(answer.body.message).toMatch(/cannot \w+ resource/);
  }
});

test.each([
  ['an administrator', { 'Impersonate-User': 'admin' }],
  ['a member of another group', { 'Impersonate-User': 'x', 'Impersonate-Group': 'system:masters' }],
])('no token may act as %s', async (_whom, headers) => {
  const { status, body } = await reader.send('GET', RUNS, undefined, undefined, headers);
  expect({ status, message: body.message }).toEqual({
    status: 403,
    message: expect.stringContaining('cannot impersonate'),
  });
});
