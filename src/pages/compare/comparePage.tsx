import { EmbeddedScene, SceneAppPage } from '@grafana/scenes';
import React from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import { AnalyserGate } from '../../assessment/AnalyserGate';
import { COMPARE_URL, type CompareView } from '../../assessment/compareUrl';
import type { EffectiveThresholds } from '../../domain/variant';
import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { comparePath, ROUTES } from '../../routes';
import { runsParent } from '../../scenes/runsParent';
import { UrlView, type ViewProps } from '../../scenes/UrlView';
import { useAppSettings } from '../../shared/appSettings';
import { CompareActions } from './CompareActions';
import { CompareScreen } from './CompareScreen';

interface Props extends ViewProps<CompareView> {
  thresholds: EffectiveThresholds;
}

function Compare({ view, onView, thresholds }: Props): React.ReactElement {
  const { gates } = useAppSettings();
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
                <CompareActions runs={runs} ownGates={view.gates} gates={gates} thresholds={thresholds} />
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
    getScene: () =>
      new EmbeddedScene({
        body: new UrlView(COMPARE_URL, (props) => <Compare {...props} thresholds={thresholds} />),
      }),
  });
}
