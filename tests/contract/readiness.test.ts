/** @jest-environment node */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { BREAKS } from '../../simulator/kube/breaks';
import { createKubeHandler } from '../../simulator/kube/server';
import { Cluster } from '../../simulator/tekton/cluster';
import { FakeWorld } from '../../simulator/tekton/fakeWorld';
import { LAB_NAMESPACE, LAB_VARIANT, wvaScaler } from '../../simulator/world/presets';
import { World } from '../../simulator/world/world';
import { detect, probe } from '../../src/queries/detection';
import { readinessProbe, readReadiness } from '../../src/queries/readiness';
import { assess } from '../../src/readiness/assess';
import type { ListRequest, Reader } from '../../src/readiness/ask';
import type { Findings } from '../../src/readiness/findings';
import { ReadinessSession } from '../../src/readiness/session';
import { askInstant } from './promClient';
import { labPrometheus, writtenPrometheus } from './simulatedPrometheus';

const NAMESPACES = ['experiment-01', 'experiment-02'];

class Nodes extends FakeWorld {
  readonly nodes = [{ name: 'gpu-1' }, { name: 'gpu-2' }];
}

let server: Server | undefined;
let url: string;
beforeEach(() => serve(new Cluster(new Nodes(), { namespaces: NAMESPACES })));
afterEach(close);

async function serve(cluster: Cluster): Promise<void> {
  await close();
  const next = createServer(createKubeHandler(cluster));
  server = next;
  await new Promise<void>((resolve) => next.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(next.address() as AddressInfo).port}`;
}

async function close(): Promise<void> {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
}

/** The Kubernetes API as Node reaches it, with a count of what is asked and what comes. */
function countingReader(token: string): Reader & { requests: string[]; bytes: number } {
  const get = async (path: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<string> => {
    reader.requests.push(path);
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}`, ...headers }, signal });
    const text = await response.text();
    reader.bytes += text.length;
    if (!response.ok) {
      throw Object.assign(new Error(text), { status: response.status });
    }
    return text;
  };
  const pathOf = ({ group, version, resource, namespace, labelSelector, name }: ListRequest, more: object = {}) => {
    const query = new URLSearchParams({
      ...(labelSelector ? { labelSelector } : {}),
      ...(name ? { fieldSelector: `metadata.name=${name}` } : {}),
      ...more,
    });
    return `/${group ? `apis/${group}` : 'api'}/${version}${namespace ? `/namespaces/${namespace}` : ''}/${resource}?${query}`;
  };
  const reader = {
    requests: [] as string[],
    bytes: 0,
    read: async (what: 'version' | 'groups' | ListRequest, signal?: AbortSignal) => {
      const path = what === 'version' ? '/version' : what === 'groups' ? '/apis' : pathOf(what);
      const table = typeof what === 'object' && what.asTable;
      return JSON.parse(
        await get(path, table ? { accept: 'application/json;as=Table;g=meta.k8s.io;v=v1' } : {}, signal)
      ) as unknown;
    },
    changedSince: async (list: ListRequest, resourceVersion: string, signal?: AbortSignal) =>
      (await get(pathOf(list, { watch: 'true', timeoutSeconds: '1', resourceVersion }), {}, signal)) !== '',
  };
  return reader;
}

function open(token = 'reader') {
  const reader = countingReader(token);
  const seen: Findings[] = [];
  const session = new ReadinessSession(
    {
      reader,
      clockSkewMs: () => 0,
      thresholds: async () => ({ kind: 'absent' as const, from: 'llm-d-autoscaler/wva' }),
      prometheus: async () => {
        throw new Error('not asked here');
      },
    },
    { namespaces: NAMESPACES, canStart: true },
    (findings) => seen.push(findings)
  );
  const states = () => new Map(assess(seen.at(-1)!).results.map(({ id, state }) => [id, state]));
  const last = (id: string) => assess(seen.at(-1)!).results.find((one) => one.id === id);
  return {
    reader,
    session,
    states,
    evidence: (id: string) => last(id)?.evidence,
    steps: (ids: string[]) => ids.map((id) => last(id)?.next?.text),
  };
}

const order = (body: unknown) => fetch(`${url}/faults`, { method: 'POST', body: JSON.stringify(body) });
const never = new AbortController().signal;

test('a whole cluster is ready, for at most 25 requests, none of which lists pods or Secrets', async () => {
  const { reader, session, states } = open();
  await session.refresh(never);
  const cluster = ['api-server', 'gpu-nodes', 'gpu-operator', 'node-features', 'service-mesh', 'shared-storage'];
  for (const id of [...cluster, 'argo-cd', 'tekton', 'keda', 'inference-pools', 'policies']) {
    expect([id, states().get(id)]).toEqual([id, 'ready']);
  }
  expect(states().get('presets')).toBe('ready');
  // Beside these the page asks for WVA's ConfigMap, Prometheus, and Grafana's dashboards.
  expect(reader.requests.length).toBeLessThanOrEqual(22);
  expect(reader.requests.filter((path) => /\/(pods|secrets)\b/.test(path))).toEqual([]);
});

test('a refresh in which nothing changed moves little, and one in which something did sees it', async () => {
  const { reader, session, states } = open();
  await session.refresh(never);
  reader.bytes = 0;
  await session.refresh(never);
  expect(reader.bytes).toBeLessThan(20_000);
  await order({ break: ['gpu-operator', 'shared-storage', 'keda', 'argo-cd', 'inference-pool'] });
  await session.refresh(never);
  expect(Object.fromEntries(states())).toMatchObject({
    'gpu-operator': 'not-ready',
    'shared-storage': 'missing',
    keda: 'not-ready',
    'argo-cd': 'not-ready',
    'inference-pools': 'missing',
    'gpu-nodes': 'ready',
  });
  await order({ break: [] });
  await session.refresh(never);
  expect(states().get('gpu-operator')).toBe('ready');
});

test('scalers of the world are on the API, and are judged', async () => {
  const world = new World({ seed: 1, preset: 'lab', pace: 'demo', speed: 1, startAt: Date.now() });
  await serve(new Cluster(world, { namespaces: NAMESPACES }));
  const target = { namespace: LAB_NAMESPACE, name: LAB_VARIANT };
  const { session, states, evidence } = open();
  await session.refresh(never);
  expect(states().get('scalers')).toBe('not-needed');
  world.applyScaler(target, wvaScaler({ minReplicas: 1, maxReplicas: 4 }));
  Array.from({ length: 60 }).forEach(() => world.step());
  await session.refresh(never);
  expect([states().get('scalers'), evidence('scalers')]).toEqual(['ready', '1 ScaledObject and 1 HPA, all active.']);
  await order({ break: ['scalers'] });
  await session.refresh(never);
  expect([states().get('scalers'), evidence('scalers')]).toEqual([
    'not-ready',
    expect.stringContaining('the query of wva-desired-replicas has no answer'),
  ]);
});

test('each switch of the simulator breaks a check, and says a next step', async () => {
  const { session, states, steps } = open();
  for (const name of Object.keys(BREAKS)) {
    await order({ break: [] });
    await session.refresh(never);
    const whole = states();
    await order({ break: [name] });
    await session.refresh(never);
    const worse = [...states()].filter(([id, state]) => state !== whole.get(id));
    expect([name, worse.map(([, state]) => state)]).toEqual([
      name,
      expect.arrayContaining([expect.stringMatching(/missing|not-ready/)]),
    ]);
    const lacking = worse.filter(([, state]) => state === 'missing' || state === 'not-ready');
    expect(steps(lacking.map(([id]) => id))).not.toContain(undefined);
  }
});

test('without its role nothing is called missing', async () => {
  const { session, states } = open('reader-without-readiness');
  await session.refresh(never);
  expect(states().get('gpu-nodes')).toBe('cannot-see');
  expect(states().get('shared-storage')).toBe('cannot-see');
  expect(states().get('keda')).toBe('cannot-see');
  expect(states().get('api-server')).toBe('ready');
});

test('what fails does not take the others with it', async () => {
  await order({ fault: 500, path: 'storageclasses' });
  const { session, states } = open();
  await session.refresh(never);
  expect(states().get('shared-storage')).toBe('cannot-see');
  expect(states().get('gpu-operator')).toBe('ready');
});

test('a session ends with its signal', async () => {
  const { session } = open();
  const abort = new AbortController();
  abort.abort(new Error('gone'));
  await expect(session.refresh(abort.signal)).rejects.toThrow('gone');
});

describe('what Prometheus is asked', () => {
  test('is read from a real one', async () => {
    const world = await labPrometheus(25 * 60, { labels: 'openshift', wvaVersion: '0.9' });
    try {
      const answer = await askInstant(world.url, readinessProbe(), world.end - 60);
      const { scrapeSeconds, gpus, historyHours, recordedSeries, ruleGroups } = readReadiness(answer);
      for (const system of ['wva', 'vllm', 'dcgm', 'kube'] as const) {
        expect([system, Math.round((scrapeSeconds[system] ?? NaN) / 5) * 5]).toEqual([system, 15]);
      }
      expect(gpus?.all).toBe(12);
      expect(historyHours).toBe(0);
      expect([recordedSeries, ruleGroups]).toEqual([0, undefined]);
      expect(detect(await askInstant(world.url, probe(), world.end - 60)).wvaVersion).toBeDefined();
    } finally {
      await world.stop();
    }
  }, 60_000);

  test.each([
    ['with alerts', ['llmd-wva-variants', 'llmd-wva-gpu-alerts', 'theirs'], { all: 2, alerts: 1 }],
    ['without alerts', ['llmd-wva-variants', 'llmd-wva-gpus', 'theirs-alerts'], { all: 2, alerts: 0 }],
    ['of others only', ['theirs'], undefined],
  ])('is told of groups of rules: %s', async (_what, groups, expected) => {
    const written = groups.map((group) => ({
      series: `prometheus_rule_group_rules{rule_group="/etc/rules/llmd-wva-x.yaml;${group}"}`,
      at: () => 3,
    }));
    const prometheus = await writtenPrometheus(300, written);
    try {
      expect(readReadiness(await askInstant(prometheus.url, readinessProbe(), prometheus.end - 60)).ruleGroups).toEqual(
        expected
      );
    } finally {
      await prometheus.stop();
    }
  });
});
