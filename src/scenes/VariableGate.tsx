import {
  MultiValueVariable,
  QueryVariable,
  SceneObjectBase,
  SceneVariableSet,
  sceneGraph,
  type SceneComponentProps,
  type SceneObject,
  type SceneObjectState,
  type SceneVariable,
} from '@grafana/scenes';
import { Button } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { unanswered } from '../prometheus/unanswered';
import { EmptyState } from '../shared/EmptyState';
import { ErrorNotice } from '../shared/ErrorNotice';
import { viewState } from '../shared/viewState';
import { ChartsSkeleton } from './ChartsSkeleton';
import { isUnknown } from './pageState';

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
  const unknown = unknownOf(variable);
  const state = viewState({
    value: options.length > 0 || isFixed(variable, value) ? options : undefined,
    error: error ? unanswered({ message: String(error) }) : undefined,
    loading: loading === true || !isValidated(variable),
    isEmpty: () => false,
  });
  if (state.kind === 'failed') {
    return <ErrorNotice error={state.error} onRetry={() => variable.refreshOptions()} retrying={loading} />;
  }
  if (unknown) {
    return <UnknownChoice variable={unknown} />;
  }
  if (state.kind === 'ready') {
    return <body.Component model={body} />;
  }
  return isAwaited(variable, loading) ? <ChartsSkeleton /> : empty();
}

/** The first variable whose value is named by an address and is not there: of those chosen before this one, or itself. */
function unknownOf(variable: MultiValueVariable): QueryVariable | undefined {
  const set = variable.parent;
  const all = set instanceof SceneVariableSet ? set.state.variables : [variable];
  return all
    .slice(0, all.indexOf(variable) + 1)
    .filter((one) => one instanceof QueryVariable)
    .find(({ state }) => isUnknown({ ...state, loading: state.loading === true }));
}

/** A variable that a page has bound to one value knows no options. */
function isFixed(variable: SceneVariable, value: unknown): boolean {
  return value !== '' && variable.state.hide !== undefined && variable.state.skipUrlSync === true;
}

function isAwaited(variable: MultiValueVariable, loading: boolean | undefined): boolean {
  return (loading ?? sceneGraph.hasVariableDependencyInLoadingState(variable)) || !isValidated(variable);
}

function isValidated(variable: MultiValueVariable): boolean {
  const set = variable.parent as Partial<{ isVariableLoadingOrWaitingToUpdate(v: SceneVariable): boolean }> | undefined;
  return !set?.isVariableLoadingOrWaitingToUpdate?.(variable);
}

/** A choice that an address names and that is not there, and a way to one that is. */
function UnknownChoice({ variable }: { variable: QueryVariable }): React.ReactElement {
  const { options, label, name, value } = variable.useState();
  const [first] = options;
  return (
    <EmptyState
      title={t('scenes.gate.unknown', '{{label}} “{{value}}” is not there in this time range', {
        label: label ?? name,
        value: String(value),
      })}
      action={
        first && (
          <Button variant="secondary" onClick={() => variable.changeValueTo(first.value, first.label)}>
            {t('scenes.gate.unknown-action', 'Show {{name}}', { name: first.label })}
          </Button>
        )
      }
    >
      {t('scenes.gate.unknown-why', 'It was never there, is gone, or is spelled otherwise. Choose one above.')}
    </EmptyState>
  );
}
