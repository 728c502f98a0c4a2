import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';
import { applicationStep, applicationText, isHealthy } from '../../readiness/checks/delivery';
import type { ApplicationWire } from '../../readiness/clusterObjects';
import { testIds } from '../../shared/testIds';
import { Next } from './Next';

interface Props {
  /** In the order in which they are to be seen. */
  applications: ApplicationWire[];
  argoUrl: string | undefined;
}

/** Argo CD's Applications, a line each. */
export function Applications({ applications, argoUrl }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  return applications.length === 0 ? null : (
    <ul className={styles.list} aria-label={t('readiness.argo.list', 'Argo CD Applications')}>
      {applications.map((application) => {
        const healthy = isHealthy(application);
        const { name, namespace } = application.metadata;
        return (
          <li key={`${namespace}/${name}`} className={styles.row} data-testid={testIds.readiness.application}>
            <Text color={healthy ? 'success' : 'warning'}>
              <Icon name={healthy ? 'check' : 'exclamation-triangle'} aria-hidden />
            </Text>
            <span className={styles.text}>
              <Text weight="medium">{name}</Text> {applicationText(application)}
              {!healthy && <Next step={applicationStep(application, argoUrl)} />}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0, 2) }),
  row: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) }),
  text: css({ minWidth: 0, overflowWrap: 'anywhere' }),
});
