import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { RunsSnapshot } from '../datasource/types';
import { isExperiment } from '../domain/run';
import { t } from '../i18n/t';
import { runPath, runsPath } from '../routes';
import { EmptyState } from '../shared/EmptyState';
import { CutName } from '../shared/CutName';
import { RunPhaseBadge } from '../shared/RunPhaseBadge';
import { modeLabel } from '../shared/modeLabel';
import { testIds } from '../shared/testIds';
import { viewState } from '../shared/viewState';
import { Skeleton } from './form/FormSkeleton';

interface Props {
  snapshot: RunsSnapshot;
  limit: number;
  timeZone: TimeZone;
}

/** The newest experiments, with a way to all of them. Nothing where they could not be read: the error stands above. */
export function RecentRuns({ snapshot, limit, timeZone }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const runs = snapshot.runs.filter(isExperiment);
  const { kind } = viewState({
    value: runs,
    error: snapshot.error,
    loading: snapshot.state === 'loading',
    isEmpty: (all) => all.length === 0,
  });
  if (kind === 'failed') {
    return null;
  }
  if (kind !== 'ready') {
    return kind === 'loading' ? (
      <Skeleton rows={3} />
    ) : (
      <EmptyState title={t('experiment.recent.none', 'No experiment yet')}>
        {t('experiment.recent.none-text', 'The first run that is started shows here.')}
      </EmptyState>
    );
  }
  return (
    <section aria-label={t('experiment.recent.label', 'Recent runs')} data-testid={testIds.panel.recent}>
      <ul className={styles.list}>
        {runs.slice(0, limit).map((run) => (
          <li key={run.uid} className={styles.row}>
            <RunPhaseBadge phase={run.phase} reason={run.reason} />
            <span className={styles.name}>
              <TextLink href={runPath(run)} inline={false} className={styles.link} aria-label={run.name}>
                <CutName name={run.name} />
              </TextLink>
              <span className={styles.quiet}>
                {[run.experiment, run.mode && modeLabel(run.mode), run.startedBy].filter(Boolean).join(' · ')}
              </span>
            </span>
            <time className={styles.quiet} dateTime={new Date(run.createdAt).toISOString()}>
              {dateTimeFormat(run.createdAt, { timeZone, format: 'YYYY-MM-DD HH:mm' })}
            </time>
          </li>
        ))}
      </ul>
      <TextLink href={runsPath()} inline={false}>
        {t('experiment.recent.all', 'All {{count}} runs', { count: runs.length })}
      </TextLink>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, 0, 1), padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1.5),
    alignItems: 'center',
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ flex: '1 1 160px', minWidth: 0, overflowWrap: 'anywhere', display: 'grid', justifyItems: 'start' }),
  link: css({ minWidth: 0, maxWidth: '100%', overflow: 'hidden' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
