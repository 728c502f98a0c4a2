import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';

/** The place of the state strip until its numbers come. */
export function StripSkeleton(): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} role="status" aria-label={t('overview.state.loading', 'Loading the current state')} />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    height: 148,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
