/** A Tekton data source in memory, for tests: the wire format is the real one, and what was asked is remembered. */
import { BehaviorSubject, Observable } from 'rxjs';

import type { CancelMode, LogRequest, RunsSnapshot, StartMarks, TektonApi } from '../../datasource/types';
import type { Listed, ListGap } from '../../domain/listed';
import type { Pipeline, Preset, RunRequest } from '../../domain/pipeline';
import type { Run, RunRef, RunSummary, TaskRun } from '../../domain/run';
import { decodeRun } from '../../kube/decode';
import { pipelineRunManifest } from '../../kube/manifest';
import { UserError } from '../../shared/errors';

export class MemoryTekton implements TektonApi {
  readonly uid = 'tekton';
  readonly name = 'Tekton';
  namespaces = ['experiment-01'];
  canStart = true;
  readonly asked: string[] = [];
  readonly created: RunRequest[] = [];
  readonly cancelled: Array<{ ref: RunRef & { uid: string }; mode: CancelMode }> = [];
  tasks: TaskRun[] = [];
  /** What the list of tasks lacks. */
  taskGap?: ListGap;
  /** Text of the log of a container, by `<pod>/<container>`. */
  readonly logTexts = new Map<string, string[]>();
  /** What the next calls fail with. */
  failure?: UserError;
  /** What the next create fails with, dry runs apart. */
  createFailure?: UserError;
  clusterPresets: Preset[] = [];
  brokenPresets: Array<{ name: string; error: string }> = [];
  readonly snapshots: BehaviorSubject<RunsSnapshot>;

  constructor(
    private all: Run[] = [],
    private readonly declared: Pipeline[] = []
  ) {
    this.snapshots = new BehaviorSubject(this.snapshot());
  }

  /** The cluster changes: watchers see it. */
  set(runs: Run[], state: Partial<RunsSnapshot> = {}): void {
    this.all = runs;
    this.snapshots.next({ ...this.snapshot(), ...state });
  }

  runs(): Observable<RunsSnapshot> {
    return this.snapshots;
  }

  retries = 0;

  retryRuns(): void {
    this.retries += 1;
  }

  async getRun({ namespace, name }: RunRef): Promise<Run> {
    this.note(`get ${namespace}/${name}`);
    const run = this.all.find((r) => r.namespace === namespace && r.name === name);
    if (!run) {
      throw new UserError({ title: 'Not found', message: `${name} is not there`, nextStep: '', status: 404 });
    }
    return run;
  }

  async hydrate(runs: RunSummary[]): Promise<Run[]> {
    this.note(`hydrate ${runs.length}`);
    const uids = new Set(runs.map((run) => run.uid));
    return this.all.filter((run) => uids.has(run.uid));
  }

  async taskRuns(): Promise<Listed<TaskRun>> {
    this.note('taskRuns');
    return this.taskGap ? { items: this.tasks, gap: this.taskGap } : { items: this.tasks };
  }

  logs({ pod, container, follow }: LogRequest): Observable<string> {
    this.note(`logs ${pod}/${container}${follow ? ' follow' : ''}`);
    return new Observable((subscriber) => {
      (this.logTexts.get(`${pod}/${container}`) ?? []).forEach((chunk) => subscriber.next(chunk));
      if (!follow) {
        subscriber.complete();
      }
      return () => this.asked.push(`logs ${pod}/${container} closed`);
    });
  }

  async pipelines(namespace: string): Promise<Listed<Pipeline>> {
    return { items: this.declared.filter((pipeline) => pipeline.namespace === namespace) };
  }

  async presets() {
    return { presets: this.clusterPresets, broken: this.brokenPresets };
  }

  async configMap() {
    return undefined;
  }

  /** Undefined: any. */
  allowed?: string[];

  async accounts() {
    return this.allowed;
  }

  manifest(request: RunRequest, marks: StartMarks): Record<string, unknown> {
    return pipelineRunManifest(request, marks);
  }

  /** As the server does: a name that is taken is the run that has it. */
  async createRun(request: RunRequest, marks: StartMarks, options?: { dryRun?: boolean }): Promise<Run> {
    this.note('create');
    if (options?.dryRun) {
      return this.decoded(request, marks);
    }
    this.created.push(request);
    await Promise.resolve();
    if (this.createFailure) {
      const failure = this.createFailure;
      this.createFailure = undefined;
      throw failure;
    }
    const known = this.all.find((run) => run.namespace === request.namespace && run.name === request.name);
    const run = known ?? this.decoded(request, marks);
    this.set([run, ...this.all.filter((other) => other !== run)]);
    return run;
  }

  async cancelRun(ref: RunRef & { uid: string }, mode: CancelMode): Promise<Run> {
    this.note('cancel');
    this.cancelled.push({ ref, mode });
    const run: Run = {
      ...(await this.getRun(ref)),
      phase: mode === 'Cancelled' ? 'cancelled' : 'stopping',
      reason: mode,
    };
    this.set(this.all.map((r) => (r.uid === ref.uid ? run : r)));
    return run;
  }

  private decoded(request: RunRequest, marks: StartMarks): Run {
    const manifest = pipelineRunManifest(request, marks) as { metadata: object };
    const metadata = {
      ...manifest.metadata,
      uid: `uid-${request.name}`,
      resourceVersion: '1',
      creationTimestamp: new Date().toISOString(),
    };
    return decodeRun({ ...manifest, metadata });
  }

  private snapshot(): RunsSnapshot {
    return { state: 'live', runs: this.all, asOf: Date.now(), clockSkewMs: 0 };
  }

  private note(call: string): void {
    this.asked.push(call);
    if (this.failure) {
      throw this.failure;
    }
  }
}
