import {
  MultiValueVariable,
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneObject,
  type SceneObjectState,
  type SceneVariable,
} from '@grafana/scenes';
import React from 'react';

import { t } from '../i18n/t';
import { UserError } from '../shared/errors';
import { ErrorNotice } from '../shared/ErrorNotice';
import { ChartsSkeleton } from './ChartsSkeleton';

interface VariableGateState extends SceneObjectState {
  /** Name of the variable that the body is about. */
  variable: string;
  body: SceneObject;
  /** Said when there is nothing to choose. */
  empty: () => React.ReactElement;
}

/** Shows its body once there is something to show it for; until then a skeleton, the error, or why there is nothing. */
export class VariableGate extends SceneObjectBase<VariableGateState> {
  static Component = ({ model }: SceneComponentProps<VariableGate>) => {
    const { variable: name, body, empty } = model.useState();
    const variable = sceneGraph.lookupVariable(name, model);
    if (!(variable instanceof MultiValueVariable)) {
      return <body.Component model={body} />;
    }
    return <Gate variable={variable} body={body} empty={empty} />;
  };
}

interface GateProps {
  variable: MultiValueVariable;
  body: SceneObject;
  empty: () => React.ReactElement;
}

function Gate({ variable, body, empty }: GateProps): React.ReactElement {
  const { options, loading, error, value } = variable.useState();
  if (error) {
    return <ErrorNotice error={notListed(String(error))} onRetry={() => retry(variable)} retrying={loading} />;
  }
  if (options.length > 0 || (value !== '' && !loading && isFixed(variable))) {
    return <body.Component model={body} />;
  }
  const waiting = loading ?? sceneGraph.hasVariableDependencyInLoadingState(variable);
  return waiting || !isValidated(variable) ? <ChartsSkeleton /> : empty();
}

/** A variable that a page has bound to one value knows no options. */
function isFixed(variable: SceneVariable): boolean {
  return variable.state.hide !== undefined && variable.state.skipUrlSync === true;
}

function isValidated(variable: MultiValueVariable): boolean {
  const set = variable.parent as Partial<{ isVariableLoadingOrWaitingToUpdate(v: SceneVariable): boolean }> | undefined;
  return !set?.isVariableLoadingOrWaitingToUpdate?.(variable);
}

function retry(variable: MultiValueVariable): void {
  variable.refreshOptions();
}

function notListed(message: string): UserError {
  return new UserError({
    title: t('scenes.gate.failed', 'The choices could not be read from Prometheus'),
    message,
    nextStep: t(
      'scenes.gate.next-step',
      'Check that Prometheus is up and that the data source can reach it, then try again.'
    ),
    transient: true,
  });
}
