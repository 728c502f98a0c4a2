import {
  SceneObjectBase,
  VariableDependencyConfig,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import React, { Suspense, lazy, useEffect, useState } from 'react';

import type { AlertSubject } from '../../domain/alerts';
import { followAlertRules, type RulesAnswer } from '../../prometheus/alertRules';

// Lazy: brought only where Prometheus has rules of this project, and after the page.
const Alerts = lazy(() => import(/* webpackChunkName: "alerts" */ './Alerts'));

interface AlertsSceneState extends SceneObjectState {
  uid: string;
  /** Names may be variables. */
  subject: AlertSubject;
}

/** What this project's alerts say now of what the page is about; nothing where that is not to be had. */
export class AlertsScene extends SceneObjectBase<AlertsSceneState> {
  protected override _variableDependency = new VariableDependencyConfig(this, { statePaths: ['subject'] });

  static Component = AlertsRenderer;
}

function AlertsRenderer({ model }: SceneComponentProps<AlertsScene>): React.ReactElement | null {
  const { uid, subject } = model.useState();
  const answer = useAlertRules(uid);
  return answer === undefined ? null : (
    <Suspense fallback={null}>
      <Alerts answer={answer} subject={named(model, subject)} />
    </Suspense>
  );
}

/** The last answer of a data source, while the component is there. */
function useAlertRules(uid: string): RulesAnswer | undefined {
  const [answer, setAnswer] = useState<RulesAnswer>();
  useEffect(() => {
    const abort = new AbortController();
    void followAlertRules(uid, setAnswer, abort.signal);
    return () => {
      abort.abort();
      setAnswer(undefined);
    };
  }, [uid]);
  return answer;
}

function named(model: AlertsScene, subject: AlertSubject): AlertSubject {
  const name = (text: string): string => sceneGraph.interpolate(model, text);
  return subject.kind === 'variant'
    ? { ...subject, namespace: name(subject.namespace), variant: name(subject.variant) }
    : subject;
}
