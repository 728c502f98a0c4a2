/** A TaskRun at work: its pod starts, its steps run one after another, and its status says so. */
import { createHash } from 'node:crypto';

import { kubeTime } from '../kube/objects';
import { formatDuration, parseDuration } from './duration';
import type { EngineHost } from './host';
import { podName } from './naming';
import { stepContainer, taskPod } from './pods';
import { StepFailure, type StepScript, type TaskContext, type TaskProgram } from './programs/program';
import type { Condition, ParamValue, PipelineRun, StepState, TaskRun, TaskRunStatus } from './types';

const POD_START_SECONDS = [2, 4] as const;

export interface TaskRunPlan {
  /** As it is created: without status. */
  taskRun: TaskRun;
  program: TaskProgram;
  retries: number;
  /** `onError: continue` of the PipelineTask. */
  ignoresFailure: boolean;
  runs(): PipelineRun[];
  taskRuns(): TaskRun[];
}

interface StepProgress {
  name: string;
  startedAt?: number;
  finishedAt?: number;
  exitCode?: number;
}

export class TaskRunProcess {
  private taskRun: TaskRun;
  private readonly createdAt: number;
  private attempt = 0;
  private pod: { name: string; uid: string; node: string; createdAt: number; startsAt: number; startedAt?: number };
  private steps: StepProgress[] = [];
  private script: StepScript | undefined;
  private results = new Map<string, string>();
  private readonly retried: TaskRunStatus[] = [];

  constructor(
    private readonly host: EngineHost,
    private readonly run: PipelineRun,
    private readonly plan: TaskRunPlan
  ) {
    this.createdAt = host.world.now();
    this.taskRun = host.store.put('taskruns', plan.taskRun);
    this.pod = this.newPod(this.createdAt);
    this.publish('Unknown', 'Pending', 'Pending', 'Pending');
  }

  get name(): string {
    return this.taskRun.metadata.name;
  }

  /** The stored TaskRun. */
  get object(): TaskRun {
    return this.taskRun;
  }

  get condition(): Condition | undefined {
    return this.taskRun.status?.conditions?.[0];
  }

  get done(): boolean {
    return this.condition !== undefined && this.condition.status !== 'Unknown';
  }

  tick(now: number): void {
    if (this.done) {
      return;
    }
    const timeout = parseDuration(this.taskRun.spec.timeout ?? '0') ?? 0;
    if (timeout > 0 && now >= this.createdAt + timeout * 1000) {
      const message = `TaskRun "${this.name}" failed to finish within "${formatDuration(timeout)}"`;
      this.abort(now, 'TaskRunTimeout', message);
    } else if (this.pod.startedAt !== undefined) {
      this.advance(now);
    } else if (now >= this.pod.startsAt) {
      this.pod.startedAt = now;
      this.publish('Unknown', 'Running', 'Not all Steps in the Task have finished executing', 'Running');
      this.advance(now);
    }
  }

  /** As the PipelineRun's controller does: `spec.status: TaskRunCancelled`, and the pod is deleted. */
  cancel(now: number, statusMessage: string): void {
    if (!this.done) {
      this.taskRun = { ...this.taskRun, spec: { ...this.taskRun.spec, status: 'TaskRunCancelled', statusMessage } };
      this.abort(now, 'TaskRunCancelled', `TaskRun "${this.name}" was cancelled. ${statusMessage}`);
    }
  }

  /** Stops what runs, without a word in the status: the run itself is gone. */
  kill(): void {
    this.script?.return();
    this.script = undefined;
  }

  private abort(now: number, reason: string, message: string): void {
    this.kill();
    for (const step of this.steps) {
      step.startedAt ??= this.pod.startedAt ?? now;
      if (step.finishedAt === undefined) {
        Object.assign(step, { finishedAt: now, exitCode: 1 });
      }
    }
    this.publish('False', reason, message, undefined);
    this.host.store.delete('pods', this.taskRun.metadata.namespace, this.pod.name);
    this.host.logs.drop(this.taskRun.metadata.namespace, this.pod.name);
  }

  private advance(now: number): void {
    try {
      for (;;) {
        const index = this.steps.findIndex((step) => step.finishedAt === undefined);
        const step = this.steps[index];
        if (!step) {
          return this.publish('True', 'Succeeded', 'All Steps have completed executing', 'Succeeded');
        }
        if (!this.script) {
          step.startedAt = now;
          this.script = this.plan.program.steps[index]?.(this.context(step));
        }
        if (this.script && !this.script.next().done) {
          return;
        }
        this.script = undefined;
        Object.assign(step, { finishedAt: now, exitCode: 0 });
        this.publish('Unknown', 'Running', 'Not all Steps in the Task have finished executing', 'Running');
      }
    } catch (error) {
      if (!(error instanceof StepFailure)) {
        throw error;
      }
      this.fail(now, error);
    }
  }

  private fail(now: number, { exitCode }: StepFailure): void {
    this.script = undefined;
    const failed = this.steps.find((step) => step.finishedAt === undefined);
    for (const step of this.steps.filter(({ finishedAt }) => finishedAt === undefined)) {
      Object.assign(step, {
        startedAt: step.startedAt ?? now,
        finishedAt: now,
        exitCode: step === failed ? exitCode : 1,
      });
    }
    const message = `"${stepContainer(failed?.name ?? '')}" exited with code ${exitCode}: Error`;
    this.publish('False', this.plan.ignoresFailure ? 'FailureIgnored' : 'Failed', message, 'Failed');
    if (this.attempt < this.plan.retries && this.taskRun.status) {
      this.retried.push(this.taskRun.status);
      this.attempt++;
      this.results = new Map();
      this.pod = this.newPod(now);
      this.publish('Unknown', 'ToBeRetried', message, 'Pending');
    }
  }

  private newPod(now: number): TaskRunProcess['pod'] {
    const [least, most] = POD_START_SECONDS;
    this.steps = this.plan.program.spec.steps.map((step, i) => ({ name: step.name ?? `unnamed-${i}` }));
    return {
      name: podName(this.taskRun.metadata.name, this.attempt),
      uid: this.host.uid(),
      node: `worker-${1 + Math.floor(this.host.random() * 3)}`,
      createdAt: now,
      startsAt: now + Math.round(least + this.host.random() * (most - least)) * 1000,
    };
  }

  private publish(
    status: Condition['status'],
    reason: string,
    message: string,
    phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed'
  ) {
    const { store, world } = this.host;
    const now = kubeTime(world.now());
    const before = this.condition;
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now;
    const steps =
      this.pod.startedAt === undefined && status === 'Unknown'
        ? undefined
        : this.steps.map((step) => this.stepState(step, reason));
    const results = [...this.results].map(([name, value]) => ({ name, type: 'string', value }));
    this.taskRun = store.put('taskruns', {
      ...this.taskRun,
      status: {
        conditions: [{ type: 'Succeeded', status, reason, message, lastTransitionTime }],
        podName: this.pod.name,
        startTime: kubeTime(this.createdAt),
        ...(status === 'Unknown' ? {} : { completionTime: now }),
        ...(steps ? { steps } : {}),
        ...(results.length && status === 'True' ? { results } : {}),
        ...(this.retried.length ? { retriesStatus: [...this.retried] } : {}),
        taskSpec: this.plan.program.spec,
      },
    });
    if (phase) {
      const { createdAt, startedAt } = this.pod;
      store.put(
        'pods',
        taskPod(this.taskRun, this.plan.program.spec, this.pod, { createdAt, startedAt, phase, steps: steps ?? [] })
      );
    }
  }

  /** All containers of a pod start together; a step that has not had its turn is running, and waits inside. */
  private stepState(step: StepProgress, reason: string): StepState {
    const container = stepContainer(step.name);
    const image =
      this.plan.program.spec.steps.find((s) => s.name === step.name)?.image ?? 'registry.access.redhat.com/ubi9';
    const base = { name: step.name, container, imageID: `${image.split(':')[0]}@sha256:${sha256(image)}` };
    const startedAt = kubeTime(step.startedAt ?? this.pod.startedAt ?? this.createdAt);
    if (step.finishedAt === undefined) {
      return { ...base, running: { startedAt: kubeTime(this.pod.startedAt ?? this.createdAt) } };
    }
    const why = step.exitCode === 0 ? 'Completed' : reason.startsWith('TaskRun') ? reason : 'Error';
    return {
      ...base,
      terminated: {
        exitCode: step.exitCode ?? 0,
        reason: why,
        startedAt,
        finishedAt: kubeTime(step.finishedAt),
        containerID: `cri-o://${sha256(this.pod.uid + container)}`,
      },
      terminationReason: why,
    };
  }

  private context(step: StepProgress): TaskContext {
    const { host, run, taskRun } = this;
    const { namespace } = taskRun.metadata;
    const param = (name: string): ParamValue | undefined =>
      taskRun.spec.params?.find((p) => p.name === name)?.value ??
      this.plan.program.spec.params?.find((p) => p.name === name)?.default;
    return {
      world: host.world,
      namespace,
      run,
      taskRunName: this.name,
      brisk: () => host.brisk(),
      now: () => host.world.now(),
      param,
      text: (name) => {
        const value = param(name);
        return typeof value === 'string' ? value : '';
      },
      log: (text) =>
        host.logs.append(namespace, this.pod.name, stepContainer(step.name), { at: host.world.now(), text }),
      result: (name, value) => this.results.set(name, value),
      wait: (seconds) => host.wait(seconds),
      runs: () => this.plan.runs(),
      taskRuns: () => this.plan.taskRuns(),
      markLoad: (target, testName) => host.markLoad(namespace, target, testName),
    };
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
