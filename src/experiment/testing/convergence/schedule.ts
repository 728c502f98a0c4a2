/** One random schedule: what happens to runs, marks and tabs, and what is right when all is calm again. */
import type { Run } from '../../../domain/run';
import { NOTE_TAG, noteText, runTag, wantedAnnotation } from '../../../domain/runAnnotation';
import { aRun } from '../samples';
import { inVirtualTime, type ScheduleOutcome } from './schedules';
import { Verdict, type Fault } from './verdict';
import type { Chance, VirtualTime } from './virtualTime';
import { links, World } from './world';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Marks are right this long after requests no longer fail and the last late write took effect, ms. */
export const CONVERGED_WITHIN_MS = 10 * MINUTE;
export interface Outcome extends ScheduleOutcome<Fault> {
  runs: number;
  lateWrites: number;
  /** Marks that were deleted by hand where every open tab knew them. */
  deletedByHand: number;
}

export const runSchedule = (seed: number): Promise<Outcome> =>
  inVirtualTime(seed, (chance, time) => new Schedule(chance, time).outcome());

class Schedule {
  private readonly world: World;
  private readonly verdict: Verdict;
  private next = 1;

  constructor(
    private readonly chance: Chance,
    private readonly time: VirtualTime
  ) {
    const clocks = {
      cluster: chance.oneOf(0, chance.between(-300_000, 300_000)),
      grafana: chance.oneOf(0, chance.between(-300_000, 300_000)),
    };
    this.world = new World(time, chance, clocks);
    this.verdict = new Verdict(this.world);
  }

  async outcome(): Promise<Outcome> {
    const { chance, time, world } = this;
    await this.past();
    world.weather = { grafana: chance.oneOf(0, 0.1, 0.3, 0.6), cluster: chance.oneOf(0, 0.1, 0.3, 0.6) };
    world.open();
    const until = time.now() + chance.between(5, 25) * MINUTE;
    const count = Math.ceil(chance.between(0, 6));
    const events: Array<{ at: number; work: () => void }> = [];
    for (let i = 0; i < count; i++) {
      this.life(events, chance.between(time.now(), until));
    }
    for (let i = 0; i < 6; i++) {
      events.push({ at: chance.between(time.now(), until), work: () => this.tabs() });
      events.push({ at: chance.between(time.now(), until), work: () => this.deleteByHand() });
    }
    events.sort((a, b) => a.at - b.at);
    for (const { at, work } of events) {
      await time.passTo(at);
      work();
      this.verdict.remember();
    }
    await time.passTo(Math.max(time.now(), until));
    return this.calm();
  }

  /** Faults end, one tab at least is open, and all that is on its way arrives. */
  private async calm(): Promise<Outcome> {
    const { chance, time, world } = this;
    world.weather = { grafana: 0, cluster: 0 };
    const open = world.tabs.filter((tab) => !tab.closed);
    if (open.length === 0 || chance.happens(0.3)) {
      world.open();
      open.filter(() => chance.happens(0.5)).forEach((tab) => tab.close());
    }
    const calmAt = Math.max(time.now() + 1, world.lastEffectAt);
    await time.passTo(calmAt);
    let rightAt = calmAt;
    for (let at = calmAt; at <= calmAt + CONVERGED_WITHIN_MS; at += 15_000) {
      await time.passTo(at);
      this.verdict.remember();
      rightAt = this.verdict.faults().length === 0 ? rightAt : at + 15_000;
    }
    // And so it stays.
    await time.passTo(time.now() + 20 * MINUTE);
    world.tabs.forEach((tab) => tab.close());
    return {
      faults: this.verdict.faults(),
      tookMs: rightAt - calmAt,
      runs: world.history.size,
      lateWrites: world.lateWrites,
      deletedByHand: [...this.verdict.byHand.values()].filter((knowing) => knowing.size > 0).length,
    };
  }

  /** What happened while no tab was open: runs that ended unseen, some of them long ago, some no longer there. */
  private async past(): Promise<void> {
    const { chance, world } = this;
    for (let i = 0; i < 3; i++) {
      const age = chance.oneOf(chance.between(MINUTE, 5 * DAY), chance.between(8 * DAY, 30 * DAY));
      const run = this.newRun(world.clusterNow() - age, 'running');
      world.put(run);
      if (chance.happens(0.7)) {
        const annotation = wantedAnnotation(run, links, run.createdAt + 5000);
        await world.grafana.apply({ kind: 'create', annotation });
        if (chance.happens(0.2)) {
          await world.grafana.apply({ kind: 'create', annotation });
        }
      }
      this.note(run);
      const end = Math.min(world.clusterNow(), run.createdAt + chance.between(1, 60) * MINUTE);
      this.end(run.uid, end);
      if (chance.happens(0.4)) {
        world.remove(run.uid);
      }
    }
  }

  /** From its creation on: started in a tab or by hand, ended or not, deleted early, late or never. */
  private life(events: Array<{ at: number; work: () => void }>, at: number): void {
    const { chance, world } = this;
    const fate = chance.oneOf('runs', 'ends', 'ends', 'is pruned', 'is deleted early', 'is deleted while it runs');
    const uid = `uid-${this.next}`;
    const length = chance.oneOf(chance.between(1000, 2 * MINUTE), chance.between(MINUTE, 12 * MINUTE));
    const run = { ...this.newRun(0, 'pending'), uid };
    events.push({
      at,
      work: () => {
        world.put({ ...run, createdAt: world.clusterNow() });
        const tab = world.tabs.find(({ closed }) => !closed);
        if (tab && chance.happens(0.6)) {
          tab.mark(world.runs.get(uid)!);
        }
      },
    });
    events.push({
      at: at + 500,
      work: () => world.put({ ...world.runs.get(uid)!, phase: 'running', startedAt: world.clusterNow() }),
    });
    if (fate === 'is deleted early' || fate === 'is deleted while it runs') {
      const after = fate === 'is deleted early' ? chance.between(600, 2 * MINUTE) : length + 2 * MINUTE;
      events.push({ at: at + after, work: () => world.remove(uid) });
    } else if (fate !== 'runs') {
      events.push({ at: at + 600 + length, work: () => this.endNow(uid) });
    }
    if (fate === 'is pruned') {
      events.push({
        at: at + 700 + length + chance.oneOf(0, chance.between(0, 5 * MINUTE)),
        work: () => world.remove(uid),
      });
    }
  }

  private endNow(uid: string): void {
    const { chance, world } = this;
    this.end(uid, world.clusterNow());
    const run = world.runs.get(uid);
    if (run && chance.happens(0.3)) {
      // The Pipeline knows of no mark that was taken away before.
      this.verdict.byHand.get(uid)?.clear();
      void world.annotateFromCluster(run);
    }
  }

  private end(uid: string, finishedAt: number): void {
    const { chance, world } = this;
    const run = world.runs.get(uid);
    if (run) {
      const phase = chance.oneOf<Run['phase']>('succeeded', 'failed', 'cancelled', 'timed-out');
      world.put({ ...run, phase, finishedAt });
    }
  }

  private newRun(createdAt: number, phase: Run['phase']): Run {
    const name = `run-${this.next}`;
    return aRun({
      name,
      uid: `uid-${this.next++}`,
      phase,
      createdAt,
      startedAt: phase === 'pending' ? undefined : createdAt + 1000,
      finishedAt: undefined,
      plannedSeconds: this.chance.oneOf(60, 600, 7200),
    });
  }

  private tabs(): void {
    const { chance, world } = this;
    const open = world.tabs.filter((tab) => !tab.closed);
    if (open.length < 2 && chance.happens(0.7)) {
      world.open();
    } else {
      open.at(chance.oneOf(0, -1))?.close();
    }
  }

  /** Someone deletes the mark of a run; whoever looks for the first time later cannot know. */
  private deleteByHand(): void {
    const { chance, world } = this;
    const [run] = [...world.runs.values()].filter(() => chance.happens(0.3));
    const marks = run ? world.marksOf(run.uid) : [];
    if (!run || !chance.happens(0.4) || marks.length !== 1) {
      return;
    }
    const isBeingWritten = world.creating.includes(run.uid) || world.marking.has(run.uid);
    const knowing = world.tabs.filter((tab) => tab.seen.has(run.uid) || tab.closed);
    this.verdict.byHand.set(run.uid, new Set(isBeingWritten ? [] : knowing));
    void world.grafana.apply({ kind: 'delete', id: marks[0]!.id });
  }

  private note(run: Run): void {
    const at = { time: run.createdAt, timeEnd: run.createdAt };
    void this.world.grafana.apply({
      kind: 'create',
      annotation: { ...at, tags: [NOTE_TAG, runTag(run)], text: noteText('slow disk', run.uid) },
    });
    this.verdict.notes.push(this.world.grafana.all.at(-1)!);
  }
}
