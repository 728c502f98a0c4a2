/** A Tekton data source and Grafana's annotations in memory, for tests: the wire format is the real one. */
import { BehaviorSubject, EMPTY, type Observable } from 'rxjs';

import type { AnnotationQuery, AnnotationStore } from '../../annotations/store';
import type { CancelMode, RunsSnapshot, StartMarks, TektonApi } from '../../datasource/types';
import type { AnnotationWrite, RunAnnotation } from '../../domain/annotation';
import type { Pipeline, Preset, RunRequest } from '../../domain/pipeline';
import type { Run, RunRef, RunSummary, TaskRun } from '../../domain/run';
import { decodeRun } from '../../kube/decode';
import { pipelineRunManifest } from '../../kube/manifest';
import { UserError } from '../../shared/errors';

export class MemoryCluster implements TektonApi {
  readonly uid = 'tekton';
  readonly name = 'Tekton';
  namespaces = ['experiment-01'];
  canStart = true;
  /** Creates that reached the cluster, dry runs apart. */
  creates = 0;
  /** What the next create fails with. */
  createFailure?: UserError;
  clusterPresets: Preset[] = [];
  brokenPresets: Array<{ name: string; error: string }> = [];
  private readonly snapshots: BehaviorSubject<RunsSnapshot>;

  constructor(
    private readonly declared: Pipeline[] = [],
    private all: Run[] = []
  ) {
    this.snapshots = new BehaviorSubject(this.snapshot());
  }

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
    const run = this.all.find((r) => r.namespace === namespace && r.name === name);
    if (!run) {
      throw new UserError({ title: 'Not found', message: `${name} is not there`, nextStep: '', status: 404 });
    }
    return run;
  }

  async hydrate(runs: RunSummary[]): Promise<Run[]> {
    return this.all.filter(({ uid }) => runs.some((run) => run.uid === uid));
  }

  async taskRuns(): Promise<TaskRun[]> {
    return [];
  }

  logs(): Observable<string> {
    return EMPTY;
  }

  async pipelines(namespace: string): Promise<Pipeline[]> {
    return this.declared.filter((pipeline) => pipeline.namespace === namespace);
  }

  async presets() {
    return { presets: this.clusterPresets, broken: this.brokenPresets };
  }

  async configMap() {
    return undefined;
  }

  manifest(request: RunRequest, marks: StartMarks): Record<string, unknown> {
    return pipelineRunManifest(request, marks);
  }

  async createRun(request: RunRequest, marks: StartMarks, options?: { dryRun?: boolean }): Promise<Run> {
    if (options?.dryRun) {
      return this.decoded(request, marks);
    }
    this.creates += 1;
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
    const run: Run = {
      ...(await this.getRun(ref)),
      phase: mode === 'Cancelled' ? 'cancelled' : 'stopping',
      reason: mode,
    };
    this.set(this.all.map((other) => (other.uid === ref.uid ? run : other)));
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
}

/** Annotations as Grafana keeps them: ids rise, all tags have to match, what is gone can be deleted again. */
export class MemoryAnnotations implements AnnotationStore {
  all: RunAnnotation[] = [];
  writes: AnnotationWrite[] = [];
  lists = 0;
  failure?: UserError;
  private nextId = 1;

  async list({ tags, matchAny, from, to, limit = 100 }: AnnotationQuery): Promise<RunAnnotation[]> {
    this.lists += 1;
    this.refuse();
    return this.all
      .filter((a) => (matchAny ? tags.some((tag) => a.tags.includes(tag)) : tags.every((tag) => a.tags.includes(tag))))
      .filter((a) => from === undefined || to === undefined || (a.time <= to && a.timeEnd >= from))
      .sort((a, b) => b.timeEnd - a.timeEnd)
      .slice(0, limit);
  }

  async apply(write: AnnotationWrite): Promise<void> {
    this.refuse();
    this.writes.push(write);
    switch (write.kind) {
      case 'create':
        this.all = [...this.all, { id: this.nextId++, ...write.annotation }];
        return;
      case 'update':
        this.all = this.all.map((a) => (a.id === write.id ? { id: a.id, ...write.annotation } : a));
        return;
      case 'delete':
        this.all = this.all.filter((a) => a.id !== write.id);
    }
  }

  private refuse(): void {
    if (this.failure) {
      throw this.failure;
    }
  }
}

/** A pipeline with params of every kind. */
export function everyKind(over: Partial<Pipeline> = {}): Pipeline {
  return {
    namespace: 'experiment-01',
    name: 'wva-load-test',
    description: 'Load test',
    params: [
      { name: 'test-name', type: 'string', description: 'Name of the experiment' },
      { name: 'deployment-name', type: 'string', description: 'Deployment under test', default: 'decode' },
      { name: 'namespace', type: 'string', description: '', default: 'workload' },
      { name: 'model', type: 'string', description: '', default: 'small', enum: ['small', 'large'] },
      { name: 'reset-llm-d', type: 'string', description: '', default: 'true' },
      { name: 'tags', type: 'array', description: '', default: ['a'] },
      { name: 'image', type: 'object', description: '', properties: ['repo', 'tag'], default: { repo: 'r', tag: 't' } },
      { name: 'scaled-object', type: 'string', description: '', default: '' },
      { name: 'initial-replicas', type: 'string', description: '', default: '1' },
      { name: 'load-steps', type: 'array', description: '', default: [STEP_YAML] },
    ],
    workspaces: [{ name: 'shared-workspace', description: '', optional: false }],
    ...over,
  };
}

export const STEP_YAML = `name: base
delay: 0
duration: 600
scenario: # of GuideLLM
  request_type: text_completions
  profile: constant
  rate: 0.5
  data:
    prompt_tokens: 1024
    prompt_tokens_stdev: 100
    output_tokens: 2048
`;
