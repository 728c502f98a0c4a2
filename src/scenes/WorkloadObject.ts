import { sceneGraph, SceneObjectBase, VariableDependencyConfig, type SceneObjectState } from '@grafana/scenes';

interface WorkloadNames {
  namespace: string;
  variant: string;
}

export interface WorkloadState extends SceneObjectState {
  /** Its names, or the variables that hold them. */
  workload: WorkloadNames;
}

/** A part of a page that is about one workload; drawn anew when another one is chosen. */
export abstract class WorkloadObject<State extends WorkloadState> extends SceneObjectBase<State> {
  protected override _variableDependency = new VariableDependencyConfig<State>(this, { statePaths: ['workload'] });

  /** The workload's names; empty as long as none is chosen. */
  useNames(): WorkloadNames {
    const { namespace, variant } = this.useState().workload;
    return { namespace: sceneGraph.interpolate(this, namespace), variant: sceneGraph.interpolate(this, variant) };
  }
}
