import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { backfill } from './backfill';
import { simulateHistory } from './history';
import { HistorySink } from './metrics/sink';
import { pastRuns } from './historyRuns';
import { Cluster } from './tekton/cluster';
import { LAB_NAMESPACE, LAB_VARIANT } from './world/presets';
import { World } from './world/world';

const dir = mkdtempSync(path.join(tmpdir(), 'history-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const START = Date.UTC(2026, 0, 1);
const make = () => new World({ seed: 1, preset: 'lab', pace: 'demo', speed: 1, startAt: START });

// Hours are simulated: seconds here, more on a busy machine.
jest.setTimeout(60_000);

describe('simulateHistory', () => {
  it('writes what promtool makes blocks of, every series at every time', async () => {
    const world = make();
    const target = { namespace: LAB_NAMESPACE, name: LAB_VARIANT };
    world.startLoad({ id: 'load', target, rate: 1, promptTokens: 512, outputTokens: 128 });
    const file = path.join(dir, 'history.om');
    const options = { until: START + 600_000, labels: 'openshift', wvaVersion: '0.5', sampleSeconds: 15 } as const;
    const samples = await simulateHistory(world, { ...options, file });
    expect(world.now()).toBe(options.until);

    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.at(-1)).toBe('# EOF');
    expect(lines).toHaveLength(samples + 1);
    const series = 'kube_deployment_status_replicas{namespace="experiment-01"';
    const times = lines.filter((line) => line.startsWith(series)).map((line) => Number(line.split(' ').at(-1)));
    expect(times).toEqual(Array.from({ length: 40 }, (_, i) => START / 1000 + 15 * (i + 1)));

    const dataDir = path.join(dir, 'data');
    await backfill({ historyFile: file, dataDir });
    const blocks = execFileSync('promtool', ['tsdb', 'list', dataDir], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(1);
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[4]), 0)).toBe(samples);
  });

  it('says in promtool’s words what is wrong with a file', async () => {
    await expect(backfill({ historyFile: path.join(dir, 'none.om'), dataDir: dir })).rejects.toThrow(/none\.om/);
  });

  it('ends the gauges of a pod that is gone with a zero', () => {
    const sink = new HistorySink('job="j"');
    const sample = (seconds: number, pods: string[]) =>
      sink.write(seconds, (to) => {
        to.family('kv', 'gauge', '');
        pods.forEach((pod) => to.sample('kv', `pod="${pod}"`, 0.5));
        to.family('done', 'counter', '');
        pods.forEach((pod) => to.sample('done', `pod="${pod}"`, 7));
      });
    sample(15, ['a', 'b']);
    sink.take();
    sample(30, ['b']);
    expect(sink.take().trim().split('\n')).toEqual([
      'kv{pod="b",job="j"} 0.5 30',
      'done{pod="b",job="j"} 7 30',
      'kv{pod="a",job="j"} 0 30',
    ]);
    sample(45, ['b']);
    expect(sink.take()).not.toContain('"a"');
  });
});

describe('pastRuns', () => {
  it('makes three runs that have succeeded when the history ends', async () => {
    const world = make();
    const cluster = new Cluster(world, { pace: 'demo' });
    world.listen(cluster);
    const seconds = 3600;
    const script = pastRuns(cluster, seconds);
    await simulateHistory(world, {
      until: START + seconds * 1000,
      labels: 'plain',
      wvaVersion: '0.9',
      sampleSeconds: 15,
      script,
    });
    const runs = cluster.list('pipelineruns', LAB_NAMESPACE).map(({ metadata }) => metadata.name);
    expect(runs.sort()).toEqual(['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva']);
    runs.forEach((name) => expect(cluster.isDone(LAB_NAMESPACE, name)).toBe(true));
    expect(world.variants[0]?.offeredRate).toBe(0);
  });
});
