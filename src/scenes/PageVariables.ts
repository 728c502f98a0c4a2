import { VariableRefresh } from '@grafana/data';
import { MultiValueVariable, SceneVariableSet, sceneGraph, type CancelActivationHandler } from '@grafana/scenes';

/**
 * A page's variables. When the time range changes while one is being asked for, its question is given up, and asked again
 * for the new range: Scenes lets the old one end and takes its answer for the new range's.
 */
export class PageVariables extends SceneVariableSet {
  override activate(): CancelActivationHandler {
    // Before Scenes itself listens: it passes over whatever is still being asked for.
    const changes = sceneGraph.getTimeRange(this).subscribeToState(() => this.giveUp());
    const deactivate = super.activate();
    return () => {
      changes.unsubscribe();
      deactivate();
    };
  }

  private giveUp(): void {
    for (const variable of this.state.variables) {
      if (variable instanceof MultiValueVariable && isByTime(variable) && variable.state.loading) {
        variable.onCancel();
      }
    }
  }
}

function isByTime({ state }: MultiValueVariable): boolean {
  return 'refresh' in state && state.refresh === VariableRefresh.onTimeRangeChanged;
}
