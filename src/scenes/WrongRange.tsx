import { dateTimeFormat } from '@grafana/data';
import type { SceneTimeRangeLike } from '@grafana/scenes';
import { Button } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { EmptyState } from '../shared/EmptyState';
import type { RangeProblem, Span } from './pageState';
import { lastHour } from './lastHour';

interface Props extends Span {
  problem: RangeProblem;
  timeRange: SceneTimeRangeLike;
}

/** A time range in which there cannot be data: what is wrong with it, and one that works. */
export function WrongRange({ problem, from, to, timeRange }: Props): React.ReactElement {
  const timeZone = timeRange.getTimeZone();
  return (
    <EmptyState icon="clock-nine" title={titleOf(problem)} action={<LastHour timeRange={timeRange} />}>
      <p>
        {t('scenes.range.read-as', 'It was read as {{start}} to {{end}}.', {
          start: dateTimeFormat(from, { timeZone }),
          end: dateTimeFormat(to, { timeZone }),
        })}
      </p>
      <p>
        {problem === 'ancient'
          ? t(
              'scenes.range.ancient-why',
              'The address of this page has a time that is neither milliseconds since 1970 nor a date as 2026-11-28T14:54:42.000Z. Choose a time range above.'
            )
          : t('scenes.range.choose', 'Choose a time range above.')}
      </p>
    </EmptyState>
  );
}

/** A way back to where there is data, if there is any. */
export function LastHour({ timeRange }: { timeRange: SceneTimeRangeLike }): React.ReactElement {
  return (
    <Button variant="secondary" icon="clock-nine" onClick={() => timeRange.onTimeRangeChange(lastHour())}>
      {t('scenes.range.last-hour', 'Show the last hour')}
    </Button>
  );
}

function titleOf(problem: RangeProblem): string {
  switch (problem) {
    case 'reversed':
      return t('scenes.range.reversed', 'The time range ends before it begins');
    case 'ancient':
      return t('scenes.range.ancient', 'The time range lies long before any measurement');
    case 'future':
      return t('scenes.range.future', 'The time range lies in the future');
  }
}
