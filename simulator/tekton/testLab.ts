/** What the tests of the engine share. */
import { Cluster, type ClusterOptions } from './cluster';
import { FakeWorld } from './fakeWorld';
import { experimentManifest } from './manifest';
import type { PipelineRun, PipelineRunSpec, PipelineTask, TaskRun } from './types';

export const NS = 'experiment-01';

/** A cluster over a world for tests, with short ways to drive it. */
export class Lab {
  readonly world = new FakeWorld();
  readonly cluster: Cluster;

  constructor(options: ClusterOptions = {}) {
    this.cluster = new Cluster(this.world, { pace: 'demo', ...options });
  }
  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      this.world.time += 1000;
      this.cluster.tick(this.world.time);
    }
  }
  create(manifest: unknown): string {
    return this.cluster.create(NS, manifest).metadata.name;
  }
  run(name: string): PipelineRun {
    return this.cluster.get('pipelineruns', NS, name) as PipelineRun;
  }
  finish(name: string, most = 2000): PipelineRun {
    for (let i = 0; i < most && !this.cluster.isDone(NS, name); i++) {
      this.pass(1);
    }
    if (!this.cluster.isDone(NS, name)) {
      throw new Error(`${name} is not done after ${most} s`);
    }
    return this.run(name);
  }
  taskRuns(run: string): TaskRun[] {
    return this.cluster.list('taskruns', NS, `tekton.dev/pipelineRun=${run}`) as TaskRun[];
  }
  reasons(run: string): Record<string, string | undefined> {
    return Object.fromEntries(
      this.taskRuns(run).map((t) => [t.metadata.name.replace(`${run}-`, ''), t.status?.conditions?.[0]?.reason])
    );
  }
}

export const condition = (run: PipelineRun) => run.status?.conditions?.[0];
export const manifest = (spec: PipelineRunSpec, name = 'r') => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name },
  spec,
});
export const script = (name: string, text: string, more: Partial<PipelineTask> = {}): PipelineTask => ({
  name,
  taskSpec: { steps: [{ name: 'do', script: text }] },
  ...more,
});
export const short = (mode: 'static' | 'wva', more: object = {}) =>
  experimentManifest({ preset: 'stair-short', mode, name: 'exp', ...more });
