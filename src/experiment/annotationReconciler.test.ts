import { wantedAnnotation, type RunLinks } from '../domain/runAnnotation';
import type { Run } from '../domain/run';
import { UserError } from '../shared/errors';
import { annotateRun } from './annotateRun';
import { reconcileAnnotations } from './annotationReconciler';
import { startRun } from './startRun';
import { MemoryAnnotations } from './testing/memoryAnnotations';
import { MemoryTekton } from './testing/memoryTekton';
import { everyKind } from './testing/samples';
import { formRequest, formValues } from './form/model';

const links: RunLinks = { run: ({ name }) => `/runs/${name}` };

async function someRun(change: Partial<Run> = {}): Promise<Run> {
  const pipeline = everyKind();
  const values = formValues(pipeline);
  values.params[0] = { ...values.params[0]!, text: 'stair' };
  const run = await new MemoryTekton([], [pipeline]).createRun(
    formRequest(values, pipeline, `run-${Math.random()}`.replace('.', '')),
    { startedBy: 'ana' }
  );
  return { ...run, phase: 'running', startedAt: Date.now(), ...change };
}

function watch(cluster: MemoryTekton, store: MemoryAnnotations) {
  const errors: Array<UserError | undefined> = [];
  let written = 0;
  const stop = reconcileAnnotations({
    api: cluster,
    store,
    links,
    onWritten: () => written++,
    onError: (e) => errors.push(e),
  });
  return { stop, errors, written: () => written };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('reconciling while a page is open', () => {
  it('marks a run that was made by hand, once its Pipeline says what it is about, and no other', async () => {
    const bare = { managed: false, experiment: undefined, variant: undefined, mode: undefined, loadProfile: undefined };
    const full = await someRun({ ...bare, resolved: false, resourceVersion: '1' });
    const other = await someRun({ ...bare, resolved: true });
    const cluster = new MemoryTekton([full, other]);
    const store = new MemoryAnnotations();
    const { stop } = watch(cluster, store);
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all).toEqual([]);

    // Rows of the list never say it: only the run in full does.
    const known: Run = { ...full, resolved: true, resourceVersion: '2', variant: 'decode', experiment: 'by-hand' };
    const row = (run: Run): Run => ({ ...run, ...bare });
    cluster.set([known, other], { runs: [row(known), row(other)] });
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all.map(({ tags }) => tags)).toEqual([expect.arrayContaining(['experiment:by-hand'])]);
    cluster.set([known, { ...other, resourceVersion: '3' }], { runs: [row(known), row(other)] });
    await jest.advanceTimersByTimeAsync(5000);
    // The other was read once; the one that is marked is looked at a second time.
    expect(cluster.asked).toEqual(['hydrate 2', 'hydrate 1', 'hydrate 1']);
    stop();
  });

  it('marks runs that nobody marked, follows them to their end, and then stays quiet', async () => {
    const run = await someRun();
    const cluster = new MemoryTekton([run]);
    const store = new MemoryAnnotations();
    const { stop, written } = watch(cluster, store);
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all).toHaveLength(1);
    expect(store.all[0]).toMatchObject(wantedAnnotation(run, links, Date.now()));

    const ended: Run = { ...run, phase: 'succeeded', finishedAt: Date.now() };
    cluster.set([ended]);
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all[0]?.tags).toContain('status:succeeded');
    expect(written()).toBe(2);

    const before = store.writes.length;
    cluster.set([ended]);
    await jest.advanceTimersByTimeAsync(3600_000);
    expect(store.writes).toHaveLength(before);
    stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('marks a run whose list was old for a moment as soon as it is not', async () => {
    const run = await someRun();
    const cluster = new MemoryTekton([run]);
    const store = new MemoryAnnotations();
    const { stop } = watch(cluster, store);
    cluster.set([run], { state: 'stale' });
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all).toHaveLength(0);
    cluster.set([run], { state: 'live' });
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all).toHaveLength(1);
    stop();
  });

  it('takes back what another writer wrote at the same moment, without waiting for the run to change', async () => {
    const cluster = new MemoryTekton([await someRun()]);
    const store = new MemoryAnnotations();
    // Both have read before either has written.
    store.list = async () => [];
    const writers = [watch(cluster, store), watch(cluster, store)];
    await jest.advanceTimersByTimeAsync(1500);
    const twice = store.all.length;
    store.list = MemoryAnnotations.prototype.list;
    await jest.advanceTimersByTimeAsync(5000);
    expect([twice, store.all.length]).toEqual([2, 1]);
    writers.forEach(({ stop }) => stop());
  });

  it('comes to an end with more runs than one answer of Grafana holds, and asks little on the way', async () => {
    const runs = await Promise.all(
      Array.from({ length: 620 }, (_, i) => someRun({ uid: `uid-${i}`, phase: 'succeeded', finishedAt: Date.now() }))
    );
    const store = new MemoryAnnotations();
    const { stop } = watch(new MemoryTekton(runs), store);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(store.all).toHaveLength(620);
    const { lists } = store;
    expect(lists).toBeLessThan(150);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(store.lists).toBe(lists);
    stop();
  });

  it('leaves other pipelines alone', async () => {
    const { experiment, variant, loadProfile, ...rest } = await someRun();
    const store = new MemoryAnnotations();
    const { stop } = watch(new MemoryTekton([{ ...rest, managed: false }]), store);
    await jest.advanceTimersByTimeAsync(5000);
    expect([store.all, Boolean(experiment && variant && loadProfile)]).toEqual([[], true]);
    stop();
  });

  it('reports a refusal once, tries again with longer pauses, and says when it works', async () => {
    const store = new MemoryAnnotations();
    store.failure = new UserError({ title: 'no', message: 'forbidden', nextStep: 'ask' });
    const { stop, errors } = watch(new MemoryTekton([await someRun()]), store);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(errors.map((e) => e?.message)).toEqual(['forbidden']);
    expect(store.lists).toBeLessThan(8);
    store.failure = undefined;
    await jest.advanceTimersByTimeAsync(300_000);
    expect(errors.map((e) => e?.message)).toEqual(['forbidden', undefined]);
    expect(store.all).toHaveLength(1);
    stop();
  });

  it('does not write again what someone deleted', async () => {
    const run = await someRun();
    const cluster = new MemoryTekton([run]);
    const store = new MemoryAnnotations();
    const { stop } = watch(cluster, store);
    await jest.advanceTimersByTimeAsync(1500);
    store.all = [];
    cluster.set([{ ...run, phase: 'stopping' }]);
    await jest.advanceTimersByTimeAsync(5000);
    expect(store.all).toEqual([]);
    stop();
  });

  it('ends in one annotation with two pages open', async () => {
    const run = await someRun();
    const store = new MemoryAnnotations();
    const pages = [watch(new MemoryTekton([run]), store), watch(new MemoryTekton([run]), store)];
    await store.apply({ kind: 'create', annotation: wantedAnnotation(run, links, Date.now()) });
    await store.apply({ kind: 'create', annotation: wantedAnnotation(run, links, Date.now()) });
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all.map(({ id }) => id)).toEqual([1]);
    pages.forEach(({ stop }) => stop());
  });

  it('marks what a browser that was closed between create and annotate left behind', async () => {
    const ended = await someRun({ phase: 'failed', startedAt: Date.now() - 9000, finishedAt: Date.now() - 5000 });
    const store = new MemoryAnnotations();
    const { stop } = watch(new MemoryTekton([ended]), store);
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.all[0]).toMatchObject({ time: ended.startedAt, timeEnd: ended.finishedAt });
    stop();
  });
});

describe('starting', () => {
  const pipeline = everyKind();
  function request(name: string) {
    const values = formValues(pipeline);
    values.params[0] = { ...values.params[0]!, text: 'stair' };
    return { ...formRequest(values, pipeline), name };
  }

  it('creates, then marks at once; sent again it is the same run and the same mark', async () => {
    const cluster = new MemoryTekton([], [pipeline]);
    const store = new MemoryAnnotations();
    let drawn = 0;
    const annotations = { store, links, onWritten: () => drawn++ };
    const start = () =>
      startRun({ api: cluster, request: request('stair-1'), pipeline, startedBy: 'ana', annotations, clockSkewMs: 0 });
    const [first, second] = [await start(), await start()];
    expect(await Promise.all([first.annotated, second.annotated])).toEqual([undefined, undefined]);
    expect(second.run.uid).toBe(first.run.uid);
    expect([store.all.length, drawn > 0]).toEqual([1, true]);
  });

  it('keeps the run when Grafana refuses the annotation, and says so', async () => {
    const store = new MemoryAnnotations();
    store.failure = new UserError({ title: 'Grafana did not', message: 'forbidden', nextStep: 'ask' });
    const { run, annotated } = await startRun({
      api: new MemoryTekton([], [pipeline]),
      request: request('stair-2'),
      pipeline,
      startedBy: 'ana',
      annotations: { store, links, onWritten: () => undefined },
      clockSkewMs: 0,
    });
    expect(run.name).toBe('stair-2');
    expect(await annotated).toMatchObject({ message: 'forbidden' });
  });

  it('sends nothing that is not right', async () => {
    const cluster = new MemoryTekton([], [pipeline]);
    const wrong = { ...request('stair-3'), params: [] };
    await expect(
      startRun({ api: cluster, request: wrong, pipeline, startedBy: 'ana', clockSkewMs: 0 })
    ).rejects.toMatchObject({ title: 'The run was not started' });
    expect(cluster.created).toEqual([]);
  });

  it('creates one annotation when the reconciler sees the run at the same time', async () => {
    const run = await someRun();
    const store = new MemoryAnnotations();
    await Promise.all([annotateRun(run, store, links, Date.now()), annotateRun(run, store, links, Date.now())]);
    expect(store.all).toHaveLength(1);
  });
});
