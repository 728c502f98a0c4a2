/** The simulated cluster behind the Kubernetes API: its objects, and the Tekton engine that moves them in simulated time. */
import type { KubeObject } from '../kube/objects';
import type { ClockListener, WorldPort } from '../ports';

export interface ClusterOptions {
  /** `demo` shortens fixed waits (settle 60 s to 5 s); `real` keeps Tekton's and the lab's. Default `real`. */
  pace?: 'demo' | 'real';
  /** Seeds uids and generated names. Default 1. */
  seed?: number;
  /** Namespaces that hold experiments; the first gets Pipelines and presets. Default experiment-01, experiment-02. */
  namespaces?: string[];
  /** Finished runs to make at once, for tests of long lists. */
  seedRuns?: number;
}

export type ResourceName = 'pipelineruns' | 'taskruns' | 'pipelines' | 'pods' | 'configmaps';

/** Throws ApiError (simulator/kube/status.ts) as the API server answers. Objects that it returns must not be changed. */
export class Cluster implements ClockListener {
  constructor(
    readonly world: WorldPort,
    readonly options: ClusterOptions = {}
  ) {}

  /** Advances every active run to the time that has come. Call once per simulated second. */
  tick(_now: number): void {}

  /** Creates a PipelineRun as `kubectl create` does, at world.now(). */
  create(_namespace: string, _manifest: unknown, _options: { dryRun?: boolean } = {}): KubeObject {
    throw new Error('not yet');
  }
  get(_resource: ResourceName, _namespace: string, _name: string): KubeObject {
    throw new Error('not yet');
  }
  list(_resource: ResourceName, _namespace: string, _labelSelector = ''): KubeObject[] {
    return [];
  }
  /** Applies an RFC 7386 merge patch to a PipelineRun, with Tekton's rules about what may change when. */
  patch(_namespace: string, _name: string, _patch: unknown): KubeObject {
    throw new Error('not yet');
  }
  /** Deletes a run with its TaskRuns and pods, as a pruner does. */
  remove(_namespace: string, _name: string): void {}
  /** Whether a run has ended (condition Succeeded True or False). */
  isDone(_namespace: string, _name: string): boolean {
    return false;
  }
}
