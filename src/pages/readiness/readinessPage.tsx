import { EmbeddedScene, SceneAppPage, SceneReactObject } from '@grafana/scenes';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { ROUTES, readinessPath } from '../../routes';
import { assess } from '../../readiness/assess';
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
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.page}>
      <Clusters settings={settings} shown={findings && assess(findings)} />
      {findings ? <ReadinessView findings={findings} /> : <ListSkeleton />}
    </div>
  );
}

const getStyles = () => ({ page: css({ flexGrow: 1, minWidth: 0 }) });
