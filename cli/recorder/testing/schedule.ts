/** One random schedule of runs, recorders and failures, and what is wrong when all is calm again. */
import { isTerminal, type Run } from '../../../src/domain/run';
import { statusOfTags } from '../../../src/domain/runAnnotation';
import { inVirtualTime, type ScheduleOutcome } from '../../../src/experiment/testing/convergence/schedules';
import type { Chance, VirtualTime } from '../../../src/experiment/testing/convergence/virtualTime';
import { World } from '../../../src/experiment/testing/convergence/world';
import { aRun } from '../../../src/experiment/testing/samples';
import { isFinal, type KeptRecord, type Told } from '../ports';
import { MemoryCluster } from './memoryCluster';
import { Process } from './process';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** All is recorded this long after requests no longer fail, ms: the longest pause between two tries, and the work. */
export const RECORDED_WITHIN_MS = 30 * MINUTE;

export const FAULTS = [
  'lost',
  'doubled',
  'preliminary',
  'rewritten',
  'mark lost',
  'mark doubled',
  'not judged',
  'not told',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Outcome extends ScheduleOutcome<Fault> {
  finished: number;
  kills: number;
  /** Messages of the webhook beyond one a run. */
  toldAgain: number;
}

export const runSchedule = (seed: number): Promise<Outcome> =>
  inVirtualTime(seed, (chance, time) => new Schedule(chance, time).outcome());

class Schedule {
  private readonly world: World;
  private readonly cluster: MemoryCluster;
  private readonly processes: Process[] = [];
  private readonly shared: { prometheus: number; told: Told[]; atWork: () => number };
  private next = 1;
  private kills = 0;

  constructor(
    private readonly chance: Chance,
    private readonly time: VirtualTime
  ) {
    const clock = () => chance.oneOf(0, chance.between(-300_000, 300_000));
    this.world = new World(time, chance, { cluster: clock(), grafana: clock() });
    this.cluster = new MemoryCluster(time, chance);
    this.shared = {
      prometheus: 0,
      told: [],
      atWork: () => this.alive().filter(({ recorder }) => recorder.isAtWork()).length,
    };
  }

  async outcome(): Promise<Outcome> {
    const { chance, time, world } = this;
    const share = () => chance.oneOf(0, 0.1, 0.3, 0.6);
    for (let i = Math.floor(chance.between(0, 4)); i > 0; i--) {
      this.past();
    }
    world.weather = { grafana: share(), cluster: share() };
    this.cluster.weather = share();
    this.shared.prometheus = share();
    this.begin();
    const until = time.now() + chance.between(10, 60) * MINUTE;
    const events: Array<{ at: number; work: () => void }> = [];
    for (let i = Math.ceil(chance.between(0, 5)); i > 0; i--) {
      this.life(events, chance.between(time.now(), until));
    }
    for (let i = Math.ceil(chance.between(0, 8)); i > 0; i--) {
      events.push({ at: chance.between(time.now(), until), work: () => this.disturb() });
    }
    events.sort((a, b) => a.at - b.at);
    for (const { at, work } of events) {
      await time.passTo(at);
      work();
    }
    await time.passTo(Math.max(time.now(), until));
    return this.calm();
  }

  private async calm(): Promise<Outcome> {
    const { time, world, cluster } = this;
    world.weather = { grafana: 0, cluster: 0 };
    cluster.weather = 0;
    this.shared.prometheus = 0;
    if (this.alive().length === 0) {
      this.begin();
    }
    const calmAt = Math.max(time.now(), world.lastEffectAt, cluster.lastEffectAt);
    await time.passTo(calmAt);
    let rightAt = calmAt;
    for (let at = calmAt; at <= calmAt + RECORDED_WITHIN_MS && at <= rightAt + 3 * MINUTE; at += MINUTE) {
      await time.passTo(at);
      rightAt = this.faults().length === 0 ? rightAt : at + MINUTE;
    }
    // And so it stays: longer than the longest pause between two tries.
    await time.passTo(time.now() + 16 * MINUTE);
    this.alive().forEach((one) => one.kill());
    const told = this.shared.told.map(({ run }) => run.uid);
    return {
      faults: this.faults(),
      tookMs: rightAt - calmAt,
      finished: this.finished().length,
      kills: this.kills,
      toldAgain: told.length - new Set(told).size,
    };
  }

  private alive(): Process[] {
    return this.processes.filter(({ isDead }) => !isDead);
  }

  private finished(): Run[] {
    return [...this.world.runs.values()].filter(({ phase }) => isTerminal(phase));
  }

  private faults(): Outcome['faults'] {
    const kept = this.cluster.kept();
    const doubled = [...this.world.history.keys()].filter(
      (uid) => kept.filter(({ run }) => run.uid === uid).length > 1
    );
    return [
      ...this.faultsOfGone(kept),
      ...doubled.map((run) => ({ fault: 'doubled' as const, run })),
      ...this.cluster.rewritten.map((run) => ({ fault: 'rewritten' as const, run })),
      ...this.finished().flatMap((run) => {
        const record = kept.find((one) => one.run.uid === run.uid);
        const faults = record ? this.faultsOfRecord(record, kept) : ['lost' as const];
        return [...faults, ...this.faultsOfMark(run)].map((fault) => ({ fault, run: run.uid }));
      }),
    ];
  }

  /** Runs that were pruned: what a mark or a preliminary record knows of them has to become a record. */
  private faultsOfGone(kept: KeptRecord[]): Outcome['faults'] {
    const { world } = this;
    return [...world.history.keys()]
      .filter((uid) => !world.runs.has(uid))
      .flatMap((uid) => {
        const record = kept.find(({ run }) => run.uid === uid);
        const [mark] = world.marksOf(uid);
        const isKnown = mark !== undefined && mark.time > world.clusterNow() - 6 * DAY;
        const fault = record ? !isFinal(record) && ('preliminary' as const) : isKnown && ('lost' as const);
        return fault ? [{ fault, run: uid }] : [];
      });
  }

  private faultsOfRecord(record: KeptRecord, kept: KeptRecord[]): Fault[] {
    const { run } = record;
    const isRecent = (run.finishedAt ?? 0) > this.world.clusterNow() - DAY / 2;
    const isTold = this.shared.told.some((message) => message.run.uid === run.uid);
    return [
      ...(isFinal(record) ? [] : ['preliminary' as const]),
      ...(isRecent && !isTold ? ['not told' as const] : []),
      ...(run.mode === 'wva' && hasBaseline(kept) && !record.verdict ? ['not judged' as const] : []),
    ];
  }

  private faultsOfMark({ uid, phase, createdAt }: Run): Fault[] {
    const [mark, ...more] = this.world.marksOf(uid);
    const isRecent = createdAt > this.world.clusterNow() - 6 * DAY;
    const isRight = mark === undefined ? !isRecent : statusOfTags(mark.tags) === phase;
    return [...(more.length > 0 ? ['mark doubled' as const] : []), ...(isRight ? [] : ['mark lost' as const])];
  }

  private begin(): void {
    const offset = this.chance.oneOf(0, this.chance.between(-600_000, 600_000));
    this.processes.push(new Process(this.world, this.cluster, this.shared, offset));
  }

  private disturb(): void {
    const { chance } = this;
    const alive = this.alive();
    const one = alive.at(chance.oneOf(0, -1));
    if (alive.length < 2 && chance.happens(0.6)) {
      this.begin();
    } else if (one && chance.happens(0.5)) {
      this.kills++;
      one.kill();
    } else if (one) {
      void one.end();
    }
  }

  private past(): void {
    const { chance, world } = this;
    const age = chance.oneOf(chance.between(MINUTE, DAY), chance.between(DAY, 5 * DAY));
    const run = this.newRun(world.clusterNow() - age);
    const finishedAt = Math.min(world.clusterNow(), run.createdAt + chance.between(1, 40) * MINUTE);
    world.put({ ...run, startedAt: run.createdAt + 1000, phase: this.ending(), finishedAt });
  }

  /** Created, at work, and ended or not; the next one of its name may come when it is deleted. */
  private life(events: Array<{ at: number; work: () => void }>, at: number): void {
    const { chance, world } = this;
    const run = this.newRun(0);
    const { uid } = run;
    const endsAt = at + 1000 + chance.oneOf(chance.between(1000, 2 * MINUTE), chance.between(MINUTE, 25 * MINUTE));
    events.push(
      { at, work: () => world.put({ ...run, createdAt: world.clusterNow() }) },
      {
        at: at + 500,
        work: () => world.put({ ...world.runs.get(uid)!, phase: 'running', startedAt: world.clusterNow() }),
      }
    );
    if (chance.happens(0.15)) {
      // Pruned while it is in progress: nobody sees its end.
      events.push({ at: endsAt, work: () => world.remove(uid) });
    } else if (chance.happens(0.8)) {
      const phase = this.ending();
      events.push({
        at: endsAt,
        work: () => world.put({ ...world.runs.get(uid)!, phase, finishedAt: world.clusterNow() }),
      });
      if (chance.happens(0.2)) {
        events.push({ at: endsAt + chance.between(1000, 5 * MINUTE), work: () => world.remove(uid) });
      } else if (chance.happens(0.3)) {
        const namesake = { ...this.newRun(0), name: run.name };
        events.push({
          at: endsAt + chance.between(1000, 10 * MINUTE),
          work: () => {
            world.remove(uid);
            const began = world.clusterNow();
            const times = { createdAt: began - 3000, startedAt: began - 2000, finishedAt: began };
            world.put({ ...namesake, ...times, phase: 'succeeded' });
          },
        });
      }
    }
  }

  private ending(): Run['phase'] {
    return this.chance.oneOf<Run['phase']>('succeeded', 'succeeded', 'failed', 'cancelled');
  }

  private newRun(createdAt: number): Run {
    const number = this.next++;
    const mode = this.chance.oneOf<Run['mode']>('wva', 'static');
    return aRun({
      name: `run-${number}`,
      uid: `${1000_0000 + number}-uid`,
      mode,
      phase: 'pending',
      createdAt,
      startedAt: undefined,
      plannedSeconds: 600,
    });
  }
}

const hasBaseline = (kept: KeptRecord[]): boolean =>
  kept.some((one) => isFinal(one) && one.run.mode === 'static' && one.run.phase === 'succeeded');
