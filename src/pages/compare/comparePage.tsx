import { t } from '@grafana/i18n';
import {
  EmbeddedScene,
  SceneAppPage,
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import React, { useCallback } from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import type { EffectiveThresholds } from '../../domain/variant';
import { comparePath, ROUTES } from '../../routes';
import { useAppSettings } from '../../shared/appSettings';
import { TektonGate } from '../../experiment/TektonGate';
import { AnalyserGate } from '../../assessment/AnalyserGate';
import { CompareActions } from './CompareActions';
import { CompareScreen } from './CompareScreen';
import { readCompareUrl, URL_KEYS, writeCompareUrl, type CompareView } from '../../assessment/compareUrl';
import { runsParent } from '../../scenes/runsParent';

interface CompareSceneState extends SceneObjectState {
  view: CompareView;
}

/** Holds what a comparison shows, in the URL. */
export class CompareScene extends SceneObjectBase<CompareSceneState> {
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: [...URL_KEYS] });

  constructor(readonly thresholds: EffectiveThresholds) {
    super({ view: readCompareUrl({}) });
  }

  getUrlState(): SceneObjectUrlValues {
    return writeCompareUrl(this.state.view);
  }

  /** Scenes hands over only the keys that changed. */
  updateFromUrl(values: SceneObjectUrlValues): void {
    this.setState({ view: readCompareUrl({ ...this.getUrlState(), ...values }) });
  }

  static Component = CompareSceneView;
}

function CompareSceneView({ model }: SceneComponentProps<CompareScene>): React.ReactElement {
  const { view } = model.useState();
  const { gates } = useAppSettings();
  const onView = useCallback(
    (part: Partial<CompareView>) => model.setState({ view: { ...model.state.view, ...part } }),
    [model]
  );
  return (
    <TektonGate>
      {(api) => (
        <AnalyserGate>
          {(analyse) => (
            <CompareScreen
              api={api}
              annotations={grafanaAnnotations}
              analyse={analyse}
              gates={gates}
              view={view}
              onView={onView}
              actions={(runs) => (
                <CompareActions runs={runs} ownGates={view.gates} gates={gates} thresholds={model.thresholds} />
              )}
            />
          )}
        </AnalyserGate>
      )}
    </TektonGate>
  );
}

/** The page `compare`. */
export function comparePage(thresholds: EffectiveThresholds): SceneAppPage {
  return new SceneAppPage({
    title: t('pages.compare.title', 'Compare runs'),
    subTitle: t('pages.compare.subtitle', 'Up to twelve runs, held against one of them.'),
    url: comparePath({ runs: [] }),
    routePath: `${ROUTES.compare}/*`,
    getParentPage: runsParent,
    getScene: () => new EmbeddedScene({ body: new CompareScene(thresholds) }),
  });
}
