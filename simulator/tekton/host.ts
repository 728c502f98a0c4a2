/** What the parts of the engine share. */
import type { ResourceStore } from '../kube/store';
import type { WorldPort } from '../ports';
import type { PodLogs } from './podLogs';
import type { TaskProgram } from './programs/program';
import type { PipelineTask } from './types';

export interface EngineHost {
  readonly world: WorldPort;
  readonly store: ResourceStore;
  readonly logs: PodLogs;
  brisk(): boolean;
  /** A fixed wait in seconds at this cluster's pace. */
  wait(seconds: number): number;
  /** 0 up to, not including, 1; seeded. */
  random(): number;
  uid(): string;
  /** What a task does; undefined when there is no such task. */
  programOf(task: PipelineTask): TaskProgram | undefined;
  markLoad(namespace: string, target: string, testName: string | undefined): void;
}
