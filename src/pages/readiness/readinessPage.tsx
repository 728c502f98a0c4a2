import { EmbeddedScene, SceneAppPage, SceneReactObject } from '@grafana/scenes';
import React from 'react';

import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { ROUTES, readinessPath } from '../../routes';
import type { ReadinessApi } from '../../readiness-view/sources';
import { useReadiness } from '../../readiness-view/useReadiness';
import { useAppSettings } from '../../shared/appSettings';
import { ListSkeleton } from '../../shared/ListSkeleton';
import { Clusters } from './Clusters';
import { ReadinessView } from './ReadinessView';

/** Whether the cluster has what an experiment needs: the list that people work off by hand. */
export function readinessPage(): SceneAppPage {
  return new SceneAppPage({
    title: t('readiness.title', 'Readiness'),
    subTitle: t('readiness.subtitle', 'Whether this cluster has what an experiment needs. The list updates itself.'),
    url: readinessPath(),
    routePath: `${ROUTES.readiness}/*`,
    getScene: () => new EmbeddedScene({ body: new SceneReactObject({ component: ReadinessBody }) }),
  });
}

function ReadinessBody(): React.ReactElement {
  // The gate hands out what the app's own data source offers; the reads are part of the same object.
  return <TektonGate>{(api) => <Readiness api={api as ReadinessApi} />}</TektonGate>;
}

function Readiness({ api }: { api: ReadinessApi }): React.ReactElement {
  const settings = useAppSettings();
  const findings = useReadiness(api, settings);
  return (
    <>
      <Clusters settings={settings} />
      {findings ? <ReadinessView findings={findings} /> : <ListSkeleton />}
    </>
  );
}
