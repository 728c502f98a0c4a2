/**
 * What the admission policy keeps from the runner even when somebody has granted it everything.
 *
 * @jest-environment node
 */
import { admin, facts, runner, RUNS, TEKTON } from './facts';
import { CREATE_CASES, NAMESPACE } from './policyCases';

const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
const GRANT = {
  metadata: { name: 'cluster-suite-grants-the-runner-all' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'ServiceAccount', name: 'llmd-wva-runner', namespace: 'grafana' }],
};
const CONFIG_MAPS = `/api/v1/namespaces/${NAMESPACE}/configmaps`;
const RUN = {
  ...CREATE_CASES[0]?.object,
  metadata: { ...(CREATE_CASES[0]?.object.metadata as object), name: 'scope' },
};

beforeAll(async () => {
  await admin.must('POST', RUNS, RUN);
  await admin.must('POST', CONFIG_MAPS, { metadata: { name: 'scope' }, data: {} });
  await admin.must('POST', BINDINGS, GRANT);
  while ((await runner.send('GET', CONFIG_MAPS)).status === 403) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
afterAll(() => admin.must('DELETE', `${BINDINGS}/${GRANT.metadata.name}`));

type Row = [what: string, method: string, path: string, body: object | undefined, said: string | undefined];

const OLD = RUNS.replace('/v1/', '/v1beta1/');
const TABLE: Row[] = [
  ['ends a run', 'PATCH', `${RUNS}/scope`, { spec: { status: 'Cancelled' } }, undefined],
  [
    'asks what it may do',
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } },
    undefined,
  ],
  ['deletes a run', 'DELETE', `${RUNS}/scope`, undefined, 'may not DELETE pipelineruns'],
  ['deletes all runs', 'DELETE', RUNS, undefined, 'may not DELETE pipelineruns'],
  ['writes a status', 'PATCH', `${RUNS}/scope/status`, { status: {} }, 'may not write pipelineruns/status.tekton.dev'],
  [
    'makes a TaskRun',
    'POST',
    `${TEKTON}/taskruns`,
    { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { name: 'scope' }, spec: { taskRef: { name: 'x' } } },
    'may not write taskruns.tekton.dev',
  ],
  ['makes a preset', 'POST', CONFIG_MAPS, { metadata: { name: 'more' } }, 'may not write configmaps'],
  ['deletes a preset', 'DELETE', `${CONFIG_MAPS}/scope`, undefined, 'may not write configmaps'],
  ['grants a right', 'POST', BINDINGS, { ...GRANT, metadata: { name: 'more' } }, 'may not write clusterrolebindings'],
  [
    'mints a token',
    'POST',
    '/api/v1/namespaces/grafana/serviceaccounts/llmd-wva-reader/token',
    { spec: {} },
    'may not write serviceaccounts/token',
  ],
];
if (facts.schemas) {
  const run = {
    ...RUN,
    apiVersion: 'tekton.dev/v1beta1',
    metadata: { name: 'old' },
    spec: { pipelineRef: { name: 'startable' } },
  };
  TABLE.push(['uses an old version of the API', 'POST', OLD, run, 'refused|may not']);
}

test.each(TABLE)('the runner %s', async (_what, method, path, body, said) => {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
  const answer = await runner.send(method, path, body, type);
  if (said === undefined) {
    expect(answer.status).toBeLessThan(300);
    return;
  }
  expect({ status: answer.status, message: answer.body.message }).toEqual({
    status: 422,
    message: expect.stringMatching(said),
  });
});
