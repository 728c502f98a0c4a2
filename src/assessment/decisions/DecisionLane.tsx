import { css } from '@emotion/css';
import { dateTimeFormat, getTimeZone, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { Suspense, lazy, useState } from 'react';

import type { KeptControllerLog } from '../../domain/analysis/runLogs';
import type { AnalysedRun } from '../../domain/analysis/types';
import type { Explained } from '../../domain/decisions/explained';
import { momentOf } from '../../domain/decisions/lane';
import { scalerName } from '../../domain/decisions/ruleNames';
import { formatElapsed } from '../../domain/format';
import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import type { CourseQuestion } from './askGrafana';
import { ComparedCharts } from './ComparedCharts';
import { exploreUrl } from './exploreUrl';
import { LaneLegend } from './LaneLegend';
import { clockTicks, elapsedTicks } from './laneTicks';
import { LaneTrack } from './LaneTrack';
import { Story } from './Story';
import { useCourse } from './useCourse';
import { useCursor, type CursorTarget } from './useCursor';
import { Waterfall } from './Waterfall';

// Lazy: with all that reads the controller's log, and only for whom a decision is opened.
const DecisionDetail = lazy(async () => ({
  default: (await import(/* webpackChunkName: "decision-detail" */ './DecisionDetail')).DecisionDetail,
}));

interface Props extends CourseQuestion {
  /** What has charts with a cursor in common, where the lane stands among such: theirs goes to a decision that is opened. */
  charts?: CursorTarget;
  /** Of a run: below the lane, where the time of each scaling went, and what happened in order. */
  run?: Pick<AnalysedRun, 'loadProfile' | 'loadStartedAt'>;
}

/** Which rule held when; a span opens its decision. */
export function DecisionLane({ run, charts, ...question }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { value, error, loading, reload } = useCourse(question);
  if (error !== undefined) {
    return <ErrorNotice error={error} onRetry={reload} retrying={loading} />;
  }
  return value === undefined ? (
    <div className={styles.skeleton} role="status" aria-label={t('decision.lane.loading', 'Loading the decisions')} />
  ) : (
    <ExplainedView
      explained={value}
      run={run}
      charts={charts}
      asked={{ prometheusUid: question.prometheusUid, workload: question.workload, expr: value.expr }}
    />
  );
}

interface ViewProps {
  explained: Explained;
  run?: Props['run'];
  charts?: CursorTarget;
  /** Whom more can be asked of a decision; undefined of a record, which says all that it knows. */
  asked?: Pick<CourseQuestion, 'prometheusUid' | 'workload'> & { expr: string };
  /** The controller's log, where a record has it. */
  kept?: { controller: KeptControllerLog; workload: AnalysedRun['workload'] };
}

/** What was explained already: nothing is asked before a decision is opened. */
export function ExplainedView({ explained: value, run, charts, asked, kept }: ViewProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  // By its beginning: the spans of a range that moves on are others.
  const [selectedAt, setSelectedAt] = useState<number>();
  const { range } = value;
  const { spans, scalers } = value.lane;
  const index = spans.findIndex(({ from, to }) => selectedAt !== undefined && selectedAt >= from && selectedAt < to);
  const selected = index < 0 ? undefined : index;
  const origin = run?.loadStartedAt;
  const timeText = (at: number) =>
    origin === undefined
      ? dateTimeFormat(at, { timeZone: getTimeZone(), format: 'HH:mm:ss' })
      : formatElapsed(at - origin);
  const ticks =
    origin === undefined
      ? clockTicks(range, (at, format) => dateTimeFormat(at, { timeZone: getTimeZone(), format }))
      : elapsedTicks(range, origin);
  const span = selected === undefined ? undefined : spans[selected];
  const openedAt = span && momentOf(span);
  useCursor(charts, openedAt);
  const scaling = span?.decision.changed
    ? value.scalings.find(({ at }) => at > span.from && at <= span.to + 1)
    : undefined;
  return (
    <div className={styles.lane}>
      <p className={styles.note}>
        {t('decision.lane.by', 'Scaled by: {{scaler}}. A span opens its decision; the arrow keys go through them.', {
          scaler: scalers.map(({ kind }) => scalerName(kind)).join('; '),
        })}
      </p>
      <LaneTrack
        spans={spans}
        range={range}
        selected={selected}
        onSelect={(i) => setSelectedAt(spans[i]?.from)}
        isAmongCharts={origin !== undefined}
        ticks={ticks}
        timeText={timeText}
      />
      <LaneLegend spans={spans} />
      <Suspense fallback={null}>
        {span && (
          <DecisionDetail
            asked={asked && { ...asked, exploreUrl: exploreUrl(asked.prometheusUid, asked.expr, range) }}
            kept={kept}
            span={span}
            next={spans[selected! + 1]}
            scaling={scaling}
            stepSeconds={value.stepSeconds}
            timeText={timeText}
            onClose={() => setSelectedAt(undefined)}
          />
        )}
      </Suspense>
      <ComparedCharts
        compared={value.compared}
        window={{ ...range, stepSeconds: value.stepSeconds }}
        alignment={origin === undefined ? 'absolute' : 'elapsed'}
        timeText={timeText}
        openedAt={openedAt}
      />
      {run && <Waterfall scalings={value.scalings} stepSeconds={value.stepSeconds} timeText={timeText} />}
      {run && <Story lane={value.lane} moments={value.moments} run={run} timeText={timeText} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lane: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  note: css({ margin: 0, color: theme.colors.text.secondary }),
  skeleton: css({
    height: theme.spacing(12),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
});
