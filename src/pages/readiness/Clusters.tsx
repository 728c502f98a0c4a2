import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, TextLink, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo } from 'react';

import { t } from '../../i18n/t';
import type { Readiness } from '../../readiness/weigh';
import { summaryOf } from '../../readiness-view/summaries';
import { readinessPath } from '../../routes';
import { ScrollTable } from '../../shared/ScrollTable';
import { inCluster, type AppSettings } from '../../shared/appSettings';
import { messageOf } from '../../shared/errors';
import { testIds } from '../../shared/testIds';
import { useLoad } from '../../shared/useLoad';

interface Props {
  settings: AppSettings;
  /** Of the chosen cluster: the page asks for it anyway. */
  shown: Readiness | undefined;
}

/** A row for each of several clusters; nothing with one. */
export function Clusters({ settings, shown }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  return settings.cluster === undefined ? null : (
    <div className={styles.place}>
      <ScrollTable label={t('readiness.clusters.title', 'Clusters')}>
        <thead>
          <tr>
            <th scope="col">{t('readiness.clusters.name', 'Cluster')}</th>
            <th scope="col">{t('readiness.clusters.checks', 'Checks')}</th>
            <th scope="col">{t('readiness.clusters.needs', 'A run needs')}</th>
          </tr>
        </thead>
        <tbody>
          {settings.clusters.map(({ name }) =>
            name === settings.cluster ? (
              <tr key={name} className={styles.chosen} data-testid={testIds.readiness.cluster}>
                <th scope="row">
                  <Text weight="bold">{t('readiness.clusters.shown', '{{name}} (shown below)', { name })}</Text>
                </th>
                <Cells readiness={shown} />
              </tr>
            ) : (
              <OtherCluster key={name} name={name} settings={settings} />
            )
          )}
        </tbody>
      </ScrollTable>
    </div>
  );
}

function OtherCluster({ name, settings }: { name: string; settings: AppSettings }): React.ReactElement {
  const own = useMemo(() => inCluster(settings, name), [settings, name]);
  const { value, error } = useLoad(useCallback(() => summaryOf(own, 'all'), [own]));
  return (
    <tr data-testid={testIds.readiness.cluster}>
      <th scope="row">
        <TextLink href={readinessPath(name)} inline={false}>
          {name}
        </TextLink>
      </th>
      <Cells readiness={value} error={error} />
    </tr>
  );
}

function Cells({ readiness, error }: { readiness: Readiness | undefined; error?: unknown }): React.ReactElement {
  return (
    <>
      <td>
        {readiness
          ? t('readiness.summary.count', '{{ready}} of {{of}} ready', { ready: readiness.ready, of: readiness.of })
          : error === undefined
            ? t('readiness.state.asking', 'Asking')
            : t('readiness.state.cannot-see', 'Cannot be seen')}
      </td>
      <td>
        {readiness?.blocking.map(({ title }) => title).join(', ')}
        {error !== undefined && messageOf(error)}
      </td>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({ marginBottom: theme.spacing(2), maxWidth: '120ch' }),
  chosen: css({ background: theme.colors.background.secondary }),
});
