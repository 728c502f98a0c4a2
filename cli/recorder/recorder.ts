/**
 * The recorder: keeps Grafana's annotations in step, writes a record of every run that ends and a preliminary one while it
 * is in progress, judges what is recorded, and tells of it.
 *
 * All that it knows of what is done is read from the cluster, so it may be killed at any moment and started anywhere. Two
 * that are at work at once do no harm: a record's name is its run's, it is created once, and replaced only where it is
 * still the one that was seen.
 */
import { browserPace } from '../../src/datasource/runs/pace';
import type { RunsSnapshot } from '../../src/datasource/types';
import { TabWrites } from '../../src/experiment/annotateRun';
import { reconcileAnnotations } from '../../src/experiment/annotationReconciler';
import { messageOf } from '../../src/shared/errors';
import { LeaseKeeper, RENEW_MS } from './lease';
import type { Part, RecorderOptions, RecorderPorts } from './ports';
import type { Status } from './status';
import { nextWork, unrecorded } from './work';
import { Workbench } from './workbench';

/** Between looks where nothing is to be done, ms. */
const IDLE_MS = 10_000;
const BUSY_MS = 50;
const { sleep } = browserPace();

export class Recorder {
  private readonly keeper: LeaseKeeper;
  private readonly bench: Workbench;
  private readonly stopping = new AbortController();
  private snapshot?: RunsSnapshot;
  private stopMarks?: () => void;
  private endWatch: () => void = () => undefined;
  private loops: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ports: RecorderPorts,
    options: RecorderOptions,
    private readonly status: Status,
    private readonly say: (line: string) => void
  ) {
    this.keeper = new LeaseKeeper(ports.lease, options.identity, () => ports.clock());
    this.bench = new Workbench(ports, options, status, {
      mayWrite: () => this.keeper.holds(),
      say,
      failed: (part, what, error) => this.failed(part, what, error),
    });
  }

  /** Whether it has read the runs, so that it could work. */
  isReady(): boolean {
    return this.snapshot !== undefined && isWhole(this.snapshot);
  }

  /** Whether it holds the Lease at this moment. */
  isAtWork(): boolean {
    return this.keeper.holds();
  }

  start(): void {
    const watch = this.ports.tekton.runs().subscribe((snapshot) => (this.snapshot = snapshot));
    this.endWatch = () => watch.unsubscribe();
    this.loops = Promise.all([this.leaseLoop(), this.workLoop()]);
  }

  /** Ends after what is being done, and gives the Lease up. @throws where that fails: the Lease then runs out */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.stopMarks?.();
    this.endWatch();
    await this.loops;
    this.status.leads = false;
    await this.keeper.giveUp();
  }

  private async leaseLoop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      await this.keeper.keep().catch((error: unknown) => this.failed('kubernetes', 'the Lease', error));
      this.lead(this.keeper.holds());
      await sleep(RENEW_MS, this.stopping.signal);
    }
  }

  private async workLoop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.lead(this.keeper.holds());
      const isBusy = this.status.leads && (await this.step());
      this.status.aliveAt = this.ports.clock();
      await sleep(isBusy ? BUSY_MS : IDLE_MS, this.stopping.signal);
    }
  }

  private lead(leads: boolean): void {
    if (this.stopping.signal.aborted || leads === this.status.leads) {
      return;
    }
    this.status.leads = leads;
    this.stopMarks?.();
    this.stopMarks = leads ? this.startMarks() : undefined;
    // Another may have worked meanwhile.
    this.bench.forgetRecords();
    this.say(leads ? 'works: it holds the Lease' : 'waits: it does not hold the Lease');
  }

  private startMarks(): (() => void) | undefined {
    const { marks, tekton } = this.ports;
    return (
      marks &&
      reconcileAnnotations({
        api: tekton,
        ...marks,
        onWritten: () => undefined,
        onError: (error) => error && this.failed('grafana', 'annotations', error),
        clock: () => this.ports.clock(),
        tab: new TabWrites(),
      })
    );
  }

  /** One thing that is to be done; whether there was any. */
  private async step(): Promise<boolean> {
    const { snapshot, bench, status } = this;
    if (snapshot === undefined || !isWhole(snapshot) || !(await bench.knowsRecords(snapshot))) {
      return false;
    }
    const view = bench.view(snapshot);
    const work = nextWork(view);
    status.backlog = unrecorded(view);
    if (work) {
      await bench.tryWork(work, snapshot);
    }
    if (snapshot.error === undefined && !bench.hasFailing()) {
      status.succeededAt = Math.round((this.ports.clock() + snapshot.clockSkewMs) / 1000);
    }
    return work !== undefined;
  }

  private failed(part: Part, what: string, error: unknown): void {
    if (!this.stopping.signal.aborted) {
      this.status.failures[part]++;
      this.say(`${part}: ${what}: ${messageOf(error)}`);
    }
  }
}

/** Nothing is judged by a list that is old, or of which parts are still to come. */
const isWhole = ({ state }: RunsSnapshot): boolean => state === 'live' || state === 'polling';
