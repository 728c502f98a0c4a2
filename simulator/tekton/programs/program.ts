/** What a task does when its pod runs: scripts that take a turn every simulated second. */
import type { WorldPort } from '../../ports';
import type { ParamValue, PipelineRun, TaskRun, TaskSpec } from '../types';

/** A step's script: yields until the next second; returns when it is done; throws {@link StepFailure} when it fails. */
export type StepScript = Generator<void, void, void>;

export class StepFailure extends Error {
  constructor(
    readonly exitCode: number,
    message: string
  ) {
    super(message);
    this.name = 'StepFailure';
  }
}

/** What a script sees of the cluster. */
export interface TaskContext {
  readonly world: WorldPort;
  readonly namespace: string;
  readonly run: PipelineRun;
  readonly taskRunName: string;
  now(): number;
  /** The text of a param; empty when it has none. */
  text(param: string): string;
  param(param: string): ParamValue | undefined;
  /** Writes a line to the log of the step at work. */
  log(line: string): void;
  result(name: string, value: string): void;
  /** A fixed wait, in seconds, at the pace of this cluster: the demo's are shorter. */
  wait(seconds: number): number;
  /** Whether to leave out what only takes time in the demo, such as scaling to 0 first. */
  brisk(): boolean;
  /** All PipelineRuns of the namespace, and the TaskRuns of this run. */
  runs(): PipelineRun[];
  taskRuns(): TaskRun[];
  /** Marks the target's pods as being under load, as the load task labels them; undefined ends that. */
  markLoad(target: string, testName: string | undefined): void;
}

export interface TaskProgram {
  spec: TaskSpec;
  /** One for each step of the spec, in its order. */
  steps: Array<(context: TaskContext) => StepScript>;
}

/** Waits until `seconds` have passed by the cluster's clock. */
export function* sleep(context: TaskContext, seconds: number): StepScript {
  const until = context.now() + seconds * 1000;
  while (context.now() < until) {
    yield;
  }
}
