import { wantedAnnotation } from '../domain/runAnnotation';
import type { Run } from '../domain/run';
import { UserError } from '../shared/errors';
import { MemoryAnnotations } from './testing/memoryAnnotations';
import { MemoryTekton } from './testing/memoryTekton';
import { links, someRun, watch } from './testing/watching';

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
    // The other was read once, and the one that is marked once in each state.
    expect(cluster.asked).toEqual(['hydrate 2', 'hydrate 1']);
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
