import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { Skeleton } from '../experiment/form/FormSkeleton';
import { t } from '../i18n/t';
import { ErrorNotice } from '../shared/ErrorNotice';
import { testIds } from '../shared/testIds';
import { Experiments } from './Experiments';
import { NoDataSource } from './NoDataSource';
import { completeOptions, type ExperimentOptions } from './options';
import { isNotFound, useTektonApi } from './useTektonApi';

/** The panel: finds its data source and shows experiments through it, or says why it cannot. */
export function ExperimentPanel(props: PanelProps<ExperimentOptions>): React.ReactElement {
  const { width, height, timeZone, id, replaceVariables } = props;
  const styles = useStyles2(getStyles);
  const options = completeOptions(props.options);
  // A dashboard may leave the choice to a variable.
  const source = useTektonApi(options.dataSourceUid && replaceVariables(options.dataSourceUid));
  return (
    <div className={styles.box} style={{ width, height }} data-testid={testIds.panel.root}>
      {source.error !== undefined ? (
        <ErrorNotice
          error={source.error}
          title={t('panel.source-failed', 'The Tekton data source did not load')}
          onRetry={source.reload}
          retrying={source.loading}
        />
      ) : source.value === undefined ? (
        <Skeleton rows={4} />
      ) : isNotFound(source.value) ? (
        <NoDataSource choice={source.value} />
      ) : (
        <Experiments api={source.value} options={options} timeZone={timeZone} panelId={id} />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ overflow: 'auto', padding: theme.spacing(1, 1.5), position: 'relative' }),
});
