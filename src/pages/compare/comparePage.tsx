import { EmbeddedScene, SceneAppPage } from '@grafana/scenes';
import React, { useEffect } from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import { ClusterReads } from '../../assessment/ClusterReads';
import { AnalyserGate } from '../../assessment/AnalyserGate';
import { COMPARE_URL, type CompareView } from '../../assessment/compareUrl';
import { StickyTop } from '../../assessment/StickyTop';
import { RunActions } from '../../assessment/publish/RunActions';
import type { EffectiveThresholds } from '../../domain/variant';
import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { comparePath, ROUTES } from '../../routes';
import { runsParent } from '../../scenes/runsParent';
import { UrlView, type ViewProps } from '../../scenes/UrlView';
import { useAppSettings } from '../../shared/appSettings';
import { CompareScreen } from './CompareScreen';

interface Props extends ViewProps<CompareView> {
  thresholds: EffectiveThresholds;
}

function Compare({ view, onView, thresholds }: Props): React.ReactElement {
  const { gates, cluster } = useAppSettings();
  useNamedClusters(view, onView, cluster);
  return (
    <TektonGate>
      {(api) => (
        <AnalyserGate>
          {(analyse) => (
            <ClusterReads api={api}>
              {(reads, findRecord) => (
                <CompareScreen
                  api={api}
                  cluster={cluster}
                  reads={reads}
                  findRecord={findRecord}
                  annotations={grafanaAnnotations}
                  analyse={analyse}
                  gates={gates}
                  view={view}
                  onView={onView}
                  thresholds={thresholds}
                  actions={(runs) => <RunActions runs={runs} view={view} gates={gates} thresholds={thresholds} />}
                />
              )}
            </ClusterReads>
          )}
        </AnalyserGate>
      )}
    </TektonGate>
  );
}

/** Of several clusters, each run carries its own in the URL: choosing another one later does not change what is compared. */
function useNamedClusters({ runs, baseline }: CompareView, onView: Props['onView'], cluster: string | undefined): void {
  useEffect(() => {
    const all = [...runs, ...(baseline ? [baseline] : [])];
    if (cluster !== undefined && all.some((run) => run.cluster === undefined)) {
      onView({ runs: runs.map((run) => ({ cluster, ...run })), baseline: baseline && { cluster, ...baseline } });
    }
  }, [runs, baseline, onView, cluster]);
}

/** The page `compare`. */
export function comparePage(thresholds: EffectiveThresholds): SceneAppPage {
  return new SceneAppPage({
    title: t('pages.compare.title', 'Compare runs'),
    subTitle: t('pages.compare.subtitle', 'Up to twelve runs, compared with one of them.'),
    url: comparePath({ runs: [] }),
    routePath: `${ROUTES.compare}/*`,
    getParentPage: runsParent,
    getScene: () =>
      new EmbeddedScene({
        body: new UrlView(COMPARE_URL, (props) => (
          <StickyTop>
            <Compare {...props} thresholds={thresholds} />
          </StickyTop>
        )),
      }),
  });
}
