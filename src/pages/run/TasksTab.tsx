import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { ScalingEvent } from '../../domain/analysis/types';
import { loadStart } from '../../domain/analysedRun';
import { totalSeconds } from '../../domain/loadProfile';
import { allTries, isTerminal, type Run, type TaskRun } from '../../domain/run';
import { LoadProfileChart } from '../../experiment/LoadProfileChart';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { ListSkeleton } from '../../shared/ListSkeleton';
import type { RunView } from './runUrl';
import { RunTimeline } from './RunTimeline';
import { TaskLogs } from './TaskLogs';
import { taskToShow, timelineOf } from './timeline';

interface Props {
  api: Pick<TektonApi, 'logs'>;
  run: Run;
  /** Undefined until they have been read. */
  tasks: TaskRun[] | undefined;
  /** Epoch ms by the cluster's clock. */
  now: number;
  timeZone: TimeZone;
  view: RunView;
  onView: (view: Partial<RunView>) => void;
  /** Drawn on the time of the tasks. */
  scalings?: readonly ScalingEvent[];
}

/** The planned load, the tasks on a timeline, and the log of one of them. */
export function TasksTab({ api, run, tasks, now, timeZone, view, onView, scalings }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const upTo = isTerminal(run.phase) ? (run.finishedAt ?? 0) : now;
  const timeline = useMemo(() => tasks && timelineOf(run, tasks, upTo), [run, tasks, upTo]);
  const selected = (tasks && allTries(tasks).find(({ uid }) => uid === view.task)) ?? (tasks && taskToShow(tasks));
  return (
    <div className={styles.page} data-testid={testIds.run.tasks}>
      <PlannedLoad run={run} tasks={tasks} now={now} />
      <section aria-label={t('pages.run.tasks.heading', 'Tasks')}>
        <h2 className={styles.heading}>{t('pages.run.tasks.heading', 'Tasks')}</h2>
        {timeline === undefined && <ListSkeleton rows={4} height={32} />}
        {timeline?.tasks.length === 0 && <p className={styles.quiet}>{noTasksText(run)}</p>}
        {timeline && timeline.tasks.length > 0 && (
          <RunTimeline
            timeline={timeline}
            timeZone={timeZone}
            selected={selected?.uid}
            scalings={scalings}
            onSelect={(task) => onView({ task, step: undefined })}
          />
        )}
      </section>
      {selected && (
        <TaskLogs api={api} task={selected} step={view.step} onStep={(step) => onView({ task: selected.uid, step })} />
      )}
    </div>
  );
}

function PlannedLoad({ run, tasks, now }: Pick<Props, 'run' | 'tasks' | 'now'>): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const { loadProfile } = run;
  if (!loadProfile || totalSeconds(loadProfile) === 0) {
    return null;
  }
  const began = tasks && !isTerminal(run.phase) ? loadStart(tasks, loadProfile.steps.length) : undefined;
  return (
    <section aria-label={t('pages.run.load.heading', 'Planned load')}>
      <h2 className={styles.heading}>{t('pages.run.load.heading', 'Planned load')}</h2>
      <LoadProfileChart profile={loadProfile} elapsedSeconds={began === undefined ? undefined : (now - began) / 1000} />
    </section>
  );
}

function noTasksText(run: Run): string {
  return isTerminal(run.phase)
    ? t('pages.run.tasks.none', 'No task of this run began, or its TaskRuns have been pruned.')
    : t('pages.run.tasks.not-yet', 'No task has begun yet.');
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), minWidth: 0 }),
  heading: css({ ...theme.typography.h5, margin: 0, marginBottom: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
