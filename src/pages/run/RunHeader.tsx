import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Alert, Button, Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { expectedEnd, isTerminal, type LoadCourse, type Run } from '../../domain/run';
import type { Waiting } from '../../domain/waiting';
import type { Access } from '../../experiment/access';
import { t } from '../../i18n/t';
import { RunPhaseBadge } from '../../shared/RunPhaseBadge';
import { testIds } from '../../shared/testIds';
import type { RunAction } from '../../experiment/RunDialogs';
import { RunProgress } from '../../experiment/RunProgress';
import { modeLabel } from '../../shared/modeLabel';
import { durationText, runTimes } from '../../experiment/runTimes';
import { explain } from './failure';
import { FactLine } from './RunFacts';

interface Props {
  run: Run;
  /** What keeps it from running, if something does. */
  waiting?: Waiting;
  /** How far its load is; undefined until its TaskRuns have been read. */
  load?: LoadCourse;
  /** The cluster no longer has it: nothing can be done with it. */
  gone: boolean;
  /** Epoch ms by the cluster's clock. */
  now: number;
  timeZone: TimeZone;
  access: Access;
  onAction: (action: RunAction) => void;
}

/** What the run is, where it is and why, and what can be done with it. */
export function RunHeader({ run, waiting, load, gone, now, timeZone, access, onAction }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const times = runTimes(run, run, now, load);
  const time = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : dateTimeFormat(at, { timeZone });
  const end = isTerminal(run.phase) ? undefined : expectedEnd(run, now, load);
  return (
    <section
      className={styles.box}
      aria-label={t('pages.run.header', 'Summary of this run')}
      data-testid={testIds.run.header}
    >
      <div className={styles.top}>
        <div className={styles.phase}>
          <RunPhaseBadge phase={run.phase} reason={run.reason} waiting={waiting} />
          <div className={styles.progress}>
            <RunProgress phase={run.phase} times={times} />
          </div>
        </div>
        {!gone && <RunButtons run={run} access={access} onAction={onAction} />}
      </div>
      <Why run={run} waiting={waiting} />
      <FactLine
        facts={[
          [t('pages.run.fact.experiment', 'Experiment'), run.experiment],
          [t('pages.run.fact.mode', 'Mode'), run.mode && modeLabel(run.mode)],
          [t('pages.run.fact.workload', 'Workload'), run.variant],
          [t('pages.run.fact.started', 'Started'), time(run.startedAt)],
          [t('pages.run.fact.duration', 'Duration'), durationText(times)],
        ]}
        more={[
          [t('pages.run.fact.started-by', 'Started by'), run.startedBy],
          [t('pages.run.fact.pipeline', 'Pipeline'), run.pipeline],
          [t('pages.run.fact.namespace', 'Namespace'), run.namespace],
          [t('pages.run.fact.created', 'Created'), time(run.createdAt)],
          [t('pages.run.fact.ended', 'Ended'), time(run.finishedAt)],
          [t('pages.run.fact.planned-end', 'Planned end'), time(end)],
          [t('pages.run.fact.service-account', 'Service account'), run.serviceAccountName],
          [t('pages.run.fact.timeouts', 'Timeouts'), timeoutsText(run)],
        ]}
      />
    </section>
  );
}

function timeoutsText({ timeouts }: Run): string {
  const [pipeline, tasks, last] = [timeouts?.pipeline, timeouts?.tasks, timeouts?.finally].map(shortTime);
  return [
    pipeline && t('pages.run.timeout.pipeline', 'run {{time}}', { time: pipeline }),
    tasks && t('pages.run.timeout.tasks', 'tasks {{time}}', { time: tasks }),
    last && t('pages.run.timeout.finally', 'finally {{time}}', { time: last }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Go's `12h0m0s` as people write it. */
function shortTime(time: string | undefined): string | undefined {
  return time?.replace(/(?<=h)0m(?=0s$)/, '').replace(/(?<=[hm])0s$/, '');
}

/** The reason of a phase that needs one, in words, and Tekton's message as it came. */
function Why({ run, waiting }: Pick<Props, 'run' | 'waiting'>): React.ReactElement | null {
  const why = explain(run, waiting);
  if (!why) {
    return null;
  }
  return (
    <Alert severity={why.severity} title={why.sentence}>
      {why.userError && (
        <p>{t('pages.run.why.user-error', 'Tekton marks this as an error in the request, not in the cluster.')}</p>
      )}
      {why.nextStep !== '' && <p>{why.nextStep}</p>}
      {why.message !== '' && <p>{t('pages.run.why.tekton', 'Tekton says: {{message}}', { message: why.message })}</p>}
    </Alert>
  );
}

function RunButtons({ run, access, onAction }: Pick<Props, 'run' | 'access' | 'onAction'>): React.ReactElement {
  const styles = useStyles2(getStyles);
  if (!access.canStart) {
    return (
      <span className={styles.quiet}>
        <Icon name="lock" size="sm" aria-hidden /> {access.reason}
      </span>
    );
  }
  return (
    <div className={styles.buttons}>
      {!isTerminal(run.phase) && (
        <Button variant="destructive" fill="outline" icon="ban" onClick={() => onAction({ kind: 'cancel', run })}>
          {t('pages.run.action.cancel', 'Cancel…')}
        </Button>
      )}
      <Button variant="secondary" icon="edit" onClick={() => onAction({ kind: 'edit', run })}>
        {t('pages.run.action.edit', 'Edit and rerun')}
      </Button>
      <Button variant="secondary" icon="repeat" onClick={() => onAction({ kind: 'rerun', run })}>
        {t('pages.run.action.rerun', 'Rerun')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  top: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  }),
  phase: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.5), flex: '1 1 240px', minWidth: 0 }),
  progress: css({ flex: '1 1 auto', maxWidth: 360, minWidth: 0 }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
