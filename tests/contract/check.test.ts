/**
 * @jest-environment node
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createKubeHandler } from '../../simulator/kube/server';
import { Cluster } from '../../simulator/tekton/cluster';
import { World } from '../../simulator/world/world';
import type { CheckJson } from '../../cli/commands/check';
import { call } from '../../cli/testing';

const dir = mkdtempSync(path.join(tmpdir(), 'wva-check-'));
const written = (name: string, text: string): string => {
  writeFileSync(path.join(dir, name), text);
  return path.join(dir, name);
};

let server: Server;
let url: string;
beforeAll(async () => {
  const world = new World({ seed: 1, preset: 'lab', pace: 'demo', speed: 1, startAt: Date.now() });
  server = createServer(createKubeHandler(new Cluster(world)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
afterEach(() => fetch(`${url}/faults`, { method: 'DELETE' }));

const order = (body: unknown) => fetch(`${url}/faults`, { method: 'POST', body: JSON.stringify(body) });
const kubeconfig = (name: string, user: object, cluster: object = { server: url }) =>
  written(
    name,
    JSON.stringify({
      'current-context': 'lab',
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
      contexts: [
        { name: 'lab', context: { cluster: 'c', user: 'u', namespace: 'experiment-01' } },
        { name: 'broken', context: { cluster: 'gone', user: 'u' } },
      ],
    })
  );
const check = async (...args: string[]) => {
  const called = await call(['check', '--json', ...args], { HOME: dir });
  return { ...called, json: JSON.parse(called.out) as CheckJson };
};
const stateOf = ({ checks }: CheckJson, id: string) => checks.find((one) => one.id === id)?.state;

test('a cluster by its kubeconfig: without Prometheus the verdict is open', async () => {
  const { code, json, err } = await check('--kubeconfig', kubeconfig('token', { token: 'reader' }));
  expect([code, err, json.ready]).toEqual([2, '', null]);
  for (const id of ['api-server', 'gpu-nodes', 'gpu-operator', 'argo-cd', 'tekton', 'pipelines', 'keda']) {
    expect([id, stateOf(json, id)]).toEqual([id, 'ready']);
  }
  const seen = ['prometheus', 'vllm-scraped'].map((one) => json.checks.find(({ id }) => id === one));
  expect(seen).toMatchObject([
    { state: 'cannot-see', needed: true, evidence: 'No Prometheus is named: give --prometheus.' },
    { state: 'cannot-see', needed: true, evidence: 'See “Prometheus answers”.' },
  ]);
  expect(json.applications.map(({ health }) => health)).toEqual(json.applications.map(() => 'Healthy'));
});

test('what is broken is named with its next step, on a terminal too', async () => {
  await order({ break: ['half-installed'] });
  const args = [
    '--server',
    url,
    '--kube-token-file',
    written('plain-token', 'reader\n'),
    '--namespace',
    'experiment-01',
  ];
  const { code, json } = await check(...args);
  expect([code, json.ready]).toEqual([1, false]);
  expect(json.checks.filter(({ state }) => state === 'missing' || state === 'not-ready').map(({ id }) => id)).toEqual([
    'gpu-operator',
    'shared-storage',
    'argo-cd',
    'keda',
    'inference-pools',
  ]);
  expect(json.applications.slice(0, 3).map(({ health }) => health)).toEqual(['Degraded', 'Progressing', 'Healthy']);
  const { out } = await call(['check', ...args]);
  expect(out).toContain('-> Add a class for NFS, CephFS, EFS or the like, or name one in the presets. kubectl get');
  expect(out).toMatch(/^\d+ of \d+ ready\. A run needs: NVIDIA GPU operator, Storage .+, KEDA and its metrics API\.$/m);
});

test('a right that is missing is no cross', async () => {
  const { code, json } = await check('--kubeconfig', kubeconfig('less', { token: 'reader-without-readiness' }));
  expect([code, stateOf(json, 'gpu-nodes'), stateOf(json, 'tekton')]).toEqual([2, 'cannot-see', 'ready']);
});

test('an address at which nothing listens cannot be seen', async () => {
  const { code, json } = await check('--server', 'http://127.0.0.1:9', '--namespace', 'experiment-01');
  expect([code, stateOf(json, 'api-server')]).toEqual([2, 'cannot-see']);
  expect(json.checks[0]?.evidence).toContain('no connection to http://127.0.0.1:9');
});

test('of several kubeconfigs the first that has a name wins, and paths are relative to theirs', async () => {
  written('token.txt', 'reader');
  const users = written('users', JSON.stringify({ users: [{ name: 'u', user: { tokenFile: 'token.txt' } }] }));
  const all = [users, kubeconfig('no-token', {})].join(path.delimiter);
  expect((await call(['check', '--json'], { HOME: dir, KUBECONFIG: all })).out).toContain('"It answers; version');
});

test.each([
  ['no cluster', [], 'no cluster is named'],
  ['a file that is not there', ['--kubeconfig', path.join(dir, 'none')], 'cannot be read (ENOENT)'],
  ['a file that is none', ['--kubeconfig', written('text', 'hello')], 'cannot be read'],
  ['a context that is not there', ['--kubeconfig', 'K', '--context', 'other'], 'there are: lab, broken'],
  ['a cluster that is not there', ['--kubeconfig', 'K', '--context', 'broken'], 'names the cluster gone'],
  ['a program for the token', ['--kubeconfig', 'E'], 'signs in by a program'],
  ['a server that is no URL', ['--server', 'cluster'], 'is no URL'],
  ['a namespace that is none', ['--server', 'http://x', '--namespace', '../x'], 'cannot be the name of a namespace'],
  ['a word', ['now'], 'now'],
])('refused as bad input: %s', async (_name, args, words) => {
  const files: Record<string, string> = {
    K: kubeconfig('k', { token: 'reader' }),
    E: kubeconfig('e', { exec: { command: 'aws' } }),
  };
  const called = await call(['check', ...args.map((arg) => files[arg] ?? arg)], { HOME: path.join(dir, 'nobody') });
  expect([called.code, called.out]).toEqual([64, '']);
  expect(called.err).toContain(words);
  expect(called.err.trimEnd().split('\n')).toHaveLength(1);
});
