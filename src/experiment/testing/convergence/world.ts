/**
 * A cluster, a Grafana and browser tabs for random schedules: requests that fail, hang, or take effect long after their
 * sender gave up; clocks that differ; tabs that close with requests on the way.
 */
import type { AnnotationQuery, AnnotationStore } from '../../../annotations/store';
import type { RunSummary, Run } from '../../../domain/run';
import {
  markedUid,
  reconcile,
  RUN_TAG,
  runTag,
  type AnnotationWrite,
  type RunAnnotation,
  type RunLinks,
} from '../../../domain/runAnnotation';
import { UserError } from '../../../shared/errors';
import { annotateRun, TabWrites } from '../../annotateRun';
import { reconcileAnnotations } from '../../annotationReconciler';
import { MemoryAnnotations } from '../memoryAnnotations';
import { MemoryTekton } from '../memoryTekton';
import type { Chance, VirtualTime } from './virtualTime';

export const links: RunLinks = { run: ({ name }) => `/runs/${name}` };

/** A write takes effect at most this long after it was sent, ms. */
export const LATE_MS = 120_000;
/** Requests are given up after this, ms, as `annotations/store.ts` does. */
const GIVEN_UP_MS = 30_000;

export interface Weather {
  /** Share of requests to Grafana, and to the cluster, that go wrong. */
  grafana: number;
  cluster: number;
}

/** Grafana's annotations with the times at which they were written, by Grafana's own clock. */
class Grafana extends MemoryAnnotations {
  constructor(private readonly clock: () => number) {
    super();
  }

  override async apply(write: AnnotationWrite): Promise<void> {
    await super.apply(write);
    const written = write.kind === 'create' ? this.all.at(-1)?.id : write.id;
    this.all = this.all.map((one) => (one.id === written ? { ...one, updatedAt: this.clock() } : one));
  }
}

export class World {
  weather: Weather = { grafana: 0, cluster: 0 };
  readonly grafana: Grafana;
  readonly runs = new Map<string, Run>();
  /** All runs that ever were, as they are or last were. */
  readonly history = new Map<string, Run>();
  readonly tabs: Tab[] = [];
  /** Uids of creates that are on their way. */
  readonly creating: string[] = [];
  /** Uids of runs that a task of theirs, or the tab that started them, is marking. */
  readonly marking = new Set<string>();
  lateWrites = 0;
  /** When the last write on its way takes effect. */
  lastEffectAt = 0;

  constructor(
    readonly time: VirtualTime,
    readonly chance: Chance,
    readonly clocks: { cluster: number; grafana: number }
  ) {
    this.grafana = new Grafana(() => time.now() + clocks.grafana);
  }

  clusterNow(): number {
    return this.time.now() + this.clocks.cluster;
  }

  marksOf(uid: string): RunAnnotation[] {
    return this.grafana.all.filter((one) => markedUid(one) === uid);
  }

  put(run: Run): void {
    const next = { ...run, resourceVersion: String(Number(run.resourceVersion) + 1) };
    this.runs.set(run.uid, next);
    this.history.set(run.uid, next);
    this.tell();
  }

  remove(uid: string): void {
    this.runs.delete(uid);
    this.tell();
  }

  open(): Tab {
    const tab = new Tab(this, this.chance.oneOf(0, this.chance.between(-600_000, 600_000)));
    this.tabs.push(tab);
    return tab;
  }

  /** What a program of somebody's does that marks one run at its end, as a Pipeline's last task may: it guesses the end. */
  async annotateFromCluster(run: Run): Promise<void> {
    const { list, apply } = this.store({ noted: () => undefined, created: () => undefined });
    const ended: Run = { ...run, finishedAt: this.clusterNow() };
    this.marking.add(run.uid);
    try {
      for (let look = 0; look < 4; look++) {
        const there = await list({ tags: [RUN_TAG, runTag(run)] });
        for (const write of reconcile({ runs: [ended], now: this.clusterNow() }, there, links)) {
          await apply(write);
        }
      }
    } catch {
      // The next browser marks it.
    } finally {
      this.marking.delete(run.uid);
    }
  }

  /** Grafana, as one of its clients meets it. */
  store(client: { noted: (found: RunAnnotation[]) => void; created: (uid: string) => void }): AnnotationStore {
    const { chance, time, grafana } = this;
    return {
      list: async (query: AnnotationQuery) => {
        await time.sleep(chance.between(20, 800));
        await this.mayFail(this.weather.grafana);
        const found = await grafana.list(query);
        await time.sleep(chance.between(20, chance.happens(this.weather.grafana) ? 20_000 : 800));
        client.noted(found);
        return found;
      },
      apply: async (write) => {
        const late = chance.happens(this.weather.grafana / 2);
        const effect = this.effect(write, chance.between(20, late ? LATE_MS : 1500));
        if (late) {
          this.lateWrites += 1;
          await time.sleep(chance.between(0, GIVEN_UP_MS));
          throw new UserError({ title: 'lost', message: 'no answer', nextStep: '', transient: true });
        }
        await this.mayFail(this.weather.grafana / 2, effect.cancel);
        await effect.done;
        if (write.kind === 'create') {
          client.created(markedUid(write.annotation) ?? '');
        }
      },
    };
  }

  /** A write that takes effect later, whoever waits for it. */
  private effect(write: AnnotationWrite, afterMs: number): { done: Promise<void>; cancel: () => void } {
    let isOff = false;
    const uid = write.kind === 'create' ? markedUid(write.annotation) : undefined;
    if (uid !== undefined) {
      this.creating.push(uid);
    }
    this.lastEffectAt = Math.max(this.lastEffectAt, this.time.now() + afterMs);
    const done = this.time.sleep(afterMs).then(async () => {
      if (uid !== undefined) {
        this.creating.splice(this.creating.indexOf(uid), 1);
      }
      if (!isOff) {
        await this.grafana.apply(write);
      }
    });
    return { done, cancel: () => (isOff = true) };
  }

  async mayFail(share: number, before: () => void = () => undefined): Promise<void> {
    if (this.chance.happens(share)) {
      before();
      await this.time.sleep(this.chance.oneOf(50, this.chance.between(0, GIVEN_UP_MS)));
      throw new UserError({ title: 'no', message: 'unavailable', nextStep: '', status: 503, transient: true });
    }
  }

  private tell(): void {
    this.tabs.filter((tab) => !tab.closed).forEach((tab) => tab.hear());
  }
}

/** A browser tab with the app open. */
export class Tab {
  closed = false;
  readonly openedAt: number;
  /** Runs whose mark an answer of Grafana told this tab of, and those whose end it read in full. */
  readonly seen = new Set<string>();
  readonly ends = new Set<string>();
  private readonly api: TabTekton;
  private readonly store: AnnotationStore;
  private readonly writes = new TabWrites();
  private readonly stop: () => void;

  /** @param offset of the browser's clock, ms */
  constructor(
    private readonly world: World,
    private readonly offset: number
  ) {
    this.openedAt = world.time.now();
    this.store = world.store({
      noted: (found) => found.forEach((mark) => this.seen.add(markedUid(mark) ?? '')),
      created: (uid) => this.seen.add(uid),
    });
    this.api = new TabTekton(world, this.ends);
    this.api.set([], this.snapshot('loading'));
    this.stop = reconcileAnnotations({
      api: this.api,
      store: this.store,
      links,
      onWritten: () => undefined,
      onError: () => undefined,
      clock: () => this.now(),
      tab: this.writes,
    });
    this.hear();
  }

  now(): number {
    return this.world.time.now() + this.offset;
  }

  close(): void {
    this.closed = true;
    this.stop();
  }

  /** The watch tells of a change, a moment later; or the list is stale for a while. */
  hear(): void {
    const { chance, time, weather } = this.world;
    const isCut = chance.happens(weather.cluster / 2);
    if (isCut) {
      this.api.set([], { ...this.last, state: 'stale' });
    }
    void time.sleep(chance.between(50, isCut ? 60_000 : 3000)).then(() => {
      if (!this.closed) {
        this.last = this.snapshot('live');
        this.api.set([], this.last);
      }
    });
  }

  /** Marks a run that was started here. */
  mark(run: Run): void {
    const { marking } = this.world;
    marking.add(run.uid);
    void annotateRun(run, this.store, links, this.world.clusterNow(), this.writes)
      .catch(() => undefined)
      .finally(() => marking.delete(run.uid));
  }

  private last = {};

  private snapshot(state: 'loading' | 'live') {
    const { world } = this;
    return {
      state,
      runs: state === 'loading' ? [] : [...world.runs.values()].map(row).sort((a, b) => b.createdAt - a.createdAt),
      asOf: this.now(),
      clockSkewMs: world.clocks.cluster - this.offset,
    };
  }
}

/** What a row of the list has of a run. */
function row(run: Run): RunSummary {
  return { ...run, startedAt: undefined, finishedAt: undefined } as RunSummary;
}

class TabTekton extends MemoryTekton {
  constructor(
    private readonly world: World,
    private readonly ends: Set<string>
  ) {
    super();
  }

  override async hydrate(runs: RunSummary[]): Promise<Run[]> {
    const { chance, time, weather } = this.world;
    await time.sleep(chance.between(20, 1500));
    await this.world.mayFail(weather.cluster);
    const found = runs.flatMap(({ uid }) => this.world.runs.get(uid) ?? []);
    await time.sleep(chance.between(20, chance.happens(weather.cluster) ? 15_000 : 1500));
    found.filter(({ finishedAt }) => finishedAt !== undefined).forEach(({ uid }) => this.ends.add(uid));
    return found;
  }
}
