import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { mostTelling, PHASES, type TaskPhase } from '../domain/phase';
import type { TaskRun } from '../domain/run';
import { t } from '../i18n/t';
import { formatDuration } from '../domain/format';

interface Props {
  tasks: TaskRun[];
  skipped: Array<{ name: string; reason: string }>;
  /** Epoch ms by the cluster's clock. */
  now: number;
}

interface Row {
  name: string;
  phase: TaskPhase;
  /** TaskRuns of the task: more than one for a matrix. */
  count: number;
  done: number;
  seconds?: number;
}

/** The tasks of a run in the order in which they began, a matrix as one row. */
export function TaskList({ tasks, skipped, now }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const rows = [
    ...taskRows(tasks, now),
    ...skipped.map(({ name }): Row => ({ name, phase: 'skipped', count: 1, done: 0 })),
  ];
  return (
    <ul className={styles.list} aria-label={t('experiment.tasks.label', 'Tasks')}>
      {rows.map((row) => (
        <li key={row.name} className={styles.row}>
          <Icon name={PHASES[row.phase].icon} aria-hidden />
          <span className={styles.name}>{row.name}</span>
          <span className={styles.quiet}>
            {PHASES[row.phase].label()}
            {row.count > 1 && ` ${row.done}/${row.count}`}
            {row.seconds !== undefined && ` · ${formatDuration(row.seconds)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function taskRows(tasks: TaskRun[], now: number): Row[] {
  const groups = new Map<string, TaskRun[]>();
  for (const task of [...tasks].sort((a, b) => (a.startedAt ?? a.createdAt) - (b.startedAt ?? b.createdAt))) {
    groups.set(task.pipelineTask, [...(groups.get(task.pipelineTask) ?? []), task]);
  }
  return [...groups].map(([name, group]) => {
    const starts = group.flatMap(({ startedAt }) => startedAt ?? []);
    const phase = mostTelling(group.map((task) => task.phase));
    const end = group.every(({ finishedAt }) => finishedAt !== undefined)
      ? Math.max(...group.map(({ finishedAt }) => finishedAt ?? 0))
      : now;
    return {
      name,
      phase,
      count: group.length,
      done: group.filter(({ finishedAt }) => finishedAt !== undefined).length,
      seconds: starts.length > 0 ? Math.max(0, (end - Math.min(...starts)) / 1000) : undefined,
    };
  });
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1), alignItems: 'center' }),
  name: css({ overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
