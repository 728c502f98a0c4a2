/** A recorder as a process of a random schedule: it may be killed with requests on their way, and its clock is its own. */
import { links, type World } from '../../../src/experiment/testing/convergence/world';
import { MemoryTekton } from '../../../src/experiment/testing/memoryTekton';
import { analysisOf } from '../../../src/domain/analysis/measureKpis';
import { testMeasurements } from '../../../src/domain/analysis/testing';
import type { AnalysedRun } from '../../../src/domain/analysis/types';
import { LAB_GATES } from '../../../src/domain/comparison/gates';
import type { Run, RunSummary } from '../../../src/domain/run';
import { packRecord } from '../../../src/records/pack';
import type { Measured, RecorderPorts, Told } from '../ports';
import { Recorder } from '../recorder';
import { Status } from '../status';
import type { MemoryCluster } from './memoryCluster';

const never = new Promise<never>(() => undefined);

export class Process {
  isDead = false;
  readonly recorder: Recorder;
  private readonly tekton: ProcessTekton;

  /** @param offset of its clock, ms */
  constructor(
    private readonly world: World,
    cluster: MemoryCluster,
    private readonly shared: { prometheus: number; told: Told[]; atWork: () => number },
    private readonly offset: number
  ) {
    this.tekton = new ProcessTekton(world, (work) => this.alive(work));
    const ports: RecorderPorts = {
      tekton: this.tekton,
      records: this.guarded(
        cluster.records(() => {
          if (shared.atWork() > 1) {
            throw new Error('two recorders are at work');
          }
        })
      ),
      lease: this.guarded(cluster.leases()),
      marks: { store: this.guarded(world.store({ noted: () => undefined, created: () => undefined })), links },
      measure: (run, now) => this.alive(() => this.measure(run, now)),
      tell: (message) => this.alive(() => this.tell(message)),
      clock: () => this.now(),
    };
    const identity = `recorder-${world.chance.next()}`;
    const status = new Status(() => this.now());
    this.recorder = new Recorder(ports, { identity, gates: LAB_GATES }, status, () => undefined);
    this.recorder.start();
    void this.watch();
  }

  now(): number {
    return this.world.time.now() + this.offset;
  }

  kill(): void {
    this.isDead = true;
  }

  /** As SIGTERM does; killed where that takes too long. */
  async end(): Promise<void> {
    const { time } = this.world;
    await Promise.race([this.recorder.stop().catch(() => undefined), time.sleep(30_000)]);
    this.kill();
  }

  /** The list of runs is heard of with a delay, and is old for a while now and then. */
  private async watch(): Promise<void> {
    const { chance, time, weather } = this.world;
    while (!this.isDead) {
      const state = chance.happens(weather.cluster / 2) ? 'stale' : 'live';
      if (!this.isDead) {
        this.tekton.hear(state, this.now(), this.world.clocks.cluster - this.offset);
      }
      await time.sleep(chance.between(2_000, 20_000));
    }
  }

  private async measure(run: AnalysedRun, now: number): Promise<Measured> {
    const { chance, time } = this.world;
    await time.sleep(chance.between(1000, 20_000));
    if (chance.happens(this.shared.prometheus)) {
      throw new Error('Prometheus does not answer');
    }
    const window = { from: run.loadStartedAt, to: run.finishedAt ?? now, stepSeconds: 15 };
    const analysis = analysisOf(run, testMeasurements({ window }));
    const packed = packRecord(analysis, { now, writer: { name: 'schedule', version: '1' } });
    return { packed, isWhole: !chance.happens(this.shared.prometheus), isEmpty: false };
  }

  private async tell(message: Told): Promise<void> {
    const { chance, time } = this.world;
    await time.sleep(chance.between(10, 2000));
    if (chance.happens(this.shared.prometheus)) {
      throw new Error('HTTP 503');
    }
    this.shared.told.push(message);
  }

  private async alive<T>(work: () => Promise<T>): Promise<T> {
    if (this.isDead) {
      return never;
    }
    try {
      const result = await work();
      return this.isDead ? await never : result;
    } catch (error) {
      if (this.isDead) {
        return never;
      }
      throw error;
    }
  }

  /** The same calls, which neither begin nor answer once the process is dead. */
  private guarded<T extends object>(store: T): T {
    const entries = Object.entries(store) as Array<[string, (...args: unknown[]) => Promise<unknown>]>;
    return Object.fromEntries(
      entries.map(([name, call]) => [name, (...args: unknown[]) => this.alive(() => call(...args))])
    ) as T;
  }
}

class ProcessTekton extends MemoryTekton {
  constructor(
    private readonly world: World,
    private readonly alive: <T>(work: () => Promise<T>) => Promise<T>
  ) {
    super();
    this.set([], { state: 'loading' });
  }

  hear(state: 'live' | 'stale', asOf: number, clockSkewMs: number): void {
    const runs = [...this.world.runs.values()].sort((a, b) => b.createdAt - a.createdAt);
    this.set([], { state, runs, asOf, clockSkewMs });
  }

  override hydrate(runs: RunSummary[]): Promise<Run[]> {
    const { chance, time, weather } = this.world;
    return this.alive(async () => {
      await time.sleep(chance.between(20, 1500));
      await this.world.mayFail(weather.cluster);
      return runs.flatMap(({ uid }) => this.world.runs.get(uid) ?? []);
    });
  }
}
