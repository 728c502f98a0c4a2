import { t } from '../i18n/t';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, CollapsableSection, IconButton, TextLink, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import type { TektonApi } from '../datasource/types';
import { loadCourse } from '../domain/analysedRun';
import { isTerminal, progress, type Run, type RunSummary, type TaskRun } from '../domain/run';
import { waitingOf, type Waiting } from '../domain/waiting';
import { runPath } from '../routes';
import { ErrorNotice } from '../shared/ErrorNotice';
import { ListGapNotice } from '../shared/ListGapNotice';
import { PageButton } from '../shared/PageButton';
import { RunPhaseBadge } from '../shared/RunPhaseBadge';
import { testIds } from '../shared/testIds';
import type { Access } from './access';
import { CancelRunDialog } from './CancelRunDialog';
import { LoadProfileChart } from './LoadProfileChart';
import { progressText } from './progressText';
import { RunNotes } from './RunNotes';
import { TaskList } from './TaskList';
import { useFollowedRun, versionOf } from './useFollowedRun';
import { waitsFor } from './waitingWords';
import { useNow } from '../shared/useNow';

interface Props {
  api: TektonApi;
  summary: RunSummary;
  access: Access;
  clockSkewMs: number;
  timeZone: TimeZone;
  /** `ref` of the whole, for a run that takes the keyboard's focus. */
  landing?: React.Ref<HTMLElement>;
  /** Shows a button that puts the run away. */
  onClose?: () => void;
}

/** A run as it goes: phase, progress against the plan, tasks, notes, the ways to end it, and a link to its page. */
export function RunFollow(props: Props): React.ReactElement {
  const { api, summary, access, clockSkewMs, timeZone, landing, onClose } = props;
  const styles = useStyles2(getStyles);
  const now = useNow(1000, clockSkewMs);
  const { run, tasks, error, reload } = useFollowedRun(api, summary, versionOf(summary));
  const [cancelling, setCancelling] = useState(false);
  const [notes, setNotes] = useState(false);
  const goesOn = !isTerminal(summary.phase);
  const waiting = run && waitingOf(run, tasks?.items);
  return (
    <section
      className={styles.box}
      aria-label={summary.name}
      data-testid={testIds.panel.follow}
      tabIndex={-1}
      ref={landing}
    >
      <div className={styles.head}>
        <RunPhaseBadge phase={summary.phase} reason={summary.reason} waiting={waiting} />
        <TextLink href={runPath(summary)} inline={false}>
          {summary.name}
        </TextLink>
        {onClose && (
          <IconButton
            name="times"
            tooltip={t('experiment.follow.close', 'Put away')}
            onClick={onClose}
            className={styles.end}
          />
        )}
      </div>
      <HowFar run={run} tasks={tasks?.items} now={now} waiting={waiting} />
      {error !== undefined && <ErrorNotice error={error} onRetry={reload} />}
      <Load summary={summary} run={run} tasks={tasks?.items ?? []} now={now} />
      <ListGapNotice gap={tasks?.gap} what={t('experiment.follow.tasks', 'tasks of this run')} />
      {tasks && <TaskList tasks={tasks.items} skipped={run?.skippedTasks ?? []} now={now} />}
      <CollapsableSection
        label={t('experiment.follow.notes', 'Notes')}
        isOpen={notes}
        onToggle={setNotes}
        contentClassName={styles.notes}
      >
        <RunNotes run={summary} timeZone={timeZone} canWrite={access.canAnnotate} />
      </CollapsableSection>
      <div className={styles.foot}>
        <PageButton href={runPath(summary)} variant="secondary" size="sm" icon="external-link-alt">
          {t('experiment.follow.open', 'Open the run’s page')}
        </PageButton>
        {goesOn && access.canStart && (
          <Button variant="destructive" fill="outline" size="sm" icon="ban" onClick={() => setCancelling(true)}>
            {t('experiment.follow.cancel', 'Cancel…')}
          </Button>
        )}
      </div>
      {cancelling && (
        <CancelRunDialog
          api={api}
          run={summary}
          onDismiss={() => setCancelling(false)}
          onCancelled={() => {
            setCancelling(false);
            reload();
          }}
        />
      )}
    </section>
  );
}

interface HowFarProps {
  run?: Run;
  tasks?: TaskRun[];
  now: number;
  waiting?: Waiting;
}

function HowFar({ run, tasks, now, waiting }: HowFarProps) {
  const styles = useStyles2(getStyles);
  if (run === undefined) {
    return null;
  }
  const load = tasks && loadCourse(tasks, run);
  return (
    <>
      <Progress share={progress(run, now, load)} text={progressText(run, now, load)} />
      {run.phase === 'failed' && run.message !== '' && <p className={styles.message}>{run.message}</p>}
      {waiting && (
        <p className={styles.message}>
          {[waitsFor(waiting).sentence, waiting.message].filter((text) => text !== '').join(' ')}
        </p>
      )}
    </>
  );
}

function Load({ summary, run, tasks, now }: { summary: RunSummary; run?: Run; tasks: TaskRun[]; now: number }) {
  const profile = summary.loadProfile ?? run?.loadProfile;
  // The load begins after the reset: until then the chart has no "now".
  const began = isTerminal(summary.phase) ? undefined : loadCourse(tasks, { loadProfile: profile }).startedAt;
  return profile && profile.steps.length > 0 ? (
    <LoadProfileChart
      profile={profile}
      height={60}
      elapsedSeconds={began === undefined ? undefined : (now - began) / 1000}
    />
  ) : null;
}

function Progress({ share, text }: { share: number | undefined; text: string }) {
  const styles = useStyles2(getStyles);
  const percent = share === undefined ? undefined : Math.floor(share * 100);
  return (
    <div>
      {percent !== undefined && (
        <div
          className={styles.track}
          role="progressbar"
          aria-label={t('experiment.follow.progress', 'Progress against the plan')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
          aria-valuetext={text}
        >
          <div className={styles.bar} style={{ width: `${percent}%` }} />
        </div>
      )}
      <div className={styles.quiet}>{text}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'grid',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
  }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
    overflowWrap: 'anywhere',
  }),
  end: css({ marginLeft: 'auto' }),
  track: css({
    height: 8,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    overflow: 'hidden',
  }),
  bar: css({ height: '100%', background: theme.colors.primary.main }),
  quiet: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  message: css({ color: theme.colors.error.text, margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }),
  notes: css({ padding: theme.spacing(1, 0) }),
  foot: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
