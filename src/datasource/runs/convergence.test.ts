import fc from 'fast-check';
import { Subject } from 'rxjs';

import { NamespaceSync, type RunsIo } from './namespaceSync';
import type { Pace } from './pace';
import { RunIndex } from './runIndex';
import { FakeCluster } from './testing';

const NAMESPACE = 'experiment-01';

const settle = async () => {
  for (let i = 0; i < 40; i += 1) {
    await Promise.resolve();
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
};

/** Time stands still: a sleep is over after the other tasks have had their turn. */
function testPace(): Pace {
  const hiddenChanges = new Subject<boolean>();
  return {
    now: () => 0,
    random: () => 0.5,
    sleep: () => new Promise((resolve) => setTimeout(resolve, 0)),
    hidden: () => false,
    hiddenChanges,
  };
}

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      name,
      reason: fc.constantFrom('Running', 'Started', 'PipelineRunStopping'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      what: fc.constantFrom('500' as const, '410' as const, 'malformed' as const, 'cut' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) }
);

async function play(
  cluster: FakeCluster,
  actions: Array<typeof action extends fc.Arbitrary<infer A> ? A : never>
): Promise<void> {
  for (const act of actions) {
    switch (act.kind) {
      case 'put':
        cluster.put(act.name, act.reason);
        break;
      case 'remove':
        cluster.remove(act.name);
        break;
      case 'replace':
        cluster.remove(act.name);
        cluster.put(act.name, 'Running');
        break;
      case 'cut':
        cluster.cuts.next();
        break;
      case 'forget':
        cluster.forget();
        cluster.cuts.next();
        break;
      case 'trouble':
        cluster.trouble.push(act.what);
        cluster.cuts.next();
        break;
      case 'wait':
        await settle();
    }
  }
}

test.each([true, false])(
  'whatever happens in whatever order, the list ends as the cluster is (watch: %s)',
  async (mayWatch) => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const cluster = new FakeCluster();
        ['a', 'b', 'c'].forEach((n) => cluster.put(n, 'Running'));
        const index = new RunIndex();
        const sync = new NamespaceSync(NAMESPACE, index, cluster.io(), testPace(), mayWatch, () => undefined);
        const controller = new AbortController();
        const running = sync.run(controller.signal);
        await play(cluster, actions);
        cluster.trouble = [];
        const seen = () => Object.fromEntries(index.newestFirst().map((run) => [run.uid, run.reason]));
        const there = () => Object.fromEntries([...cluster.runs.values()].map((run) => [run.uid, run.reason]));
        for (let i = 0; i < 50 && JSON.stringify(sorted(seen())) !== JSON.stringify(sorted(there())); i += 1) {
          await settle();
        }
        expect(sorted(seen())).toEqual(sorted(there()));
        controller.abort();
        await running;
      }),
      { numRuns: 60 }
    );
  },
  30_000 // hundreds of histories: a busy machine needs more than the usual time
);

test('a cut continues from the last version and does not list again', async () => {
  const cluster = new FakeCluster();
  ['a', 'b', 'c', 'd', 'e'].forEach((n) => cluster.put(n, 'Running'));
  const index = new RunIndex();
  const controller = new AbortController();
  const running = new NamespaceSync(NAMESPACE, index, cluster.io(), testPace(), true, () => undefined).run(
    controller.signal
  );
  await settle();
  const { lists } = cluster;
  expect(lists).toBe(3); // five runs, two a page
  for (let i = 0; i < 5; i += 1) {
    cluster.cuts.next();
    cluster.put('a', `Reason${i}`);
    await settle();
  }
  expect(cluster.lists).toBe(lists);
  expect(index.newestFirst().find((run) => run.name === 'a')?.reason).toBe('Reason4');
  controller.abort();
  await running;
});

const sorted = (value: Record<string, string>) => Object.fromEntries(Object.entries(value).sort());

test('an abort while the list is read leaves no watch open', async () => {
  const cluster = new FakeCluster();
  cluster.put('a', 'Running');
  const controller = new AbortController();
  const io = cluster.io();
  const aborted: RunsIo = {
    ...io,
    list: async (...args) => {
      const answer = await io.list(...args);
      controller.abort();
      return answer;
    },
  };
  const sync = new NamespaceSync(NAMESPACE, new RunIndex(), aborted, testPace(), true, () => undefined);
  await sync.run(controller.signal);
  expect(cluster.happened.observed).toBe(false);
});

test('a retry that somebody asks for does not wait out the pause', async () => {
  const cluster = Object.assign(new FakeCluster(), { trouble: ['500'] });
  const endless: Pace = {
    ...testPace(),
    sleep: (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  };
  const sync = new NamespaceSync(NAMESPACE, new RunIndex(), cluster.io(), endless, true, () => undefined);
  const controller = new AbortController();
  const running = sync.run(controller.signal);
  await settle();
  expect([sync.state, cluster.lists]).toEqual(['stale', 1]);
  sync.retry();
  await settle();
  expect([sync.state, sync.error, cluster.lists]).toEqual(['live', undefined, 2]);
  controller.abort();
  await running;
});
