/** A PipelineRun at work: it starts its tasks in their order, follows their ends, and can be cancelled three ways. */
import { kubeTime } from '../kube/objects';
import {
  CANCELLED_BY_PIPELINE,
  CANCELLED_BY_TIMEOUT,
  isNodeDone,
  runCondition,
  type Node,
  type Outcome,
  type RunClock,
} from './facts';
import type { EngineHost } from './host';
import { limits } from './limits';
import { missingResults, NO_RESULTS, pipelineResults, withResults, type PipelineResults } from './results';
import { runStatus } from './runStatus';
import { checkRun, referenceOf, RunRefused } from './resolveRun';
import { applyVariables, parentsOf, runVariables, skipReason, taskRunsOf } from './schedule';
import type { Variables } from './substitution';
import { controllerOf, type Pipeline, type PipelineRun, type PipelineSpec, type TaskRun } from './types';

const PIPELINE_LABEL = 'tekton.dev/pipeline';

export class RunProcess {
  readonly namespace: string;
  readonly name: string;
  private readonly uid: string;
  private nodes: Node[] = [];
  private spec: PipelineSpec | undefined;
  private startedAt: number | undefined;
  private finallyAt: number | undefined;
  private written = '';
  /** Its condition is final. TaskRuns can outlive it: of a run whose time for tasks is over, those of finally go on. */
  private ended = false;
  /** Nothing more happens: the run has ended, or is gone. */
  over = false;

  constructor(
    private readonly host: EngineHost,
    run: PipelineRun
  ) {
    this.namespace = run.metadata.namespace;
    this.name = run.metadata.name;
    this.uid = run.metadata.uid;
  }

  tick(now: number): void {
    const run = this.host.store.get('pipelineruns', this.namespace, this.name) as PipelineRun | undefined;
    if (!run || run.metadata.uid !== this.uid) {
      return this.kill();
    }
    if (this.ended) {
      this.taskRuns().forEach((taskRun) => taskRun.tick(now));
      this.over = this.taskRuns().every((taskRun) => taskRun.done);
      return;
    }
    if (run.spec.status === 'PipelineRunPending') {
      return this.publish(run, {
        status: 'Unknown',
        reason: 'PipelineRunPending',
        message: `PipelineRun "${this.name}" is pending`,
      });
    }
    if (run.spec.status === 'Cancelled') {
      this.startedAt ??= now;
      this.taskRuns().forEach((taskRun) => taskRun.cancel(now, CANCELLED_BY_PIPELINE));
      const message = `PipelineRun "${this.name}" was cancelled`;
      return this.publish(run, { status: 'False', reason: 'Cancelled', message }, NO_RESULTS);
    }
    try {
      this.advance(this.startedAt === undefined ? this.start(run, now) : run, now);
    } catch (error) {
      if (!(error instanceof RunRefused)) {
        throw error;
      }
      this.publish(run, { status: 'False', reason: error.reason, message: error.message });
    }
  }

  /** Ends what runs without a word: the run was deleted, with all that it owns. */
  kill(): void {
    this.taskRuns().forEach((taskRun) => taskRun.kill());
    this.over = true;
  }

  private taskRuns() {
    return this.nodes.flatMap((node) => node.taskRuns);
  }

  private start(run: PipelineRun, now: number): PipelineRun {
    this.startedAt = now;
    const { name, spec, labels = {}, annotations = {} } = this.resolve(run);
    const { metadata } = run;
    const marked: PipelineRun = {
      ...run,
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, ...labels, [PIPELINE_LABEL]: name },
        annotations: { ...metadata.annotations, ...annotations },
      },
      status: {
        conditions: [
          { type: 'Succeeded', status: 'Unknown', reason: 'Started', message: '', lastTransitionTime: kubeTime(now) },
        ],
        startTime: kubeTime(now),
      },
    };
    this.host.store.put('pipelineruns', marked);
    checkRun(marked, name, spec, this.host);
    const applied = applyVariables(spec, runVariables(marked, name, spec));
    this.spec = applied;
    this.nodes = [
      ...applied.tasks.map((task): Node => ({ task, memberOf: 'tasks', taskRuns: [] })),
      ...(applied.finally ?? []).map((task): Node => ({ task, memberOf: 'finally', taskRuns: [] })),
    ];
    return marked;
  }

  private resolve(run: PipelineRun): {
    name: string;
    spec: PipelineSpec;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  } {
    if (run.spec.pipelineSpec) {
      return { name: this.name, spec: run.spec.pipelineSpec };
    }
    const { name, namespace } = referenceOf(run);
    const pipeline = this.host.store.get('pipelines', namespace, name) as Pipeline | undefined;
    if (!pipeline) {
      throw new RunRefused(
        'CouldntGetPipeline',
        `Error retrieving pipeline for pipelinerun ${this.namespace}/${this.name}: error when getting Pipeline for ` +
          `PipelineRun ${this.name}: tekton client cannot get pipeline ${name} from local cluster: ` +
          `pipelines.tekton.dev "${name}" not found`
      );
    }
    const { labels, annotations } = pipeline.metadata;
    return { name, spec: pipeline.spec, labels, annotations };
  }

  private advance(run: PipelineRun, now: number): void {
    this.taskRuns().forEach((taskRun) => taskRun.tick(now));
    const clock = this.clock(run, now);
    if (run.spec.status === 'CancelledRunFinally') {
      this.cancel(['tasks'], CANCELLED_BY_PIPELINE, now);
    }
    // At a timeout Tekton asks TaskRuns to stop and goes on with what it knew of them before.
    this.schedule(run, clock, now);
    this.stopLate(run, clock, now);
    this.publish(run, runCondition(this.nodes, clock));
  }

  private clock(run: PipelineRun, now: number): RunClock {
    const elapsed = (now - (this.startedAt ?? now)) / 1000;
    const { pipeline, tasks } = limits(run);
    return {
      runName: this.name,
      specStatus: run.spec.status,
      timedOut: pipeline > 0 && elapsed >= pipeline ? pipeline : undefined,
      // Counted from the run's start, finally tasks or not.
      tasksTimedOut: tasks > 0 && elapsed >= tasks ? tasks : undefined,
    };
  }

  /** Cancels the TaskRuns that may not go on. */
  private stopLate(run: PipelineRun, { timedOut, tasksTimedOut }: RunClock, now: number): void {
    if (timedOut !== undefined) {
      return this.cancel(['tasks', 'finally'], CANCELLED_BY_TIMEOUT, now);
    }
    if (tasksTimedOut !== undefined) {
      this.cancel(['tasks'], CANCELLED_BY_TIMEOUT, now);
    }
    if (this.finallyTimedOut(run, now)) {
      this.cancel(['finally'], CANCELLED_BY_TIMEOUT, now);
    }
  }

  private cancel(members: Array<Node['memberOf']>, message: string, now: number): void {
    this.nodes
      .filter((node) => members.includes(node.memberOf))
      .forEach((node) => node.taskRuns.forEach((taskRun) => taskRun.cancel(now, message)));
  }

  private finallyTimedOut(run: PipelineRun, now: number): boolean {
    const limit = limits(run).finally;
    return limit > 0 && this.finallyAt !== undefined && now - this.finallyAt >= limit * 1000;
  }

  private schedule(run: PipelineRun, clock: RunClock, now: number): void {
    // A task that is skipped can make the next one ready at once.
    for (let changed = true; changed;) {
      changed = false;
      const tasksDone = this.nodes.filter((node) => node.memberOf === 'tasks').every(isNodeDone);
      for (const node of this.nodes.filter((n) => n.taskRuns.length === 0 && !n.skipped)) {
        const ready = node.memberOf === 'finally' ? tasksDone : parentsOf(node.task).every((name) => this.isDone(name));
        const variables = withResults(this.nodes, node.memberOf);
        const reason = skipReason(node, this.nodes, {
          ready,
          variables,
          clock,
          finallyTimedOut: this.finallyTimedOut(run, now),
        });
        if (reason) {
          node.skipped = reason;
          changed = true;
        } else if (ready) {
          this.launch(run, node, variables, now);
        }
      }
    }
  }

  private isDone(task: string): boolean {
    const node = this.nodes.find((n) => n.task.name === task);
    return !node || isNodeDone(node);
  }

  private launch(run: PipelineRun, node: Node, variables: Variables, now: number): void {
    if (node.memberOf === 'finally') {
      this.finallyAt ??= now;
    }
    const { store } = this.host;
    const runs = () => store.list('pipelineruns', this.namespace) as PipelineRun[];
    const taskRuns = () => this.taskRuns().map((taskRun): TaskRun => taskRun.object);
    node.taskRuns = taskRunsOf(this.host, run, node, variables, controllerOf(run), { runs, taskRuns });
  }

  private publish(run: PipelineRun, reached: Outcome, found?: PipelineResults): void {
    const { results, missing } =
      found ?? (reached.status === 'Unknown' ? NO_RESULTS : pipelineResults(this.spec, this.nodes));
    const outcome = missing.length > 0 ? missingResults(this.name, missing) : reached;
    const { startedAt, finallyAt } = this;
    const status = runStatus(run, this.nodes, outcome, { now: this.host.world.now(), startedAt, finallyAt, results });
    const text = JSON.stringify(status);
    if (text !== this.written) {
      this.written = text;
      const latest = (this.host.store.get('pipelineruns', this.namespace, this.name) ?? run) as PipelineRun;
      this.host.store.put('pipelineruns', {
        ...latest,
        status: { ...status, ...(this.spec ? { pipelineSpec: this.spec } : {}) },
      });
    }
    this.ended = outcome.status !== 'Unknown';
    this.over = this.ended && this.taskRuns().every((taskRun) => taskRun.done);
  }
}
