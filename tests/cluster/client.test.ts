/** The data source's client against a real API server, through a stand-in for Grafana's proxy. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';
import { filter, firstValueFrom, lastValueFrom, timeout } from 'rxjs';

import { EXPERIMENT_PIPELINE, LABELS, WVA_DEFAULTS } from '../../src/constants';
import { TektonDataSource } from '../../src/datasource/DataSource';
import { TektonClient } from '../../src/datasource/TektonClient';
import type { RunsSnapshot, TektonSettings } from '../../src/datasource/types';
import type { RunRequest } from '../../src/domain/pipeline';
import { GrafanaProxy } from '../contract/grafanaProxy';
import { admin, facts, RUNS } from './facts';
import { NAMESPACE } from './policyCases';
import { overlay } from './prepare';

jest.setTimeout(120_000);

/** More than two pages of the client's. */
const MANY = 1100;
const AT_ONCE = 25;
const ADA = { startedBy: 'ada' };

let proxy: GrafanaProxy;
let source: TektonDataSource;
let request: RunRequest;

function connect(tokens = facts.tokens): GrafanaProxy {
  const connected = new GrafanaProxy(facts.open.url, 'Editor', facts.open.ca);
  connected.tokens = { readerToken: tokens.reader, runnerToken: tokens.runner };
  setBackendSrv(connected.asBackendSrv());
  return connected;
}

function dataSource(given: Partial<TektonSettings> = {}): TektonDataSource {
  const jsonData = { apiServer: facts.open.url, namespaces: [NAMESPACE], canStart: true, ...given };
  return new TektonDataSource({
    uid: 'tekton',
    name: 'Tekton',
    type: 't',
    jsonData,
  } as unknown as DataSourceInstanceSettings<TektonSettings>);
}

const snapshotWhere = (of: TektonDataSource, is: (snapshot: RunsSnapshot) => boolean): Promise<RunsSnapshot> =>
  firstValueFrom(of.runs().pipe(filter(is), timeout(60_000)));

const plainRun = (name: string) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name },
  spec: { pipelineRef: { name: 'startable' }, params: [{ name: 'test-name', value: 'many' }] },
});

async function inParallel<T>(items: T[], act: (item: T) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < items.length; i += AT_ONCE) {
    await Promise.all(items.slice(i, i + AT_ONCE).map(act));
  }
}

const condition = (status: string, reason: string) => ({
  status: {
    startTime: '2026-11-24T10:00:00Z',
    ...(status === 'Unknown' ? {} : { completionTime: '2026-11-24T11:00:00Z' }),
    conditions: [
      { type: 'Succeeded', status, reason, message: 'as told by the test', lastTransitionTime: '2026-11-24T11:00:00Z' },
    ],
  },
});

beforeAll(async () => {
  const names = Array.from({ length: MANY }, (_, i) => `many-${String(i).padStart(4, '0')}`);
  await inParallel(names, (name) => admin.must('POST', RUNS, plainRun(name)));
  proxy = connect();
  source = dataSource();
  const { presets } = await source.presets(NAMESPACE);
  request = presets.find(({ name }) => name === 'preset-p4-wva')!.request;
});

test('every preset and Pipeline that deploy/ brings is found, and none is broken', async () => {
  const { presets, broken } = await source.presets(NAMESPACE);
  expect(broken).toEqual([]);
  const brought = overlay('kubernetes').filter(({ metadata }) => metadata.labels?.[LABELS.preset] === 'true');
  expect(presets).toHaveLength(brought.length);
  const ours = (await source.pipelines(NAMESPACE)).items.find(({ name }) => name === EXPERIMENT_PIPELINE.name);
  const steps = ours?.params.find(({ name }) => name === 'load-steps');
  expect([steps?.type, steps?.default]).toEqual(['array', undefined]);
  expect(ours?.workspaces.map(({ name }) => name)).toEqual(['shared-workspace']);
});

test('the accounts that the form offers are those of the policy', async () => {
  await expect(source.accounts()).resolves.toEqual([EXPERIMENT_PIPELINE.serviceAccount, 'pipeline']);
});

test('the health check is content', async () => {
  await expect(source.testDatasource()).resolves.toMatchObject({ status: 'success' });
});

test('many runs come in pages, with what the Table of the real definitions says', async () => {
  proxy.requests.length = 0;
  const all = await snapshotWhere(source, ({ state, runs }) => state === 'live' && runs.length >= MANY);
  expect(all.error).toBeUndefined();
  expect(all.runs.filter(({ name }) => name.startsWith('many-'))).toHaveLength(MANY);
  expect(proxy.requests.filter((sent) => sent.includes('limit=500')).length).toBeGreaterThanOrEqual(3);
  expect(proxy.requests.some((sent) => sent.includes('continue='))).toBe(true);
  expect(all.runs[0]).toMatchObject({ namespace: NAMESPACE, phase: 'pending', managed: expect.any(Boolean) });
});

test('a watch tells of a run that is made, moves on, and is deleted', async () => {
  const subscription = source.runs().subscribe();
  await snapshotWhere(source, ({ state }) => state === 'live');
  const phaseIs = (phase: string) => (s: RunsSnapshot) =>
    s.runs.some((run) => run.name === 'watched' && run.phase === phase);

  await admin.must('POST', RUNS, plainRun('watched'));
  await snapshotWhere(source, phaseIs('pending'));
  await admin.merge(`${RUNS}/watched/status`, condition('Unknown', 'Running'));
  await snapshotWhere(source, phaseIs('running'));
  await admin.merge(`${RUNS}/watched/status`, condition('False', 'PipelineRunTimeout'));
  const ended = await snapshotWhere(source, phaseIs('timed-out'));
  const [full] = await source.hydrate(ended.runs.filter((run) => run.name === 'watched'));
  expect(full).toMatchObject({ message: 'as told by the test', finishedAt: Date.parse('2026-11-24T11:00:00Z') });
  await admin.must('DELETE', `${RUNS}/watched`);
  await snapshotWhere(source, ({ runs }) => runs.every((run) => run.name !== 'watched'));
  subscription.unsubscribe();
});

test('a dry run of a preset passes policy and schema, and creates nothing', async () => {
  const run = await source.createRun({ ...request, name: 'dry' }, ADA, { dryRun: true });
  expect(run).toMatchObject({ name: 'dry', pipeline: EXPERIMENT_PIPELINE.name, mode: 'wva' });
  // The load of an hour, and what comes before and after it.
  expect(run.plannedSeconds).toBeGreaterThanOrEqual(3600);
  await expect(source.getRun(run)).rejects.toMatchObject({ status: 404, title: 'The run is gone' });
});

test('each preset can be started with the token of the runner', async () => {
  const { presets } = await source.presets(NAMESPACE);
  for (const preset of presets) {
    const run = await source.createRun(preset.request, ADA, { dryRun: true });
    expect(run).toMatchObject({
      managed: true,
      startedBy: 'ada',
      serviceAccountName: EXPERIMENT_PIPELINE.serviceAccount,
    });
  }
});

test('a run is started once, whoever sends it twice, and ended once', async () => {
  const wanted = { ...request, name: 'once', intent: 'one' };
  const [first, again] = await Promise.all([source.createRun(wanted, ADA), source.createRun(wanted, ADA)]);
  expect(again.uid).toBe(first.uid);
  await expect(source.createRun({ ...wanted, intent: 'another' }, ADA)).rejects.toMatchObject({
    status: 409,
    title: 'The name is taken',
  });

  await expect(source.cancelRun({ ...first, uid: 'other' }, 'Cancelled')).rejects.toMatchObject({
    title: 'This is another run',
  });
  const stopping = await source.cancelRun(first, 'StoppedRunFinally');
  expect(stopping).toMatchObject({ phase: 'stopping' });
  expect((await source.getRun(first)).manifest).toMatchObject({ spec: { status: 'StoppedRunFinally' } });
});

test('a patch of another state than was seen meets 409', async () => {
  const client = new TektonClient('tekton');
  const run = await source.getRun({ namespace: NAMESPACE, name: 'many-0000' });
  await admin.merge(`${RUNS}/many-0000`, { metadata: { labels: { touched: 'true' } } });
  const path = `run/namespaces/${NAMESPACE}/pipelineruns/many-0000`;
  const patch = { metadata: { resourceVersion: run.resourceVersion }, spec: { status: 'Cancelled' } };
  await expect(client.mergePatch(path, { verb: 'patch', resource: 'pipelineruns' }, patch)).rejects.toMatchObject({
    status: 409,
    title: 'The run has changed',
  });
});

const schemas = facts.schemas ? test : test.skip;

schemas('strict validation names a field that Tekton does not know', async () => {
  const client = new TektonClient('tekton');
  const manifest = source.manifest({ ...request, name: 'strict' }, ADA);
  const wrong = { ...manifest, spec: { ...(manifest.spec as object), podTemplate: {} } };
  const call = { verb: 'create', resource: 'pipelineruns', namespace: NAMESPACE } as const;
  const path = `run/namespaces/${NAMESPACE}/pipelineruns`;
  await expect(client.post(path, call, wrong, { fieldValidation: 'Strict', dryRun: 'All' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('unknown field "spec.podTemplate"'),
  });
});

test('a refusal of the policy reaches the user in the words of the policy', async () => {
  const refused = source.createRun({ ...request, name: 'refused', pipeline: 'unlabelled' }, ADA);
  await expect(refused).rejects.toMatchObject({
    kind: 'user-error',
    status: 422,
    title: expect.stringContaining('rejected'),
    message: expect.stringContaining('the Pipeline unlabelled is not startable'),
  });
});

test('what the reader may not read is said in words', async () => {
  const elsewhere = dataSource({ namespaces: ['grafana'] });
  await expect(elsewhere.pipelines('grafana')).rejects.toMatchObject({
    status: 403,
    title: 'Not allowed to list pipelines',
    nextStep: expect.stringContaining('system:serviceaccount:grafana:llmd-wva-reader'),
  });
});

test('a token that is not known is told from a right that is missing', async () => {
  connect({ ...facts.tokens, reader: 'no-such-token' });
  await expect(dataSource().pipelines(NAMESPACE)).rejects.toMatchObject({
    title: 'The cluster does not accept the token',
  });
  connect();
});

test('the ConfigMap of WVA is read, another is as if it were not there', async () => {
  const at = `/api/v1/namespaces/${WVA_DEFAULTS.namespace}/configmaps`;
  await admin.send('POST', at, {
    metadata: { name: WVA_DEFAULTS.configMap },
    data: { default: 'kvCacheThreshold: 0.8' },
  });
  const found = await source.configMap(WVA_DEFAULTS.namespace, WVA_DEFAULTS.configMap);
  expect(found).toHaveProperty('default');
  await expect(source.configMap(WVA_DEFAULTS.namespace, 'another')).resolves.toBeUndefined();
});

test('the log of a pod that is gone says so', async () => {
  const log = source.logs({ namespace: NAMESPACE, pod: 'gone', container: 'step-x', follow: false });
  await expect(lastValueFrom(log)).rejects.toMatchObject({ status: 404, title: 'The pod is gone' });
});
