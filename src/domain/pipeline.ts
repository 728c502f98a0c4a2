/** What can be started: Pipelines with their declared params, and presets that fill them. */
import type { NamedValue, ParamValue, RunRef } from './run';

export interface ParamSpec {
  name: string;
  type: 'string' | 'array' | 'object';
  description: string;
  /** Undefined: the param must be given. */
  default?: ParamValue;
  /** Allowed values; present only when the Pipeline declares them. */
  enum?: string[];
  /** Keys of an object param. */
  properties?: string[];
}

export interface WorkspaceSpec {
  name: string;
  description: string;
  optional: boolean;
}

export interface Pipeline extends RunRef {
  description: string;
  params: ParamSpec[];
  /** Values that the Pipeline itself fans out over; the load of a Pipeline with a fixed matrix is in them. */
  matrix?: NamedValue[];
  /** Whether its runs wait for one another: it takes a Lease, or its first task waits. */
  waitsItsTurn?: boolean;
  /** Name of the task with the load, where it has no timeout of its own: Tekton ends it after the cluster's default. */
  untimedLoadTask?: string;
  workspaces: WorkspaceSpec[];
}

/** How a workspace is provided; `raw` keeps any other binding of a preset as it is. */
export type WorkspaceBinding = { name: string } & (
  | { kind: 'volumeClaimTemplate'; size: string; accessMode: string; storageClassName?: string }
  | { kind: 'persistentVolumeClaim'; claimName: string; subPath?: string }
  | { kind: 'emptyDir' }
  | { kind: 'raw'; raw: Record<string, unknown> }
);

/** All that a start needs: the form's value, a preset's content, a run to be repeated. */
export interface RunRequest {
  namespace: string;
  pipeline: string;
  /** Prefix of the run's name; ends with a hyphen. */
  generateName: string;
  /**
   * The run's whole name, chosen once for one intent to start: a create that is sent again (a double click, a lost
   * answer) meets 409 instead of starting a second run. Without it the data source chooses one from `generateName`.
   */
  name?: string;
  /** Marks the run as that of this intent to start, so that it is known again after an answer was lost. */
  intent?: string;
  params: NamedValue[];
  workspaces: WorkspaceBinding[];
  serviceAccountName?: string;
  timeouts?: { pipeline?: string; tasks?: string; finally?: string };
  experiment?: string;
  /** Parts of a preset's or an earlier run's spec that no form edits (pod template, per-task settings), sent as they came. */
  kept?: {
    taskRunTemplate?: Record<string, unknown>;
    taskRunSpecs?: unknown[];
    /** Reference by a resolver (git, bundle, hub, cluster), in place of the Pipeline's name. */
    pipelineRef?: Record<string, unknown>;
  };
}

export interface Preset {
  /** Unique among the presets of a panel: source and name. */
  id: string;
  name: string;
  description: string;
  source: 'panel' | 'cluster';
  request: RunRequest;
}
