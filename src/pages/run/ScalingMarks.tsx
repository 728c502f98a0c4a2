import { cx } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { ScalingEvent } from '../../domain/analysis/types';
import { t } from '../../i18n/t';
import type { Timeline } from './timeline';
import { timelineStyles } from './timelineStyles';

interface Props {
  timeline: Timeline;
  timeZone: TimeZone;
  scalings: readonly ScalingEvent[];
}

/** Where ready replicas rose or fell, on the time of the tasks. */
export function ScalingMarks({ timeline, timeZone, scalings }: Props): React.ReactElement | null {
  const styles = useStyles2(timelineStyles);
  const shown = scalings.filter(({ at }) => at >= timeline.from && at <= timeline.to);
  if (shown.length === 0) {
    return null;
  }
  const place = (at: number): string => `${((at - timeline.from) / (timeline.to - timeline.from)) * 100}%`;
  return (
    <div className={styles.row}>
      <div className={styles.name}>{t('pages.run.timeline.ready', 'Ready replicas')}</div>
      <div
        className={styles.track}
        role="list"
        aria-label={t('pages.run.timeline.scalings', 'Changes of ready replicas')}
      >
        {shown.map(({ at, from, to }) => (
          <span
            key={`${at} ${to}`}
            role="listitem"
            className={cx(styles.mark, to < from && styles.markDown)}
            style={{ left: place(at) }}
            title={dateTimeFormat(at, { timeZone })}
          >
            <Icon name={to > from ? 'arrow-up' : 'arrow-down'} size="xs" aria-hidden />
            {t('pages.run.timeline.scaling', '{{from}} → {{to}}', { from, to })}
          </span>
        ))}
      </div>
    </div>
  );
}
