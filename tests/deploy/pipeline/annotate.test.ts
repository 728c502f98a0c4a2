/**
 * The Pipeline's last task against a Kubernetes API and Grafana's annotation API, as the simulator and the preview serve
 * them.
 *
 * @jest-environment node
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { startPreviewServer, type PreviewServer } from '../../../preview/server/server';
import { startSimulator, type RunningSimulator } from '../../../simulator/main';
import { markedUid, type RunAnnotation } from '../../../src/domain/runAnnotation';
import { hasPython, startScript } from './taskScript';

const NAMESPACE = 'experiment-01';
const describePython = hasPython ? describe : describe.skip;

let folder: string;
let simulator: RunningSimulator;
let preview: PreviewServer;
let runs: Array<{ name: string; uid: string }>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'annotate-'));
  simulator = await startSimulator({ port: 0, seedRuns: 10 });
  for (const name of ['bundle', 'dist/datasource', 'grafana', 'none']) {
    mkdirSync(path.join(folder, name), { recursive: true });
  }
  for (const file of ['plugin.json', 'datasource/plugin.json']) {
    const plugin = { ...require(path.resolve('src', file)), info: { version: '1', logos: { small: 's', large: 'l' } } };
    writeFileSync(path.join(folder, 'dist', file), JSON.stringify(plugin));
  }
  writeFileSync(path.join(folder, 'dist/module.js'), 'define([])');
  preview = await startPreviewServer({
    dist: path.join(folder, 'dist'),
    provisioning: path.resolve('provisioning'),
    bundle: path.join(folder, 'bundle'),
    data: path.join(folder, 'data'),
    env: { KUBERNETES_API_URL: simulator.url, TEKTON_READER_TOKEN: 'reader', TEKTON_RUNNER_TOKEN: 'runner' },
    version: '13.1.1',
    port: 0,
    paths: { '/etc/grafana/dashboards': path.resolve('dashboards/generated') },
  });
  writeFileSync(path.join(folder, 'token'), 'reader');
  writeFileSync(path.join(folder, 'grafana', 'url'), `${preview.url.replace('localhost', '127.0.0.1')}/\n`);
  writeFileSync(path.join(folder, 'grafana', 'token'), 'glsa_test\n');
  const list = await fetch(`${simulator.url}/apis/tekton.dev/v1/namespaces/${NAMESPACE}/pipelineruns`, {
    headers: { Authorization: 'Bearer reader' },
  });
  const { items } = (await list.json()) as { items: Array<{ metadata: { name: string; uid: string } }> };
  runs = items.map(({ metadata }) => metadata);
});

afterAll(async () => {
  await preview.close();
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const annotate = (name: string, tasksStatus: string, more: Record<string, string> = {}) =>
  startScript(folder, ['annotate', 'annotate'], {
    KUBE_API_URL: simulator.url,
    KUBE_TOKEN_FILE: path.join(folder, 'token'),
    RUN_NAMESPACE: NAMESPACE,
    RUN_NAME: name,
    TASKS_STATUS: tasksStatus,
    GRAFANA: path.join(folder, 'grafana'),
    ...more,
  }).ended;

const api = (url: string) => `${url}/api/annotations`;

async function found(uid: string): Promise<RunAnnotation[]> {
  const query = new URLSearchParams([
    ['tags', 'wva-run'],
    ['limit', '100'],
  ]);
  const all = (await (await fetch(`${api(preview.url)}?${query}`)).json()) as RunAnnotation[];
  return all.filter((mark) => markedUid(mark) === uid);
}

describePython('a run is marked when no browser is open', () => {
  it('by one annotation, which the next look leaves alone', async () => {
    const { name, uid } = runs[0]!;
    const end = String(Date.now());
    expect(await annotate(name, 'Succeeded', { END_MS: end })).toMatchObject({
      code: 0,
      log: expect.stringContaining('POST'),
    });
    const [made, ...others] = await found(uid);
    expect(others).toEqual([]);
    expect(made?.tags).toEqual(expect.arrayContaining(['wva-run', `run:${NAMESPACE}/${name}`, 'status:succeeded']));
    const again = await annotate(name, 'Succeeded', { END_MS: end });
    expect(again.log).not.toMatch(/POST|PATCH|DELETE/);
  });

  it('by bringing up to date what a browser had written at the start', async () => {
    const { name, uid } = runs[1]!;
    const body = {
      time: 1,
      timeEnd: 2,
      tags: ['wva-run', `run:${NAMESPACE}/${name}`, `uid:${uid}`, 'status:running'],
      text: 'old',
    };
    await fetch(api(preview.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const [before] = await found(uid);
    expect((await annotate(name, 'Failed')).code).toBe(0);
    const after = await found(uid);
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ id: before?.id, tags: expect.arrayContaining(['status:failed']) });
  });

  it('once, however many write at the same time', async () => {
    const { name, uid } = runs[2]!;
    const end = String(Date.now());
    const ended = await Promise.all(Array.from({ length: 5 }, () => annotate(name, 'Completed', { END_MS: end })));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    await annotate(name, 'Completed', { END_MS: end });
    expect(await found(uid)).toHaveLength(1);
  });

  it('not at all without a Grafana, and that is no failure', async () => {
    const ended = await annotate(runs[3]!.name, 'Succeeded', { GRAFANA: path.join(folder, 'none') });
    expect(ended).toMatchObject({ code: 0, log: expect.stringContaining('no Secret') });
    expect(await found(runs[3]!.uid)).toEqual([]);
  });

  it('not, and that is said, when Grafana refuses', async () => {
    const other = path.join(folder, 'refusing');
    mkdirSync(other);
    writeFileSync(path.join(other, 'url'), `${simulator.url}/no-grafana`);
    writeFileSync(path.join(other, 'token'), 'x');
    const ended = await annotate(runs[4]!.name, 'Succeeded', { GRAFANA: other });
    expect(ended).toMatchObject({ code: 1, log: expect.stringContaining('Grafana answered 4') });
  });
});
