/**
 * @jest-environment node
 */
import { Chance, VirtualTime } from '../../src/experiment/testing/convergence/virtualTime';
import { aRun } from '../../src/experiment/testing/samples';
import { testRun } from '../../src/domain/analysis/testing';
import { LeaseKeeper } from './lease';
import { Pacer } from './pacer';
import type { KeptRecord } from './ports';
import { serve } from './server';
import { metricsText, Status } from './status';
import { MemoryCluster } from './testing/memoryCluster';
import { nextWork, RecordIndex, type WorkView } from './work';

const NOW = Date.UTC(2026, 10, 23, 15);

const kept = (name: string, over: Partial<KeptRecord> = {}): KeptRecord => ({
  namespace: 'experiment-01',
  map: `wva-record-${name}`,
  resourceVersion: '1',
  told: false,
  figures: {},
  ...over,
  run: testRun({ name, uid: `uid-${name}`, experiment: 'stair', startedAt: NOW, finishedAt: NOW, ...over.run }),
});

const view = (over: Partial<WorkView>): WorkView => ({
  runs: [],
  gone: [],
  records: new RecordIndex([]),
  attempts: new Map(),
  at: NOW,
  now: NOW,
  tells: false,
  ...over,
});

describe('what is done next', () => {
  const ended = aRun({ name: 'b', phase: 'succeeded' });
  const runs = [aRun({ name: 'a', phase: 'running' }), ended, aRun({ name: 'c', phase: 'failed' })];

  test('the newest run without a whole record; a preliminary one does not count', () => {
    const attempts = new Map([['record:uid-a', { notBefore: NOW + 1, tries: 0 }]]);
    const records = new RecordIndex([kept('b', { run: testRun({ uid: ended.uid, phase: 'running' }) })]);
    expect(nextWork(view({ runs, attempts }))).toMatchObject({ kind: 'record', run: { name: 'b' } });
    const preliminary = [...records.all()].map((one) => ({ ...one, run: { ...one.run, finishedAt: undefined } }));
    expect(nextWork(view({ runs, attempts, records: new RecordIndex(preliminary) }))).toMatchObject({
      run: { name: 'b' },
    });
    expect(nextWork(view({ runs, attempts, records: new RecordIndex([kept('b')]) }))).toMatchObject({
      run: { name: 'c' },
    });
  });

  test('a verdict where there is something to judge by, then a message, and that only of the last day', () => {
    const baseline = kept('static', { run: testRun({ mode: 'static', replicas: '4' }), told: true });
    const run = kept('wva', { run: testRun({ mode: 'wva', startedAt: NOW, finishedAt: NOW - 3600_000 }) });
    const named = (one: KeptRecord, name: string, mode: 'static' | 'wva'): KeptRecord => ({
      ...one,
      run: { ...one.run, name, uid: name, experiment: 'stair', mode },
    });
    const all = [named(baseline, 'static', 'static'), named(run, 'wva', 'wva')];
    const records = new RecordIndex(all);
    expect(nextWork(view({ records, tells: true }))).toMatchObject({
      kind: 'judge',
      record: { run: { name: 'wva' } },
      baseline: { run: { name: 'static' } },
    });
    const judged = new RecordIndex([all[0]!, { ...all[1]!, verdict: { outcome: 'passed', baseline: [] } }]);
    expect(nextWork(view({ records: judged, tells: true }))).toMatchObject({
      kind: 'tell',
      record: { map: 'wva-record-wva' },
    });
    expect(nextWork(view({ records: judged, tells: true, now: NOW + 24 * 3600_000 }))).toBeUndefined();
    expect(nextWork(view({ records: judged }))).toBeUndefined();
  });

  test('of more records of an experiment than are kept the oldest goes, and is not written again', () => {
    const records = new RecordIndex(
      [1, 2, 3]
        .map((n) => kept(`r${n}`, { run: testRun({ startedAt: NOW + n }) }))
        .map((one, i) => ({
          ...one,
          run: { ...one.run, uid: `uid-r${i + 1}`, experiment: 'stair', startedAt: NOW + i },
        }))
    );
    expect(nextWork(view({ records, keep: 2 }))).toMatchObject({ kind: 'remove', record: { map: 'wva-record-r1' } });
    records.remove({ namespace: 'experiment-01', map: 'wva-record-r1' });
    const runs = [aRun({ name: 'r1', uid: 'uid-r1', phase: 'succeeded', createdAt: NOW - 1 })];
    expect(nextWork(view({ records, runs, keep: 2 }))).toBeUndefined();
    expect(nextWork(view({ records, runs, keep: 3 }))).toMatchObject({ kind: 'record' });
  });
});

describe('in virtual time', () => {
  const time = new VirtualTime(NOW);
  beforeEach(() => time.install());
  afterEach(() => time.uninstall());

  test('Prometheus is never asked more than twice within a second, however many ask', async () => {
    const pacer = new Pacer(510, () => time.now());
    const asked: number[] = [];
    const all = Promise.all(Array.from({ length: 40 }, () => pacer.turn().then(() => asked.push(time.now()))));
    await time.passTo(NOW + 30_000);
    await all;
    expect(asked).toHaveLength(40);
    expect(asked.every((at) => asked.filter((other) => other >= at && other <= at + 1000).length <= 2)).toBe(true);
    expect(time.now() - NOW).toBeLessThan(31_000);
  });

  test('a Lease that was given up is taken at once, one that is silent after its length, whatever the clocks say', async () => {
    const cluster = new MemoryCluster(time, new Chance(1));
    const [a, b] = ['a', 'b'].map(
      (name, i) => new LeaseKeeper(cluster.leases(), name, () => time.now() + i * 7_777_777)
    );
    const keep = async (keeper = a!) => {
      void keeper.keep();
      await time.passTo(time.now() + 2_000);
    };
    await keep(a);
    await keep(b);
    expect([a?.holds(), b?.holds()]).toEqual([true, false]);
    void a?.giveUp();
    await time.passTo(time.now() + 2_000);
    await keep(b);
    expect([a?.holds(), b?.holds()]).toEqual([false, true]);
    const c = new LeaseKeeper(cluster.leases(), 'c', () => time.now());
    await keep(c);
    await time.passTo(time.now() + 25_000);
    expect([b?.holds(), c.holds()]).toEqual([false, false]);
    await keep(c);
    expect(c.holds()).toBe(false);
    await time.passTo(time.now() + 5_000);
    await keep(c);
    expect(c.holds()).toBe(true);
  });
});

test('health, readiness and metrics are what a cluster asks for', async () => {
  let [now, isReady] = [NOW, false];
  const status = new Status(() => now);
  const server = await serve({ status, isReady: () => isReady }, 0, '127.0.0.1');
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
    return { code: answer.status, text: await answer.text() };
  };
  try {
    expect([(await get('/healthz')).code, (await get('/readyz')).code, (await get('/')).code]).toEqual([200, 503, 404]);
    [now, isReady] = [NOW + 10 * 60_000, true];
    expect([(await get('/healthz')).code, (await get('/readyz')).code]).toEqual([503, 200]);
    const { text } = await get('/metrics');
    expect(text).toMatch(/^# TYPE wva_recorder_leader gauge\nwva_recorder_leader 0$/m);
    expect(text).toMatch(/^wva_recorder_records_written_total\{kind="final"\} 0$/m);
    expect(text).not.toMatch(/last_success/);
    status.succeededAt = 12;
    expect(metricsText(status, 1)).toMatch(/^wva_recorder_last_success_timestamp_seconds 12$/m);
  } finally {
    await server.close();
  }
});
