import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Combobox, InlineField, useStyles2 } from '@grafana/ui';
import React, { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

import { t } from '../i18n/t';
import { CLUSTER_PARAM } from '../routes';
import { chooseCluster, useAppSettings, type AppSettings } from '../shared/appSettings';

/**
 * Has every page carry the chosen cluster in its URL, and follow it. Links within the app do not name it: what is chosen
 * is put into the URL of the page that they lead to. With one cluster nothing happens.
 */
export function useClusterInUrl({ cluster, clusters }: AppSettings, wanted: string | undefined): void {
  const { pathname } = useLocation();
  useEffect(() => {
    if (cluster === undefined || cluster === wanted) {
      return;
    }
    if (clusters.some(({ name }) => name === wanted)) {
      chooseCluster(wanted ?? '');
    } else {
      locationService.partial({ [CLUSTER_PARAM]: cluster }, true);
    }
  }, [cluster, clusters, wanted, pathname]);
}

/** Chooses one of several clusters; nothing with one. */
export function ClusterPicker(): React.ReactElement | null {
  const { cluster, clusters } = useAppSettings();
  const styles = useStyles2(getStyles);
  return cluster === undefined ? null : (
    <div className={styles.bar}>
      <InlineField label={t('clusters.label', 'Cluster')} htmlFor="wva-cluster">
        <Combobox
          id="wva-cluster"
          width={24}
          options={clusters.map(({ name }) => ({ value: name }))}
          value={cluster}
          onChange={({ value }) => locationService.partial({ [CLUSTER_PARAM]: value })}
        />
      </InlineField>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', justifyContent: 'flex-end', padding: theme.spacing(1, 2, 0) }),
});
