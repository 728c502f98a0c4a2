/** Grafana's TemplateSrv, which since Scenes interpolates with the scene that is on screen. */
import { type ScopedVars, type TimeRange, type TypedVariableModel } from '@grafana/data';
import { type TemplateSrv } from '@grafana/runtime';
import { sceneGraph, SceneObjectBase, type SceneObject } from '@grafana/scenes';

/** For text that is interpolated while no scene is active: scoped variables only. */
class NoScene extends SceneObjectBase {}
const noScene = new NoScene({});

function activeScene(): SceneObject {
  const scene = (window as unknown as { __grafanaSceneContext?: SceneObject }).__grafanaSceneContext;
  return scene?.isActive ? scene : noScene;
}

export class PreviewTemplateSrv implements TemplateSrv {
  getVariables(): TypedVariableModel[] {
    const variables = sceneGraph.getVariables(activeScene());
    return (variables?.state.variables ?? []).map((variable) => ({
      ...variable.state,
      id: variable.state.name,
    })) as unknown as TypedVariableModel[];
  }

  replace(target?: string, scopedVars?: ScopedVars, format?: string | Function): string {
    return target === undefined || target === ''
      ? (target ?? '')
      : sceneGraph.interpolate(activeScene(), target, scopedVars, format as never);
  }

  containsTemplate(target?: string): boolean {
    return /\$(\w+)|\[\[[\s\S]+?\]\]|\$\{\w+/.test(target ?? '');
  }

  updateTimeRange(_range: TimeRange): void {}
}
