/** What the scenes of all pages share: controls, time, run annotations, and a way out when there is no Prometheus. */
import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneReactObject,
  SceneRefreshPicker,
  SceneTimePicker,
  behaviors,
  type SceneObject,
  type SceneObjectState,
  type SceneVariable,
} from '@grafana/scenes';
import { DashboardCursorSync } from '@grafana/schema';
import React from 'react';

import type { AppSettings } from '../shared/appSettings';
import { choosePrometheus, chooseTekton } from '../shared/dataSources';
import { runLayers } from './annotationLayers';
import { RunLayerSwitches } from './RunLayerSwitches';
import { FittingSelectors } from './FittingSelectors';
import { NotConfigured } from './NotConfigured';
import { PageTimeRange } from './PageTimeRange';
import { PageVariables } from './PageVariables';

/** The data sources that a scene asks. */
export interface SceneSources {
  prometheusUid: string;
  tektonUid?: string;
}

interface PageSceneParts {
  variables: SceneVariable[];
  body: SceneObject;
  /** Behaviours beside the shared ones. */
  behaviours?: SceneObjectState['$behaviors'];
  /** A fixed time in place of the last hour, for example a run's. */
  timeRange?: { from: string; to: string };
  controls?: SceneObject[];
}

const REFRESH_INTERVALS = ['10s', '30s', '1m', '5m', '15m'];

/** The scene of these settings; without a Prometheus to ask, words in its place. */
export function withSources(settings: AppSettings, build: (sources: SceneSources) => EmbeddedScene): EmbeddedScene {
  const prometheus = choosePrometheus(settings);
  if (prometheus.kind !== 'found') {
    return new EmbeddedScene({
      body: new SceneReactObject({ component: () => React.createElement(NotConfigured, { choice: prometheus }) }),
    });
  }
  const tekton = chooseTekton(settings);
  return build({ prometheusUid: prometheus.uid, tektonUid: tekton.kind === 'found' ? tekton.uid : undefined });
}

export function pageScene(sources: SceneSources, parts: PageSceneParts): EmbeddedScene {
  const live = parts.timeRange === undefined;
  return new EmbeddedScene({
    $timeRange: new PageTimeRange(parts.timeRange ?? { from: 'now-1h', to: 'now' }),
    $variables: new PageVariables({ variables: parts.variables }),
    $data: runLayers(sources.tektonUid),
    $behaviors: [
      new behaviors.CursorSync({ key: 'cursor', sync: DashboardCursorSync.Crosshair }),
      ...(parts.behaviours ?? []),
    ],
    controls: [
      new FittingSelectors(),
      ...(parts.controls ?? []),
      new RunLayerSwitches({}),
      new SceneControlsSpacer(),
      new SceneTimePicker({ isOnCanvas: true }),
      new SceneRefreshPicker({
        isOnCanvas: true,
        intervals: REFRESH_INTERVALS,
        refresh: live ? '30s' : '',
        withText: true,
      }),
    ],
    body: parts.body,
  });
}
