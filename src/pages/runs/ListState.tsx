import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { RunsSnapshot } from '../../datasource/types';
import { useNow } from '../../shared/useNow';
import { t } from '../../i18n/t';
import { formatDuration } from '../../domain/format';

interface Props {
  snapshot: RunsSnapshot;
  /** How many pass the filter, and how many there are. */
  shown: number;
  total: number;
}

/** How many runs are listed, and how fresh the list is. */
export function ListState({ snapshot, shown, total }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { state } = snapshot;
  const count =
    shown === total
      ? t('pages.runs.count.all', '{{count}} runs', { count: shown, defaultValue_one: '{{count}} run' })
      : t('pages.runs.count.some', '{{shown}} of {{total}} runs', { shown, total });
  const now = useNow(1000);
  const { text, why } = freshness(snapshot, now);
  return (
    <div className={styles.box}>
      <span role="status">{count}</span>
      <Tooltip content={why}>
        <span className={cx(styles.state, styles[state])} tabIndex={0}>
          <Icon name={ICON[state]} size="sm" aria-hidden /> {text}
        </span>
      </Tooltip>
    </div>
  );
}

const ICON = { loading: 'spinner', live: 'check-circle', polling: 'sync', stale: 'exclamation-triangle' } as const;

/** @param now epoch ms by the browser's clock, as `asOf` is */
function freshness({ state, asOf }: RunsSnapshot, now: number): { text: string; why: string } {
  const age = formatDuration(asOf === 0 ? undefined : (now - asOf) / 1000);
  switch (state) {
    case 'loading':
      return {
        text: t('pages.runs.fresh.loading', 'Loading more…'),
        why: t('pages.runs.fresh.loading-why', 'Long lists come in pages, newest runs as they are found.'),
      };
    case 'live':
      return {
        text: t('pages.runs.fresh.live', 'Live'),
        why: t('pages.runs.fresh.live-why', 'Changes in the cluster show at once.'),
      };
    case 'polling':
      return {
        text: t('pages.runs.fresh.polling', 'As of {{age}} ago', { age }),
        why: t(
          'pages.runs.fresh.polling-why',
          'The cluster is asked every few seconds: it does not let the list be watched.'
        ),
      };
    case 'stale':
      return {
        text: t('pages.runs.fresh.stale', 'Out of date: as of {{age}} ago', { age }),
        why: t(
          'pages.runs.fresh.stale-why',
          'The cluster did not answer the last time it was asked. It is asked again.'
        ),
      };
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(2) }),
  state: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.text.secondary,
  }),
  loading: css({}),
  live: css({ '& svg': { color: theme.colors.success.text } }),
  polling: css({}),
  stale: css({ color: theme.colors.warning.text }),
});
