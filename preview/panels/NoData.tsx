/** What a panel shows without data: the text of its "no value" option, as Grafana's panels do. */
import { css } from '@emotion/css';
import { type FieldConfigSource, type GrafanaTheme2, type PanelData } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  fieldConfig?: FieldConfigSource;
  data?: PanelData;
  message?: string;
}

export function NoData({ fieldConfig, message }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles} data-testid="data-testid Panel data error message">
      {message ?? fieldConfig?.defaults.noValue ?? 'No data'}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '100%',
    height: '100%',
    padding: theme.spacing(1),
    textAlign: 'center',
    color: theme.colors.text.secondary,
    whiteSpace: 'pre-line',
    overflow: 'auto',
  });
