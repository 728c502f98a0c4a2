import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { AnalysedRun } from '../../domain/analysis/types';
import type { Lane } from '../../domain/decisions/lane';
import { storyOf, type StoryEntry } from '../../domain/decisions/story';
import type { Moment } from '../../domain/decisions/types';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';

interface Props {
  lane: Lane;
  moments: readonly Moment[];
  run: Pick<AnalysedRun, 'loadProfile' | 'loadStartedAt'>;
  timeText: (at: number) => string;
}

const ICONS: Readonly<Record<StoryEntry['kind'], IconName>> = {
  load: 'signal',
  signal: 'info-circle',
  decision: 'arrow-right',
  replicas: 'cube',
  trouble: 'exclamation-triangle',
  calm: 'check-circle',
};

/** What happened in a run, a sentence each, with times from the start of the load. */
export function Story({ lane, moments, run, timeText }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { loadProfile, loadStartedAt } = run;
  const entries = useMemo(
    () => storyOf({ lane, moments, load: loadProfile, loadStartedAt }),
    [lane, moments, loadProfile, loadStartedAt]
  );
  return (
    <div data-testid={testIds.decisions.story}>
      <h3 className={styles.title}>{t('decision.story.title', 'What happened')}</h3>
      <ol className={styles.list}>
        {entries.map(({ at, kind, text }, i) => (
          <li key={i} className={styles.entry}>
            <span className={styles.time}>{timeText(at)}</span>
            <Icon name={ICONS[kind]} aria-hidden />
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...theme.typography.h5, margin: theme.spacing(1, 0, 1) }),
  list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), listStyle: 'none', margin: 0 }),
  entry: css({
    display: 'grid',
    gridTemplateColumns: `${theme.spacing(9)} ${theme.spacing(3)} 1fr`,
    alignItems: 'start',
  }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
