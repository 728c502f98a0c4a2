/** The data source's client against the simulator's Kubernetes API, over real HTTP. */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';
import { filter, firstValueFrom, lastValueFrom, reduce, timeout } from 'rxjs';

import { startSimulator, type RunningSimulator } from '../../simulator/main';
import { EXPERIMENT_PIPELINE } from '../../src/constants';
import { TektonDataSource } from '../../src/datasource/DataSource';
import { TektonClient } from '../../src/datasource/TektonClient';
import type { RunsSnapshot, TektonSettings } from '../../src/datasource/types';
import type { Pipeline, RunRequest } from '../../src/domain/pipeline';
import { until } from '../cluster/until';
import { defaultRequest } from './startable';
import { GrafanaProxy } from './grafanaProxy';

const NAMESPACE = 'experiment-01';
const RUNS = 5000;

jest.setTimeout(120_000);

let simulator: RunningSimulator;
let proxy: GrafanaProxy;
let source: TektonDataSource;
let pipeline: Pipeline;

function dataSource(given: Partial<TektonSettings> = {}): TektonDataSource {
  const jsonData = { apiServer: simulator.url, namespaces: [NAMESPACE], canStart: true, ...given };
  return new TektonDataSource({
    uid: 'tekton',
    name: 'Tekton',
    type: 't',
    jsonData,
  } as unknown as DataSourceInstanceSettings<TektonSettings>);
}

function connect(role: 'Viewer' | 'Editor' = 'Editor'): GrafanaProxy {
  const connected = new GrafanaProxy(simulator.url, role);
  setBackendSrv(connected.asBackendSrv());
  return connected;
}

const snapshotWhere = (of: TektonDataSource, is: (snapshot: RunsSnapshot) => boolean): Promise<RunsSnapshot> =>
  firstValueFrom(of.runs().pipe(filter(is), timeout(60_000)));

const request = (overrides: Partial<RunRequest> = {}): RunRequest => ({ ...defaultRequest(pipeline), ...overrides });

async function faults(fault: object | undefined): Promise<void> {
  const { request: send } = await import('node:http');
  await new Promise<void>((resolve, reject) => {
    const call = send(
      `${simulator.url}/faults`,
      { method: fault ? 'POST' : 'DELETE', headers: { 'Content-Type': 'application/json' } },
      (res) => {
        res.resume();
        res.on('end', resolve);
      }
    );
    call.on('error', reject);
    call.end(fault ? JSON.stringify(fault) : undefined);
  });
}

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seedRuns: RUNS });
  proxy = connect();
  source = dataSource();
  const { items: pipelines } = await source.pipelines(NAMESPACE);
  const found = pipelines.find((p) => p.params.some((param) => param.name === 'load-steps'));
  if (!found) {
    throw new Error(`no Pipeline with load-steps among ${pipelines.map((p) => p.name).join(', ')}`);
  }
  pipeline = found;
});

afterAll(() => simulator.stop());

test('5,000 runs come in pages, the first of them at once, and a refresh moves next to nothing', async () => {
  const sizes: number[] = [];
  const subscription = source.runs().subscribe(({ runs }) => sizes.push(runs.length));
  const all = await snapshotWhere(source, ({ state }) => state === 'live');
  expect(all.runs.length).toBeGreaterThanOrEqual(RUNS);
  expect(all.error).toBeUndefined();
  expect(sizes.filter((size) => size > 0)[0]).toBe(500);
  const times = all.runs.map((run) => run.createdAt);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  subscription.unsubscribe();

  // Somebody looks again later: nothing changed but for one new run, which says that the watch has begun again.
  const before = proxy.bytes;
  const seen = snapshotWhere(source, ({ runs }) => runs.some((run) => run.name === 'contract-refresh'));
  await snapshotWhere(source, ({ state }) => state === 'live');
  const started = await source.createRun(request({ name: 'contract-refresh' }), { startedBy: 'ada' });
  expect((await seen).runs).toHaveLength(all.runs.length + 1);
  expect(proxy.bytes - before).toBeLessThan(20_000);
  await source.cancelRun(started, 'Cancelled');
});

test("our own Pipeline is offered beside the lab's, and is started under the account that is let in", async () => {
  const { items } = await source.pipelines(NAMESPACE);
  expect(items.map(({ name }) => name)).toEqual(
    expect.arrayContaining([EXPERIMENT_PIPELINE.name, 'wva-incremental-stepped-load-test', 'wva-load-test'])
  );
  const accounts = await source.accounts();
  expect(accounts).toEqual([EXPERIMENT_PIPELINE.serviceAccount, 'pipeline']);
  const ours = items.find(({ name }) => name === EXPERIMENT_PIPELINE.name)!;
  const wanted = { ...defaultRequest(ours), name: 'contract-ours', serviceAccountName: accounts![0] };
  const started = await source.createRun(wanted, { startedBy: 'ada' });
  const running = await snapshotWhere(source, ({ runs }) =>
    runs.some(({ uid, phase }) => uid === started.uid && phase === 'running')
  );
  expect(running.error).toBeUndefined();
  await until('its Pipeline to be resolved', async () => (await source.getRun(started)).resolved === true);
  expect(await source.getRun(started)).toMatchObject({ pipeline: EXPERIMENT_PIPELINE.name, mode: 'static' });
  await source.cancelRun(started, 'Cancelled');
});

test('a run that was made by hand has the values of the defaults', async () => {
  const params = [
    { name: 'test-name', value: 'by-hand' },
    { name: 'reset-llm-d', value: 'false' },
    {
      name: 'load-steps',
      value: [
        'name: a\ndelay: 0\nduration: 120\nscenario:\n  profile: constant\n  rate: 1\n  data: {prompt_tokens: 512, output_tokens: 128}\n',
      ],
    },
  ];
  const body = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name: 'by-hand-1', namespace: NAMESPACE },
    spec: { pipelineRef: { name: 'wva-load-test' }, params, workspaces: [{ name: 'shared-workspace', emptyDir: {} }] },
  };
  const path = `run/namespaces/${NAMESPACE}/pipelineruns`;
  await new TektonClient('tekton').post(path, { verb: 'create', resource: 'pipelineruns' }, body, {
    fieldValidation: 'Strict',
  });
  const run = await source.getRun({ namespace: NAMESPACE, name: 'by-hand-1' });
  expect(run).toMatchObject({
    managed: false,
    experiment: 'by-hand',
    variant: 'llm-d-inference-scheduling-llm-d-modelservice-decode',
    mode: 'static',
    loadProfile: { steps: [{ rate: 1, durationSeconds: 120 }] },
  });
  await source.cancelRun(run, 'Cancelled');
});

test('a run is started once, seen by the watch, read with its tasks, and cancelled', async () => {
  const seen = snapshotWhere(source, ({ runs }) => runs.some((run) => run.name === 'contract-watch'));
  const wanted = request({ name: 'contract-watch', experiment: 'contract', intent: 'a-click' });
  const [first, again] = await Promise.all([
    source.createRun(wanted, { startedBy: 'ada' }),
    source.createRun(wanted, { startedBy: 'ada' }),
  ]);
  expect(again.uid).toBe(first.uid);
  const row = (await seen).runs.find((run) => run.name === 'contract-watch');
  expect(row).toMatchObject({ uid: first.uid, managed: true, experiment: 'contract', startedBy: 'ada' });
  expect(row?.plannedSeconds).toBeGreaterThan(0);

  const [full] = await source.hydrate(row ? [row] : []);
  expect(full).toMatchObject({ uid: first.uid, pipeline: pipeline.name });
  expect(Array.isArray((await source.taskRuns(first)).items)).toBe(true);

  await expect(source.cancelRun({ ...first, uid: 'other' }, 'Cancelled')).rejects.toMatchObject({
    title: 'This is another run',
  });
  const cancelled = await source.cancelRun(first, 'Cancelled');
  expect(['stopping', 'cancelled']).toContain(cancelled.phase);
  const gone = await snapshotWhere(source, ({ runs }) =>
    runs.some((run) => run.uid === first.uid && run.phase === 'cancelled')
  );
  expect(gone.state).toBe('live');
  await expect(source.cancelRun(first, 'Cancelled')).rejects.toMatchObject({ title: 'The run is over already' });
});

test('a dry run creates nothing', async () => {
  const run = await source.createRun(request({ name: 'contract-dry' }), { startedBy: 'ada' }, { dryRun: true });
  expect(run.name).toBe('contract-dry');
  await expect(source.getRun(run)).rejects.toMatchObject({ status: 404, title: 'The run is gone' });
});

test('a webhook that denies names the field', async () => {
  const bad = request({ name: 'contract-denied', timeouts: { pipeline: '1h', tasks: '50m', finally: '30m' } });
  await expect(source.createRun(bad, { startedBy: 'ada' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('spec.timeouts'),
  });
});

test('a Viewer is told that it is the role', async () => {
  connect('Viewer');
  await expect(source.createRun(request({ name: 'contract-viewer' }), { startedBy: 'eve' })).rejects.toMatchObject({
    title: 'Your role may not do this',
  });
  connect();
});

test('a start whose answer is lost is one run', async () => {
  await faults({ fault: 500, method: 'POST', path: 'pipelineruns', count: 1 });
  const run = await source.createRun(request({ name: 'contract-lost' }), { startedBy: 'ada' });
  expect(run.name).toBe('contract-lost');
  await faults(undefined);
  await source.cancelRun(run, 'Cancelled');
});

test.each([
  [401, /token/],
  [403, /Not allowed|forbid/i],
  [429, /limiting requests/],
  [500, /failed to answer/],
  ['malformed', /cannot be read/],
  ['cut', /No answer|cannot be read/],
])('a read that meets %s is said in words', async (fault, title) => {
  await faults({ fault, method: 'GET', path: 'pipelines\\b', count: 1 });
  await expect(source.pipelines(NAMESPACE)).rejects.toMatchObject({
    kind: 'user-error',
    title: expect.stringMatching(title),
  });
  await faults(undefined);
});

test('without a stream the list is polled', async () => {
  proxy = connect();
  proxy.chunkedWorks = false;
  const polled = dataSource();
  const subscription = polled.runs().subscribe();
  await snapshotWhere(polled, ({ state }) => state === 'polling');
  const run = await source.createRun(request({ name: 'contract-polled' }), { startedBy: 'ada' });
  const seen = await snapshotWhere(polled, ({ runs }) => runs.some((r) => r.uid === run.uid));
  expect(seen.state).toBe('polling');
  subscription.unsubscribe();
  proxy = connect();
  await source.cancelRun(run, 'Cancelled');
});

test('presets come from ConfigMaps; a ConfigMap that is not there is undefined', async () => {
  const { presets } = await source.presets(NAMESPACE);
  expect(presets.every((preset) => preset.request.pipeline !== '')).toBe(true);
  await expect(source.configMap(NAMESPACE, 'no-such-map')).resolves.toBeUndefined();
});

test('the health check says what is there, and what is missing', async () => {
  await expect(source.testDatasource()).resolves.toMatchObject({
    status: 'success',
    message: expect.stringContaining('Pipeline'),
  });
  await expect(dataSource({ apiServer: '' }).testDatasource()).resolves.toMatchObject({
    status: 'error',
    message: expect.stringContaining('address'),
  });
  await expect(dataSource({ namespaces: ['kube-system'] }).testDatasource()).resolves.toMatchObject({
    status: 'error',
    message: expect.stringContaining('"list" on pipelineruns.tekton.dev in the namespace kube-system'),
  });
  proxy.tokens = { readerToken: 'wrong', runnerToken: 'runner' };
  await expect(source.testDatasource()).resolves.toMatchObject({
    status: 'error',
    message: expect.stringContaining('reader token'),
  });
  proxy.tokens = { readerToken: 'reader', runnerToken: 'runner' };
});

test('a log is read to its end', async () => {
  const [pod] = simulator.world.pods(NAMESPACE);
  const log = source.logs({
    namespace: NAMESPACE,
    pod: pod?.name ?? '',
    container: pod?.containers[0] ?? '',
    follow: false,
    tailLines: 5,
  });
  const text = await lastValueFrom(log.pipe(reduce((all, chunk) => all + chunk, '')));
  expect(text.trim().split('\n').length).toBeLessThanOrEqual(5);
  expect(text).toMatch(/\S/);
  const missing = source.logs({ namespace: NAMESPACE, pod: 'no-such-pod', container: 'c', follow: true });
  await expect(lastValueFrom(missing)).rejects.toMatchObject({ title: 'The pod is gone' });
});
