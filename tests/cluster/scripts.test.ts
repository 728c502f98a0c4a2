/**
 * The scripts of the Pipeline's tasks with the service account that they have in a cluster. No controller runs, so the test
 * plays those of Deployments and of KEDA where a script waits for one.
 *
 * @jest-environment node
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { scaledObject as scaledObjectOf } from '../../src/kube/scaledObject';
import { hasPython, startScript, type TaskScript } from '../deploy/pipeline/taskScript';
import { admin, facts, RUNS, TEKTON } from './facts';
import { answeringHpa, HPAS } from './playedHpa';
import { NAMESPACE } from './policyCases';
import { writeReports } from './reports';
import { until } from './until';

jest.setTimeout(60_000);

const DEPLOYMENTS = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;
const SCALERS = `/apis/keda.sh/v1alpha1/namespaces/${NAMESPACE}/scaledobjects`;
const LEASES = `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases`;

const describePython = hasPython ? describe : describe.skip;

let folder: string;
const running = new Set<TaskScript>();

type Run = { name: string; uid: string };

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'scripts-'));
  writeFileSync(path.join(folder, 'token'), facts.tokens.pipeline);
  writeFileSync(path.join(folder, 'ca.crt'), facts.open.ca ?? '');
});

afterEach(() => running.forEach(({ child }) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function newRun(name: string, spec: object = {}): Promise<Run> {
  const body = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name },
    spec: { pipelineRef: { name: 'startable' }, ...spec },
  };
  const { metadata } = await admin.must('POST', RUNS, body);
  return { name, uid: metadata.uid };
}

/** Starts a script as its task does. */
function start(run: Run, script: string, command: string, env: Record<string, string> = {}): TaskScript {
  const started = startScript(folder, [script, command], {
    KUBE_API_URL: facts.open.url,
    KUBE_TOKEN_FILE: path.join(folder, 'token'),
    KUBE_CA_FILE: path.join(folder, 'ca.crt'),
    RUN_NAMESPACE: NAMESPACE,
    RUN_NAME: run.name,
    RUN_UID: run.uid,
    POLL_SECONDS: '0.1',
    RENEW_SECONDS: '0.1',
    WAIT_SECONDS: '10',
    ...env,
  });
  running.add(started);
  void started.ended.then(() => running.delete(started));
  return started;
}

const patch = (at: string, body: object) => admin.must('PATCH', at, body, 'application/merge-patch+json');
const lease = async (name: string) => (await admin.send('GET', `${LEASES}/wva-experiment-${name}`)).body.spec;

const endedWith = (status: string, reason: string) => ({
  conditions: [{ type: 'Succeeded', status, reason, lastTransitionTime: '2026-11-24T10:00:00Z' }],
});

/** Two renewals: between them the holder has looked whether the load is over, and gone on. */
async function looksAndHolds(name: string): Promise<void> {
  for (const which of ['first', 'second']) {
    const { renewTime } = await lease(name);
    await until(`the ${which} renewal of ${name}`, async () => (await lease(name)).renewTime !== renewTime);
  }
}

async function deployment(name: string, replicas: number): Promise<void> {
  const labels = { app: name };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'vllm', image: 'vllm/vllm-openai:v0.11.0' }] },
  };
  await admin.must('POST', DEPLOYMENTS, {
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template },
  });
}

/** What a Deployment's controller and its pods bring about. */
async function settleDeployment(name: string): Promise<number> {
  const { metadata, spec } = await admin.must('GET', `${DEPLOYMENTS}/${name}`);
  const n = spec.replicas;
  const counts = Object.fromEntries(
    ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'].map((c) => [c, n])
  );
  const status = { observedGeneration: metadata.generation, ...counts };
  await patch(`${DEPLOYMENTS}/${name}/status`, { status });
  return n;
}

describePython('the Lease', () => {
  const target = (name: string, more: Record<string, string> = {}) => ({ DEPLOYMENT: name, ...more });

  it('goes to one run, then to the next once it is released', async () => {
    const [first, second] = [await newRun('lease-1'), await newRun('lease-2')];
    expect((await start(first, 'lease', 'acquire', target('released')).ended).code).toBe(0);
    expect(await lease('released')).toMatchObject({ holderIdentity: first.uid, leaseTransitions: 0 });

    const waiting = start(second, 'lease', 'acquire', target('released'));
    await waiting.says(/waiting for experiment-01\/lease-1/);
    expect((await start(first, 'lease', 'release', target('released')).ended).log).toContain('released');
    expect((await waiting.ended).code).toBe(0);
    expect(await lease('released')).toMatchObject({ holderIdentity: second.uid, leaseTransitions: 1 });
    // The first may not give up what is no longer its own.
    expect((await start(first, 'lease', 'release', target('released')).ended).code).toBe(0);
    expect(await lease('released')).toMatchObject({ holderIdentity: second.uid });
  });

  it('goes to just one of many that ask at once', async () => {
    const runs = await Promise.all(Array.from({ length: 6 }, (_, i) => newRun(`race-${i}`)));
    const asking = runs.map((run) => start(run, 'lease', 'acquire', target('raced')));
    const winner = await Promise.race(asking.map((one, i) => one.ended.then(() => i)));
    const others = asking.filter((_one, i) => i !== winner);
    await Promise.all(others.map(({ says }) => says(new RegExp(`waiting for experiment-01/race-${winner}`))));
    expect(asking.filter(({ child }) => child.exitCode !== null)).toEqual([asking[winner]]);
    expect(await lease('raced')).toMatchObject({ holderIdentity: runs[winner]?.uid });
  });

  it('is taken over when its holder stops renewing, and the old holder is told', async () => {
    const [old, next] = [await newRun('expired-1'), await newRun('expired-2')];
    await start(old, 'lease', 'acquire', target('expired', { LEASE_SECONDS: '2' })).ended;
    const began = Date.now();
    const taken = await start(next, 'lease', 'acquire', target('expired', { LEASE_SECONDS: '2' })).ended;
    expect(taken.log).toContain('its holder having stopped');
    expect(Date.now() - began).toBeGreaterThan(2000);
    const holding = await start(old, 'lease', 'hold', target('expired')).ended;
    expect([holding.code, holding.log]).toEqual([1, expect.stringContaining('may not have been alone')]);
  });

  it('is taken over at once when the run of its holder is over', async () => {
    const [old, next] = [await newRun('over-1'), await newRun('over-2')];
    await start(old, 'lease', 'acquire', target('over')).ended;
    await patch(`${RUNS}/over-1/status`, { status: endedWith('False', 'Cancelled') });
    expect((await start(next, 'lease', 'acquire', target('over')).ended).code).toBe(0);
    expect(await lease('over')).toMatchObject({ holderIdentity: next.uid, leaseTransitions: 1 });
  });

  it('is held until the load is over, and no longer', async () => {
    const run = await newRun('held');
    const env = target('held');
    await start(run, 'lease', 'acquire', env).ended;
    const labels = { 'tekton.dev/pipelineRunUID': run.uid, 'tekton.dev/memberOf': 'tasks' };
    const taskRun = (name: string, task: string) =>
      admin.must('POST', `${TEKTON}/taskruns`, {
        apiVersion: 'tekton.dev/v1',
        kind: 'TaskRun',
        metadata: { name, labels: { ...labels, 'tekton.dev/pipelineTask': task } },
        spec: { taskRef: { name: 'x' } },
      });
    const end = (name: string) =>
      patch(`${TEKTON}/taskruns/${name}/status`, { status: { podName: name, ...endedWith('True', 'Succeeded') } });

    const holding = start(run, 'lease', 'hold', env);
    await taskRun('held-hold', 'hold-lease');
    await taskRun('held-reset', 'reset');
    await end('held-reset');
    await looksAndHolds('held'); // the load is still to come
    await taskRun('held-load-0', 'load-test');
    await taskRun('held-load-1', 'load-test');
    await end('held-load-0');
    await looksAndHolds('held');
    await end('held-load-1');
    expect(await holding.ended).toMatchObject({ code: 0, log: expect.stringContaining('the load is over') });
  });
});

describePython('the workload', () => {
  const env = (name: string, more: Record<string, string> = {}) => ({
    DEPLOYMENT: name,
    INITIAL_REPLICAS: '2',
    ...more,
  });
  const scaledObject = (name: string) =>
    scaledObjectOf(
      'wva',
      { namespace: NAMESPACE, deployment: name, modelId: 'org/m' },
      { minReplicas: 1, maxReplicas: 12 }
    );

  it('goes to 0, then to the replicas that are asked for, and is waited for', async () => {
    const run = await newRun('scale');
    await deployment('scaled', 5);
    const scaling = start(run, 'workload', 'scale', env('scaled'));
    await scaling.says(/waiting for 2 ready replicas/);
    expect(await settleDeployment('scaled')).toBe(2);
    expect(await scaling.ended).toMatchObject({ code: 0, log: expect.stringMatching(/scaled to 0[^]*scaled to 2/) });
  });

  it('gets its ScaledObject, waits for KEDA, is found to be what the run says, and is tidied up', async () => {
    const run = await newRun('wva');
    await deployment('scaling', 1);
    await settleDeployment('scaling');
    const wva = env('scaling', { SCALED_OBJECT: scaledObject('scaling') });
    const applying = start(run, 'workload', 'apply-scaler', wva);
    await applying.says(/KEDA has not looked/);
    expect((await start(run, 'workload', 'verify', wva).ended).log).toContain('is not ready');
    await patch(`${SCALERS}/scaling/status`, { status: { conditions: [{ type: 'Ready', status: 'True' }] } });
    expect((await applying.ended).code).toBe(0);
    const verifying = start(run, 'workload', 'verify', wva);
    await verifying.says(/KEDA has made no HorizontalPodAutoscaler/);
    await answeringHpa('scaling');
    const verified = await verifying.ended;
    expect([verified.result('MODE'), verified.result('REPLICAS')]).toEqual(['wva', '1']);
    expect(Number(verified.result('LOAD_START'))).toBeGreaterThan(Date.now() / 1000 + 20);

    // A static run must not pass for one.
    const asStatic = await start(run, 'workload', 'verify', env('scaling', { INITIAL_REPLICAS: '1' })).ended;
    expect([asStatic.code, asStatic.log]).toEqual([1, expect.stringContaining('ScaledObject scaling')]);
    await admin.must('DELETE', `${HPAS}/keda-hpa-scaling`);
    const untouched = await start(run, 'workload', 'clean-up', { ...wva, RESET: 'true', FINAL_REPLICAS: '0' }).ended;
    expect([untouched.code, untouched.log]).toEqual([0, expect.stringContaining('the workload is not touched')]);
    expect((await admin.send('GET', `${SCALERS}/scaling`)).status).toBe(200);
    await start(run, 'lease', 'acquire', wva).ended;
    const tidied = await start(run, 'workload', 'clean-up', { ...wva, RESET: 'true', FINAL_REPLICAS: '0' }).ended;
    expect(tidied.code).toBe(0);
    expect((await admin.send('GET', `${SCALERS}/scaling`)).status).toBe(404);
    expect((await admin.must('GET', `${DEPLOYMENTS}/scaling`)).spec.replicas).toBe(0);
  });

  it.each([
    ['another kind', 'apiVersion: v1\nkind: Secret\nmetadata: {name: x}\n', /was refused/],
    ['another namespace', scaledObject('guarded').replaceAll(NAMESPACE, 'grafana'), /was refused/],
    ['another Deployment', scaledObject('else'), /scales something else/],
    ['no YAML', '{{{', /was refused/],
  ])('takes no ScaledObject that is %s', async (what, text, said) => {
    const run = await newRun(`refused-${what.replaceAll(/\W/g, '-').toLowerCase()}`);
    await admin.send('POST', DEPLOYMENTS, {});
    const ended = await start(run, 'workload', 'apply-scaler', env('guarded', { SCALED_OBJECT: text })).ended;
    expect([ended.code, ended.log]).toEqual([1, expect.stringMatching(said)]);
    expect(
      (await admin.must('GET', SCALERS)).items.map((one: { metadata: { name: string } }) => one.metadata.name)
    ).not.toContain('else');
  });

  it.each(['', '1; rm -rf /', '-1', '1e3', '٣', '1001'])('takes no %p for a number of replicas', async (text) => {
    const ended = await start({ name: 'x', uid: 'x' }, 'workload', 'scale', env('none', { INITIAL_REPLICAS: text }))
      .ended;
    expect([ended.code, ended.log]).toEqual([1, expect.stringContaining('INITIAL_REPLICAS is')]);
  });

  it('says so when there is no such Deployment', async () => {
    const ended = await start({ name: 'x', uid: 'x' }, 'workload', 'remove-scaler', env('no-such')).ended;
    expect([ended.code, ended.log]).toEqual([1, expect.stringContaining('check deployment-name')]);
  });
});

describePython('what is kept', () => {
  it('is when the load was, whatever logs cannot be read', async () => {
    const run = await newRun('kept');
    await deployment('kept', 1);
    const reports = path.join(folder, 'reports');
    writeReports(reports, 'kept');
    const containers = [{ name: 'vllm', image: 'vllm/vllm-openai:v0.11.0' }];
    await admin.must('POST', `/api/v1/namespaces/${NAMESPACE}/pods`, {
      metadata: { name: 'kept-0', labels: { app: 'kept' } },
      spec: { containers, nodeName: 'gone' },
    });
    const ended = await start(run, 'collect', 'collect', {
      DEPLOYMENT: 'kept',
      REPORTS: reports,
      TASK_RUN: 'kept-finish',
    }).ended;
    expect(ended).toMatchObject({ code: 0, log: expect.stringContaining('no log of kept-0/vllm') });
    expect([ended.result('START_TIME'), ended.result('END_TIME')]).toEqual([
      '2026-11-24T10:00:00Z',
      '2026-11-24T12:00:00Z',
    ]);
    expect(JSON.parse(readFileSync(path.join(reports, 'kept', 'run.json'), 'utf8')).steps).toHaveLength(2);
  });
});
