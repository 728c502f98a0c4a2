import type { TimeRange } from '@grafana/data';
import type { SceneTimeRangeLike } from '@grafana/scenes';
import React, { useCallback } from 'react';

import { formatDuration } from '../domain/format';
import { t } from '../i18n/t';
import { clockOffMs } from '../prometheus/serverClock';
import type { Finding } from '../queries/detection';
import { configPath } from '../routes';
import { EmptyState } from '../shared/EmptyState';
import { PageButton } from '../shared/PageButton';
import { useLoad } from '../shared/useLoad';
import { ChartsSkeleton } from './ChartsSkeleton';
import { detectionOf } from './detection';
import { lastHour } from './lastHour';
import { hasNothing, nothingBecause, type NothingBecause, type PageNeeds } from './pageState';
import { LastHour } from './WrongRange';

interface Props {
  uid: string;
  needs: PageNeeds;
  /** What is missing, in sentences with their next step. */
  lacking: readonly Finding[];
  timeRange: SceneTimeRangeLike;
}

/** A range that ends so close to now is the present. */
const NOW_MS = 5 * 60_000;
const isOver = ({ to }: TimeRange): boolean => to.valueOf() < Date.now() - NOW_MS;

/** There is nothing of what a page is about: why, found out by looking at the present too. */
export function NothingFound({ uid, needs, lacking, timeRange }: Props): React.ReactElement {
  const { value: range } = timeRange.useState();
  const isPast = isOver(range);
  const load = useCallback(
    async () =>
      isPast
        ? { isElsewhere: !hasNothing(needs, (await detectionOf(uid, lastHour())).findings) }
        : { isElsewhere: undefined },
    [uid, needs, isPast]
  );
  const { value, loading } = useLoad(load);
  if (loading && value === undefined) {
    return <ChartsSkeleton rows={1} />;
  }
  const because = nothingBecause(clockOffMs(), value?.isElsewhere);
  return (
    <EmptyState
      icon={because === 'missing' ? 'info-circle' : 'clock-nine'}
      title={titleOf(because)}
      action={
        because === 'outside' ? (
          <LastHour timeRange={timeRange} />
        ) : because === 'missing' ? (
          <PageButton href={configPath()} variant="secondary" icon="cog">
            {t('overview.empty.action', 'See what was detected')}
          </PageButton>
        ) : undefined
      }
    >
      <Why because={because} lacking={lacking} />
    </EmptyState>
  );
}

function titleOf(because: NothingBecause): string {
  switch (because) {
    case 'outside':
      return t('scenes.nothing.outside', 'There is no data in this time range');
    case 'clock':
      return t('scenes.nothing.clock', 'The clock of this computer is off');
    case 'missing':
      return t('scenes.nothing.missing', 'Prometheus has none of the metrics of this page');
  }
}

function Why({ because, lacking }: { because: NothingBecause; lacking: readonly Finding[] }): React.ReactElement {
  switch (because) {
    case 'outside':
      return (
        <p>
          {t(
            'scenes.nothing.outside-why',
            'Prometheus has the metrics of this page now, and had none at the end of this range: it keeps nothing of that time, or nothing was scraped then. Choose another time range.'
          )}
        </p>
      );
    case 'clock': {
      const off = clockOffMs() ?? 0;
      const values = { difference: formatDuration(Math.abs(off) / 1000) };
      return (
        <p>
          {off > 0
            ? t(
                'scenes.nothing.clock-behind',
                'It is {{difference}} behind the server’s, so that “now” is a time of which Prometheus has nothing. Synchronise it, then reload.',
                values
              )
            : t(
                'scenes.nothing.clock-ahead',
                'It is {{difference}} ahead of the server’s, so that “now” is a time of which Prometheus has nothing yet. Synchronise it, then reload.',
                values
              )}
        </p>
      );
    }
    case 'missing':
      return (
        <>
          {lacking.map(({ text }) => (
            <p key={text}>{text}</p>
          ))}
        </>
      );
  }
}
