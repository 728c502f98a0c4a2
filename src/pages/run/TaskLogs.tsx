import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { TektonApi } from '../../datasource/types';
import { PHASES } from '../../domain/phase';
import type { TaskRun, TaskRunStep } from '../../domain/run';
import { t } from '../../i18n/t';
import { LogViewer } from './LogViewer';

interface Props {
  api: Pick<TektonApi, 'logs'>;
  task: TaskRun;
  /** Name of the step to show; the one that failed, runs or ran last without it. */
  step?: string;
  onStep: (step: string) => void;
}

/** A TaskRun's steps as tabs, each with its log, and why the task failed. */
export function TaskLogs({ api, task, step, onStep }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const chosen = task.steps.find(({ name }) => name === step) ?? tellingStep(task.steps);
  const started = chosen !== undefined && (chosen.phase !== 'pending' || chosen.startedAt !== undefined);
  return (
    <section className={styles.box} aria-label={t('pages.run.logs.of', 'Log of {{name}}', { name: task.name })}>
      <h2 className={styles.heading}>{task.name}</h2>
      {task.phase === 'failed' && task.message !== '' && (
        <Alert
          severity="error"
          title={t('pages.run.task.failed', 'This task failed: {{reason}}', { reason: task.reason })}
        >
          {task.message}
        </Alert>
      )}
      {task.steps.length > 1 && (
        <TabsBar>
          {task.steps.map((s) => (
            <Tab
              key={s.name}
              label={s.name}
              icon={PHASES[s.phase].icon}
              active={s === chosen}
              tooltip={stepText(s)}
              onChangeTab={() => onStep(s.name)}
            />
          ))}
        </TabsBar>
      )}
      {chosen && <p className={styles.quiet}>{`${chosen.name}: ${stepText(chosen)}`}</p>}
      <LogViewer
        key={`${task.uid}/${chosen?.container ?? ''}`}
        api={api}
        request={
          chosen && started && task.podName
            ? {
                namespace: task.namespace,
                pod: task.podName,
                container: chosen.container,
                follow: chosen.finishedAt === undefined,
              }
            : undefined
        }
        fileName={`${task.name}-${chosen?.name ?? 'step'}.log`}
      />
    </section>
  );
}

/** The step that a reader most likely wants: the failed one, else the one at work, else the last that ran. */
function tellingStep(steps: TaskRunStep[]): TaskRunStep | undefined {
  return (
    steps.find(({ phase }) => phase === 'failed' || phase === 'timed-out') ??
    steps.find(({ phase }) => phase === 'running') ??
    steps.filter(({ startedAt }) => startedAt !== undefined).at(-1) ??
    steps[0]
  );
}

function stepText(step: TaskRunStep): string {
  const exit = step.exitCode ? t('pages.run.step.exit', 'exit code {{code}}', { code: step.exitCode }) : '';
  return [PHASES[step.phase].label(), exit, step.reason === 'Completed' ? '' : (step.reason ?? '')]
    .filter(Boolean)
    .join(' · ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  heading: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
});
