/**
 * The recorder's account on a real API server: what it may do, with the recorder's own client, and what the policy keeps from
 * it even when somebody has granted it everything.
 *
 * @jest-environment node
 */
import { leases } from '../../cli/kube/leases';
import { podLogs } from '../../cli/kube/podLogs';
import { recordMaps } from '../../cli/kube/recordMaps';
import { jsonRequests } from '../../cli/kube/request';
import { runLogs } from '../../cli/recorder/runLogs';
import { WVA_DEFAULTS } from '../../src/constants';
import { START } from '../../src/domain/analysis/testing';
import { recordMap } from '../../src/records/configMap';
import { packRecord } from '../../src/records/pack';
import { testAnalysis } from '../../src/records/testing';
import { KubeApi, type Access } from './api';
import { admin, facts, RUNS, TEKTON } from './facts';
import { CREATE_CASES, NAMESPACE } from './policyCases';
import { objectsOf } from './prepare';
import { RECORD_CASES } from './recorderCases';
import { until } from './until';

jest.setTimeout(120_000);

const HOME = 'grafana';
const ACCOUNT = `/api/v1/namespaces/${HOME}/serviceaccounts/llmd-wva-recorder`;
const MAPS = `/api/v1/namespaces/${NAMESPACE}/configmaps`;
const POLICIES = '/apis/admissionregistration.k8s.io/v1';
const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
const GRANT = {
  metadata: { name: 'cluster-suite-grants-the-recorder-all' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'ServiceAccount', name: 'llmd-wva-recorder', namespace: HOME }],
};

const RUN = {
  ...CREATE_CASES[0]?.object,
  metadata: { ...(CREATE_CASES[0]?.object.metadata as object), name: 'recorder' },
};

let access: Access;
let recorder: KubeApi;

beforeAll(async () => {
  for (const object of objectsOf('deploy/recorder/kubernetes')) {
    if (await admin.serves(object.apiVersion, object.kind)) {
      const { status, body } = await admin.apply(object);
      expect([object.kind, status < 300 ? 'applied' : body?.message]).toEqual([object.kind, 'applied']);
    } else {
      // Of the operator of Prometheus, which is not here.
      expect(object.kind).toBe('PodMonitor');
    }
  }
  const { status } = await admin.must('POST', `${ACCOUNT}/token`, { spec: { expirationSeconds: 7200 } });
  access = { ...facts.open, token: status.token };
  recorder = new KubeApi(access);
  await until('the policy of the recorder to be at work', async () => {
    const { body } = await recorder.send('POST', `${MAPS}?dryRun=All`, { metadata: { name: 'not-a-record' } });
    return String(body?.message).includes('may not write');
  });
});
afterAll(async () => {
  // Other files list the records of the namespace.
  for (const name of ['recorded', 'a']) {
    await admin.send('DELETE', `${MAPS}/wva-record-${name}`);
  }
  await admin.send('DELETE', `${BINDINGS}/${GRANT.metadata.name}`);
  for (const kind of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies']) {
    await admin.send('DELETE', `${POLICIES}/${kind}/llmd-wva-recorder-scope`);
  }
});

const record = (name: string, now: number) => {
  const analysis = testAnalysis(name);
  return recordMap(
    packRecord(
      { ...analysis, run: { ...analysis.run, namespace: NAMESPACE } },
      { now, writer: { name: 'suite', version: '1' } }
    )
  );
};

test('its own client reads logs as far as they are there, and says what is not', async () => {
  const logs = podLogs(() => access);
  const about = { tasks: [], isOver: true, now: Date.now() };
  const { controller } = await runLogs(testAnalysis('logged').run, about, { logs });
  // Whether a controller's pod is there is others' doing: the right to look is what counts.
  expect(controller?.why ?? '').not.toMatch(/no right/);
  await expect(logs.text({ namespace: NAMESPACE, pod: 'none', container: 'c', ...LITTLE })).rejects.toMatchObject({
    status: 404,
  });
  await expect(logs.text({ namespace: HOME, pod: 'none', container: 'c', ...LITTLE })).rejects.toMatchObject({
    status: 403,
  });
});

test('its own client keeps a record and its Lease by these rights', async () => {
  const json = jsonRequests(() => access);
  const { create, list, read, replace } = recordMaps(json);
  const created = await create(record('recorded', START));
  expect(created?.run.name).toBe('recorded');
  await expect(create(record('recorded', START + 1))).resolves.toBeUndefined();
  await expect(replace(record('recorded', START + 2), created!.resourceVersion)).resolves.toBeDefined();
  // Of what somebody else has changed since, nothing is replaced.
  await expect(replace(record('recorded', START + 3), created!.resourceVersion)).resolves.toBeUndefined();
  const kept = (await list(NAMESPACE)).find(({ run }) => run.name === 'recorded');
  expect((await read(kept!))?.recorded?.at).toBe(START + 2);

  const own = leases(json, HOME);
  const held = await own.create('one');
  await expect(own.create('two')).resolves.toBeUndefined();
  const next = await own.update(held!, { holder: 'two', transitions: 1 });
  expect(next).toMatchObject({ holder: 'two', transitions: 1 });
  await expect(own.update(held!, { holder: 'one', transitions: 2 })).resolves.toBeUndefined();
});

const LITTLE = { limitBytes: 10, timestamps: false };

type Row = [method: string, path: string, allowed: boolean, body?: object];
const TABLE: Row[] = [
  ['GET', RUNS, true],
  ['GET', `${TEKTON}/taskruns`, true],
  ['GET', `/api/v1/namespaces/${WVA_DEFAULTS.namespace}/configmaps/${WVA_DEFAULTS.configMap}`, true],
  ['DELETE', `${MAPS}/wva-record-recorded`, false],
  // Logs: of pods of runs, which are named by TaskRuns, and of the controller, which is looked for.
  ['GET', `/api/v1/namespaces/${NAMESPACE}/pods/none/log`, true],
  ['GET', `/api/v1/namespaces/${WVA_DEFAULTS.namespace}/pods`, true],
  ['GET', `/api/v1/namespaces/${WVA_DEFAULTS.namespace}/pods/none/log`, true],
  ['GET', `/api/v1/namespaces/${HOME}/pods/none/log`, false],
  ['POST', `/api/v1/namespaces/${NAMESPACE}/pods/none/exec`, false, {}],
  ['DELETE', `/api/v1/namespaces/${WVA_DEFAULTS.namespace}/pods/none`, false],
  ['POST', RUNS, false, {}],
  ['GET', `/api/v1/namespaces/${NAMESPACE}/secrets`, false],
  ['GET', `/api/v1/namespaces/${HOME}/secrets`, false],
  ['GET', `/api/v1/namespaces/${HOME}/configmaps`, false],
  ['GET', `/api/v1/namespaces/${NAMESPACE}/pods`, false],
  ['GET', `/api/v1/namespaces/${WVA_DEFAULTS.namespace}/configmaps`, false],
  ['PATCH', `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/none/scale`, false, { spec: { replicas: 1 } }],
];

test.each(TABLE.map((row) => [row.slice(0, 3).join(' '), row] as const))(
  '%s',
  async (_name, [method, path, allowed, body]) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
    const { status } = await recorder.send(method, path, body, type);
    expect([status === 403, status === 401]).toEqual([!allowed, false]);
  }
);

describe('granted everything', () => {
  beforeAll(async () => {
    await admin.must('POST', MAPS, { metadata: { name: 'theirs' }, data: {} });
    await admin.must('POST', RUNS, RUN);
    await admin.must('POST', BINDINGS, GRANT);
    await until('the grant to count', async () => (await recorder.send('GET', '/api/v1/nodes')).status === 200);
  });

  test.each(RECORD_CASES)(
    '$name',
    async ({ operation, resource: { group, version, resource }, object, oldObject, refused }) => {
      const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
      const all = `${root}/namespaces/${group === '' ? NAMESPACE : HOME}/${resource}`;
      const { name } = (object ?? oldObject)!.metadata as { name: string };
      const method = { CREATE: 'POST', UPDATE: 'PUT', DELETE: 'DELETE' }[operation];
      const answer = await recorder.send(method, operation === 'CREATE' ? all : `${all}/${name}`, object);
      if (refused === undefined) {
        // It may be there from before; then RBAC and policy have let it through.
        expect([200, 201, 409]).toContain(answer.status);
      } else {
        expect([answer.status, answer.body?.message]).toEqual([422, expect.stringContaining(refused)]);
      }
    }
  );

  test.each([
    ['ends a run', 'PATCH', `${RUNS}/recorder`, { spec: { status: 'Cancelled' } }],
    ['grants a right', 'POST', BINDINGS, { ...GRANT, metadata: { name: 'more' } }],
    ['deletes all records at once', 'DELETE', MAPS, undefined],
  ])('it is refused when it %s', async (_what, method, path, body) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
    const answer = await recorder.send(method, path, body, type);
    expect([answer.status, answer.body?.message]).toEqual([422, expect.stringContaining('may not write')]);
  });
});
