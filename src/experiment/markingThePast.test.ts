import type { AnnotationQuery } from '../annotations/store';
import { markedUid, wantedAnnotation, type AnnotationWrite, type RunAnnotation } from '../domain/runAnnotation';
import type { Run, RunSummary } from '../domain/run';
import { MemoryAnnotations } from './testing/memoryAnnotations';
import { MemoryTekton } from './testing/memoryTekton';
import { links, past, someRun, watch } from './testing/watching';

/** A PipelineRun of the lab's largest Pipeline, resolved, is about this large. */
const RUN_BYTES = 100_000;
const jsonBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** Counts what crosses the wire: a request a run. */
class MeteredTekton extends MemoryTekton {
  requests = 0;
  bytes = 0;

  override async hydrate(runs: RunSummary[]): Promise<Run[]> {
    this.requests += runs.length;
    this.bytes += runs.length * RUN_BYTES;
    return super.hydrate(runs);
  }
}

class MeteredAnnotations extends MemoryAnnotations {
  requests = 0;
  bytes = 0;

  override async list(query: AnnotationQuery): Promise<RunAnnotation[]> {
    const found = await super.list(query);
    this.requests += 1;
    // Grafana adds who wrote an annotation, and when.
    this.bytes += jsonBytes(query) + jsonBytes(found) + found.length * 250;
    return found;
  }

  override async apply(write: AnnotationWrite): Promise<void> {
    this.requests += 1;
    this.bytes += jsonBytes(write);
    return super.apply(write);
  }
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('runs that ended before a page was opened', () => {
  it('comes to an end with more runs than one answer of Grafana holds, and asks little on the way', async () => {
    const store = new MemoryAnnotations();
    const { stop, left } = watch(new MemoryTekton(await past(620)), store);
    await jest.advanceTimersByTimeAsync(25 * 60_000);
    expect(store.all).toHaveLength(620);
    expect(left.at(-1)).toBe(0);
    // Quiet then: a look every five minutes, of two small requests.
    const { lists } = store;
    await jest.advanceTimersByTimeAsync(20 * 60_000);
    const settled = store.lists;
    await jest.advanceTimersByTimeAsync(15 * 60_000);
    expect([lists < 700, store.lists - settled]).toEqual([true, 6]);
    stop();
  });

  it('marks the first of 5,000 finished runs with 30 requests and 5 MB, says how many are left, and goes on at a pace', async () => {
    const cluster = new MeteredTekton(await past(5000));
    const store = new MeteredAnnotations();
    const { stop, left } = watch(cluster, store);
    const meter = () => ({ requests: cluster.requests + store.requests, bytes: cluster.bytes + store.bytes });
    await jest.advanceTimersByTimeAsync(1500);
    const first = meter();
    expect(left).toEqual([5000 - store.all.length]);
    expect(store.all.length).toBeGreaterThan(10);
    expect(first.requests).toBeLessThanOrEqual(30);
    expect(first.bytes).toBeLessThan(5e6);
    await jest.advanceTimersByTimeAsync(60_000);
    const later = meter();
    // A minute in the background: less than two requests a second, and some runs fewer.
    expect(later.requests - first.requests).toBeLessThan(120);
    expect(later.bytes - first.bytes).toBeLessThan(5e6);
    expect(left.at(-1)).toBeLessThan(left[0]! - 20);
    stop();
  });

  it('looks at 2,000 runs that are marked already without reading one of them, or saying that any is left', async () => {
    const runs = await past(2000);
    const cluster = new MeteredTekton(runs);
    const store = new MeteredAnnotations();
    const updatedAt = Date.now() - 5 * 3600_000;
    store.all = runs.map((run, i) => ({ id: i + 1, ...wantedAnnotation(run, links, Date.now()), updatedAt }));
    const { stop, left } = watch(cluster, store);
    await jest.advanceTimersByTimeAsync(1500);
    expect(store.requests).toBeLessThanOrEqual(30);
    expect(store.bytes).toBeLessThan(5e6);
    await jest.advanceTimersByTimeAsync(30 * 60_000);
    const { requests } = store;
    expect([cluster.requests, left, store.writes]).toEqual([0, [], []]);
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    expect(store.requests - requests).toBe(4);
    stop();
  });

  it('marks a run that starts while thousands of the past are left, at once', async () => {
    const runs = await past(300);
    const cluster = new MemoryTekton(runs);
    const store = new MemoryAnnotations();
    const { stop } = watch(cluster, store);
    await jest.advanceTimersByTimeAsync(5000);
    const started = await someRun({ uid: 'uid-new' });
    cluster.set([started, ...runs]);
    await jest.advanceTimersByTimeAsync(1500);
    expect(markedUid(store.all.at(-1)!)).toBe('uid-new');
    stop();
  });
});
