/** The page of readiness and `wva check` against a real API server: the reader's token, with and without the ClusterRole. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parseAllDocuments } from 'yaml';

import type { CheckJson } from '../../cli/commands/check';
import type { Manifest } from '../deploy/manifests';
import { admin, facts } from './facts';
import { NAMESPACE } from './policyCases';
import { condition, give, made, openPage, seen, serve, states, take, type OpenPage } from './readinessPage';
import { until } from './until';

jest.setTimeout(120_000);

const ROLE = parseAllDocuments(readFileSync('deploy/base/readiness/rights.yaml', 'utf8')).map(
  (document) => document.toJS() as Manifest
);
const TEKTON_NAMESPACE = 'tekton-pipelines';
const APISERVICE = 'v1beta1.external.metrics.k8s.io';

afterAll(async () => {
  // Objects before what defines them.
  for (const object of made.reverse()) {
    await take(object).catch(() => undefined); // gone with its definition
  }
});

test('without the ClusterRole what it would show cannot be seen, and nothing of it is called missing', async () => {
  const before = await states(openPage());
  for (const id of ['gpu-nodes', 'node-features', 'shared-storage', 'keda', 'scalers', 'policies']) {
    expect([id, before[id]]).toEqual([id, 'cannot-see']);
  }
  expect(before).toMatchObject({ 'api-server': 'ready', tekton: 'ready', pipelines: 'ready', presets: 'ready' });
});

describe('with the ClusterRole', () => {
  let page: OpenPage;
  beforeAll(async () => {
    for (const object of ROLE) {
      expect((await admin.apply(object)).status).toBeLessThan(300);
      made.push(object);
    }
    page = openPage();
    await until('the role to count', async () => (await states(page))['shared-storage'] !== 'cannot-see');
  });

  test('a bare cluster: what is absent is missing where it is needed, else not needed', async () => {
    expect(await states(page)).toMatchObject({
      'gpu-nodes': 'missing',
      'gpu-operator': 'missing',
      'shared-storage': 'missing',
      'service-mesh': 'not-needed',
      'argo-cd': 'not-needed',
      tekton: 'ready',
      keda: 'missing',
      scalers: 'not-needed',
      'inference-pools': 'not-needed',
      policies: 'ready',
    });
  });

  test('nodes, with and without the labels of Node Feature Discovery', async () => {
    const gpu = {
      'nvidia.com/gpu.present': 'true',
      'nvidia.com/gpu.product': 'NVIDIA-L40S',
      'nvidia.com/gpu.count': '4',
    };
    await give('v1', 'Node', 'gpu-1', { labels: gpu });
    expect(await seen(page, 'gpu-nodes')).toEqual(['ready', expect.stringContaining('4 × NVIDIA-L40S')]);
    expect(await seen(page, 'node-features')).toEqual(['missing', expect.stringContaining('gpu-1')]);
    await give('v1', 'Node', 'gpu-1', { labels: { ...gpu, 'feature.node.kubernetes.io/pci-10de.present': 'true' } });
    expect((await seen(page, 'node-features'))[0]).toBe('ready');
  });

  test("the GPU operator's ClusterPolicy", async () => {
    await serve('nvidia.com/v1', 'ClusterPolicy', false);
    // With nodes that carry GPUs and no policy.
    expect((await seen(page, 'gpu-operator'))[0]).toBe('missing');
    const why = condition('Ready', 'False', 'OperandNotReady', 'driver not ready');
    const policy = ['nvidia.com/v1', 'ClusterPolicy', 'gpu-cluster-policy'] as const;
    await give(...policy, { spec: {}, status: { state: 'notReady', conditions: [why] } });
    expect(await seen(page, 'gpu-operator')).toEqual(['not-ready', expect.stringContaining('OperandNotReady')]);
    await give(...policy, { spec: {}, status: { state: 'ready', conditions: [condition('Ready', 'True')] } });
    expect((await seen(page, 'gpu-operator'))[0]).toBe('ready');
  });

  test('storage classes', async () => {
    const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };
    await give('storage.k8s.io/v1', 'StorageClass', 'gp3', { provisioner: 'ebs.csi.aws.com', annotations: isDefault });
    expect(await seen(page, 'shared-storage')).toEqual(['missing', expect.stringContaining('default class is gp3')]);
    await give('storage.k8s.io/v1', 'StorageClass', 'efs', { provisioner: 'efs.csi.aws.com' });
    expect((await seen(page, 'shared-storage'))[0]).toBe('ready');
  });

  test("Argo CD's Applications: degraded and progressing ones first, a malformed one said to be unreadable", async () => {
    await serve('argoproj.io/v1alpha1', 'Application', true);
    const application = (name: string, health: unknown, sync: string) =>
      give('argoproj.io/v1alpha1', 'Application', name, {
        namespace: 'grafana',
        spec: { destination: { namespace: NAMESPACE } },
        status: { health: { status: health }, sync: { status: sync, revision: '4f1d9c2ab0e7' } },
      });
    expect((await seen(page, 'argo-cd'))[0]).toBe('not-needed');
    await application('fine', 'Healthy', 'Synced');
    expect((await seen(page, 'argo-cd'))[0]).toBe('ready');
    await application('rolling', 'Progressing', 'Synced');
    await application('broken', 'Degraded', 'OutOfSync');
    await application('drifted', 'Healthy', 'OutOfSync');
    expect(await seen(page, 'argo-cd')).toEqual(['not-ready', expect.stringContaining('3 of 4 Applications')]);
    expect(page.applications()).toEqual(['broken', 'rolling', 'drifted', 'fine']);
    // The definition, like Argo CD's own older ones, takes a number there.
    await application('malformed', 7, 'Synced');
    expect(await seen(page, 'argo-cd')).toEqual(['cannot-see', expect.stringContaining('cannot be read')]);
  });

  test("Tekton's version from its ConfigMap, and no other ConfigMap there", async () => {
    await give('v1', 'Namespace', TEKTON_NAMESPACE);
    const map = (name: string, data: object) => give('v1', 'ConfigMap', name, { namespace: TEKTON_NAMESPACE, data });
    await map('pipelines-info', { version: 'v0.44.4' });
    await map('somebodys', { secret: 'x' });
    expect(await seen(page, 'tekton')).toEqual(['not-ready', expect.stringContaining('v0.44.4')]);
    await map('pipelines-info', { version: 'v1.9.2' });
    expect((await seen(page, 'tekton'))[0]).toBe('ready');
    const others = await admin
      .as(facts.tokens.reader)
      .send('GET', `/api/v1/namespaces/${TEKTON_NAMESPACE}/configmaps?fieldSelector=metadata.name%3Dsomebodys`);
    expect(others.status).toBe(403);
  });

  test("KEDA's metrics API: registered without a server, and served", async () => {
    const spec = {
      group: 'external.metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
    };
    const service = { name: 'keda-metrics-apiserver', namespace: 'grafana' };
    const broken = { spec: { ...spec, service, insecureSkipTLSVerify: true } };
    await give('apiregistration.k8s.io/v1', 'APIService', APISERVICE, broken);
    await until('the aggregator to look', async () => (await seen(page, 'keda'))[1].includes('ServiceNotFound'));
    expect((await seen(page, 'keda'))[0]).toBe('not-ready');
    await take(made.at(-1)!);
    // One without a service is the API server's own, and always available.
    await give('apiregistration.k8s.io/v1', 'APIService', APISERVICE, { spec });
    await until('it to be available', async () => (await seen(page, 'keda'))[0] === 'ready');
  });

  test('ScaledObjects and HPAs in each state', async () => {
    const scaled = (status: object) =>
      give('keda.sh/v1alpha1', 'ScaledObject', 'decode', {
        namespace: NAMESPACE,
        spec: {
          scaleTargetRef: { name: 'decode' },
          triggers: [{ type: 'prometheus', metadata: { query: 'wva_desired_replicas', threshold: '1' } }],
        },
        status,
      });
    const hpa = (name: string, ...conditions: object[]) =>
      give('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
        namespace: NAMESPACE,
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'decode' }, maxReplicas: 4 },
        status: { currentReplicas: 1, desiredReplicas: 1, conditions },
      });
    await scaled({ conditions: [condition('Ready', 'False', 'TriggerError', 'metric not found')] });
    expect(await seen(page, 'scalers')).toEqual(['not-ready', expect.stringContaining('TriggerError')]);
    await scaled({ conditions: [condition('Ready', 'True'), condition('Paused', 'True')] });
    expect(await seen(page, 'scalers')).toEqual(['not-ready', expect.stringContaining('paused')]);
    await scaled({ conditions: [condition('Ready', 'True'), condition('Paused', 'False')] });
    await hpa('keda-hpa-decode', condition('ScalingActive', 'False', 'FailedGetExternalMetric'));
    expect(await seen(page, 'scalers')).toEqual(['not-ready', expect.stringContaining('FailedGetExternalMetric')]);
    await hpa('keda-hpa-decode', condition('ScalingActive', 'True'));
    expect((await seen(page, 'scalers'))[0]).toBe('ready');
    await hpa('second', condition('ScalingActive', 'True'));
    expect(await seen(page, 'scalers')).toEqual(['not-ready', expect.stringContaining('scale the same workload')]);
    await take(made.at(-1)!);
  });

  test('InferencePool and Gateway, and the mesh that a Gateway asks for', async () => {
    await serve('inference.networking.k8s.io/v1', 'InferencePool', true);
    await serve('gateway.networking.k8s.io/v1', 'Gateway', true);
    expect((await seen(page, 'inference-pools'))[0]).toBe('missing');
    const pool = (status: string, reason: string) =>
      give('inference.networking.k8s.io/v1', 'InferencePool', 'pool', {
        namespace: NAMESPACE,
        spec: {},
        status: { parents: [{ conditions: [condition('Accepted', status, reason)] }] },
      });
    await pool('False', 'HTTPRouteNotAccepted');
    expect(await seen(page, 'inference-pools')).toEqual(['not-ready', expect.stringContaining('HTTPRouteNotAccepted')]);
    await pool('True', 'Accepted');
    expect((await seen(page, 'inference-pools'))[0]).toBe('ready');
    const labels = { 'istio.io/enable-inference-extproc': 'true' };
    await give('gateway.networking.k8s.io/v1', 'Gateway', 'gateway', { namespace: NAMESPACE, labels, spec: {} });
    await until('the gateway to be seen', async () => (await seen(page, 'service-mesh'))[0] === 'missing');
    await serve('networking.istio.io/v1', 'VirtualService', true);
    await until('the group to be listed', async () => (await seen(page, 'service-mesh'))[0] === 'ready');
  });

  test('it asks little, and less when nothing has changed', async () => {
    const fresh = openPage();
    await fresh.refresh();
    expect(fresh.proxy.requests.length).toBeLessThanOrEqual(25);
    expect(fresh.proxy.requests.filter((sent) => /\/(pods|secrets)\b/.test(sent) || !/^GET read\//.test(sent))).toEqual(
      []
    );
    fresh.proxy.bytes = 0;
    await fresh.refresh();
    expect(fresh.proxy.bytes).toBeLessThan(20_000);
  });

  test('the command sees the same with the same token, by a kubeconfig with a CA', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'wva-check-'));
    const ca = facts.open.ca && { 'certificate-authority-data': Buffer.from(facts.open.ca).toString('base64') };
    const file = path.join(dir, 'config');
    writeFileSync(
      file,
      JSON.stringify({
        'current-context': 'reader',
        clusters: [{ name: 'c', cluster: { server: facts.open.url, ...ca } }],
        users: [{ name: 'u', user: { token: facts.tokens.reader } }],
        contexts: [{ name: 'reader', context: { cluster: 'c', user: 'u', namespace: NAMESPACE } }],
      }),
      { mode: 0o600 }
    );
    const called = spawnSync('node', ['scripts/wva.mjs', 'check', '--json', '--kubeconfig', file], {
      encoding: 'utf8',
    });
    const { ready, checks } = JSON.parse(called.stdout) as CheckJson;
    expect([called.status, called.stderr, ready]).toEqual([2, '', null]);
    const byPage = await states(page);
    const ofCluster = checks.filter(({ group }) => group !== 'metrics' && group !== 'plugin');
    expect(Object.fromEntries(ofCluster.map(({ id, state }) => [id, state]))).toEqual(
      Object.fromEntries(ofCluster.map(({ id }) => [id, byPage[id]]))
    );
  });
});
