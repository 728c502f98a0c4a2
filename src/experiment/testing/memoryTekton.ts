/** A Tekton data source in memory, for tests: answers as the real one does, at once, and remembers what was asked. */
import { BehaviorSubject, Observable } from 'rxjs';

import type { CancelMode, LogRequest, RunsSnapshot, StartMarks, TektonApi } from '../../datasource/types';
import type { RunRequest } from '../../domain/pipeline';
import type { Run, RunRef, RunSummary, TaskRun } from '../../domain/run';
import { UserError } from '../../shared/errors';

export const NOW = Date.UTC(2026, 10, 23, 15, 0, 0);

/** A run as the cluster would serve it, with what a test cares about in its place. */
export function aRun(over: Partial<Run> = {}): Run {
  const name = over.name ?? 'stair-wva-abcde';
  const namespace = over.namespace ?? 'experiment-01';
  return {
    namespace,
    name,
    uid: `uid-${name}`,
    resourceVersion: '1',
    phase: 'running',
    reason: 'Running',
    createdAt: NOW - 600_000,
    startedAt: NOW - 590_000,
    pipeline: 'wva-load-test',
    experiment: 'stair',
    mode: 'wva',
    variant: 'decode',
    startedBy: 'ada',
    plannedSeconds: 3600,
    managed: true,
    message: '',
    params: [],
    results: [],
    skippedTasks: [],
    manifest: {
      apiVersion: 'tekton.dev/v1',
      kind: 'PipelineRun',
      metadata: { name, namespace },
      spec: { pipelineRef: { name: 'wva-load-test' }, params: over.params ?? [] },
    },
    ...over,
  };
}

export class MemoryTekton implements TektonApi {
  readonly uid = 'tekton';
  readonly name = 'Tekton';
  namespaces = ['experiment-01'];
  canStart = true;
  readonly asked: string[] = [];
  readonly created: RunRequest[] = [];
  readonly cancelled: Array<{ ref: RunRef & { uid: string }; mode: CancelMode }> = [];
  tasks: TaskRun[] = [];
  /** Text of the log of a container, by `<pod>/<container>`. */
  readonly logTexts = new Map<string, string[]>();
  /** What the next calls fail with. */
  failure?: UserError;
  readonly snapshots: BehaviorSubject<RunsSnapshot>;
  private all: Run[];

  constructor(runs: Run[] = []) {
    this.all = runs;
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

  async taskRuns(): Promise<TaskRun[]> {
    this.note('taskRuns');
    return this.tasks;
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

  async pipelines() {
    return [];
  }

  async presets() {
    return { presets: [], broken: [] };
  }

  async configMap() {
    return undefined;
  }

  manifest(request: RunRequest): Record<string, unknown> {
    return { kind: 'PipelineRun', spec: { params: request.params } };
  }

  async createRun(request: RunRequest, marks: StartMarks, options?: { dryRun?: boolean }): Promise<Run> {
    this.note('create');
    const run = aRun({ name: request.name, namespace: request.namespace, startedBy: marks.startedBy });
    if (!options?.dryRun) {
      this.created.push(request);
      this.set([run, ...this.all]);
    }
    return run;
  }

  async cancelRun(ref: RunRef & { uid: string }, mode: CancelMode): Promise<Run> {
    this.note('cancel');
    this.cancelled.push({ ref, mode });
    const run = { ...(await this.getRun(ref)), phase: 'stopping' as const };
    this.set(this.all.map((r) => (r.uid === ref.uid ? run : r)));
    return run;
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
