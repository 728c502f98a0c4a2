import { dateTimeFormat } from '@grafana/data';
import { Badge, Checkbox, Icon, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { loadCourse } from '../../domain/analysedRun';
import { isWindow } from '../../domain/markedWindow';
import type { TaskRun } from '../../domain/run';
import { waitingOf, type Waiting } from '../../domain/waiting';
import { t } from '../../i18n/t';
import { comparePath, runPath } from '../../routes';
import { isInCluster, type ListedRun } from '../../assessment/listedRuns';
import { originText } from '../../assessment/originText';
import { CutName } from '../../shared/CutName';
import { modeLabel } from '../../shared/modeLabel';
import { RunPhaseBadge } from '../../shared/RunPhaseBadge';
import { getCellStyles } from './cellStyles';
import { isFact, type ColumnKey } from './columns';
import { RunProgress } from '../../experiment/RunProgress';
import { waitsFor } from '../../experiment/waitingWords';
import { durationText, runTimes, type ExactTimes, type RunTimes } from '../../experiment/runTimes';
import { OutcomeCell } from './OutcomeCell';
import { RowMenu } from './RowMenu';
import { unknownPhase } from './runWords';
import type { RunRowProps } from './runRowProps';

/** What a column tells of a run. */
export function RunCell({
  column,
  run,
  tabIndex,
  exact,
  tasks,
  now,
  selected,
  limits,
  onSelect,
  onAction,
  onPin,
  onFollow,
  onLabel,
}: RunRowProps & { column: ColumnKey }): React.ReactElement | null {
  const styles = useStyles2(getCellStyles);
  if (!isFact(column)) {
    return <OutcomeCell run={run} column={column} limits={limits} />;
  }
  const times = timesOf(run, exact, now, tasks);
  const waiting = isInCluster(run) ? waitingOf({ ...run, message: '' }, tasks) : undefined;
  switch (column) {
    case 'select':
      return (
        <Checkbox
          aria-label={t('pages.runs.select', 'Compare {{name}}', { name: run.name })}
          value={selected}
          tabIndex={tabIndex}
          onChange={(event) => onSelect(run, event.currentTarget.checked)}
        />
      );
    case 'phase':
      return <Phase run={run} waiting={waiting} />;
    case 'run':
      return <Name run={run} waiting={waiting} tabIndex={tabIndex} />;
    case 'experiment':
      return <Text value={run.experiment} />;
    case 'mode':
      return <Mode run={run} />;
    case 'startedBy':
      return <Text value={run.startedBy} />;
    case 'started':
      return <Time at={times.startedAt} otherwise={run.createdAt} />;
    case 'duration':
      return <span className={styles.number}>{durationText(times)}</span>;
    case 'progress':
      return isInCluster(run) ? <RunProgress phase={run.phase} times={times} /> : null;
    case 'actions':
      return (
        <RowMenu
          run={run}
          tabIndex={tabIndex}
          onAction={onAction}
          onPin={onPin}
          onFollow={onFollow}
          onLabel={onLabel}
        />
      );
  }
}

function Phase({ run, waiting }: { run: ListedRun; waiting?: Waiting }): React.ReactElement {
  const isMarked = isWindow({ uid: run.ownUid });
  return run.phase === 'unknown' ? (
    <Badge
      color={isMarked ? 'blue' : 'darkgrey'}
      icon={isMarked ? 'tag-alt' : 'question-circle'}
      text={isMarked ? t('pages.runs.phase.window', 'Window') : unknownPhase()}
    />
  ) : (
    <RunPhaseBadge phase={run.phase} reason={run.reason || undefined} waiting={waiting} />
  );
}

function timesOf(run: ListedRun, exact: ExactTimes | undefined, now: number, tasks?: readonly TaskRun[]): RunTimes {
  if (isInCluster(run)) {
    return runTimes(run, exact, now, tasks && loadCourse(tasks, run));
  }
  const { startedAt, finishedAt } = run.ended ?? {};
  const elapsedSeconds =
    startedAt === undefined || finishedAt === undefined ? undefined : (finishedAt - startedAt) / 1000;
  return { startedAt, finishedAt, elapsedSeconds, done: true, known: true };
}

/** A record that was dropped has no page of its own: nobody can be asked for more of it. */
const pathOf = (run: ListedRun): string =>
  run.origin === 'browser' ? comparePath({ runs: [run] }) : runPath({ namespace: run.namespace, name: run.name });

function Name({
  run,
  waiting,
  tabIndex,
}: Pick<RunRowProps, 'run' | 'tabIndex'> & { waiting?: Waiting }): React.ReactElement {
  const styles = useStyles2(getCellStyles);
  const said = labelsText(run);
  const place = [run.namespace, run.pipeline, originText(run.origin)].filter(Boolean).join(' · ');
  return (
    <>
      <span className={styles.first}>
        {run.isFollowed && (
          <span
            role="img"
            title={t('pages.runs.followed', 'Followed')}
            aria-label={t('pages.runs.followed', 'Followed')}
          >
            <Icon name="bell" size="sm" />
          </span>
        )}
        {run.isPinned && <Icon name="bookmark" size="sm" title={t('pages.runs.pinned', 'Pinned')} />}
        <TextLink href={pathOf(run)} inline={false} className={styles.name} aria-label={run.name} tabIndex={tabIndex}>
          <CutName name={run.name} />
        </TextLink>
      </span>
      <span className={styles.second} title={waiting?.message ?? said}>
        {waiting ? waitsFor(waiting).sentence : [said, place].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

/** `#tag #tag a note`; undefined where nothing is said of it. */
const labelsText = ({ labels }: ListedRun): string | undefined =>
  labels && [...labels.tags.map((tag) => `#${tag}`), labels.note].filter(Boolean).join(' ');

/** The scaler, and whether it was found by measurements or is what was applied. */
function Mode({ run: { mode, modeFrom, modeApplied } }: { run: ListedRun }): React.ReactElement {
  const styles = useStyles2(getCellStyles);
  if (mode === undefined) {
    return <Text value={undefined} />;
  }
  const isFound = modeFrom === 'record';
  const about = isFound
    ? modeApplied === undefined
      ? t('pages.runs.mode.found-about', 'Who scaled the run, as its record has it')
      : t('pages.runs.mode.differs', 'Who scaled the run, as its record has it; applied was {{applied}}', {
          applied: modeLabel(modeApplied),
        })
    : t('pages.runs.mode.applied-about', 'What was applied to the run; no record says who scaled it');
  return (
    <>
      <Text value={modeLabel(mode)} />
      <span className={styles.second} title={about}>
        {isFound ? t('pages.runs.mode.recorded', 'recorded') : t('pages.runs.mode.applied', 'applied')}
      </span>
    </>
  );
}

function Text({ value }: { value: string | undefined }): React.ReactElement {
  return <CutName name={value || '–'} />;
}

function Time({ at: known, otherwise }: { at: number | undefined; otherwise: number }): React.ReactElement {
  const styles = useStyles2(getCellStyles);
  const at = known ?? otherwise;
  return (
    <time dateTime={new Date(at).toISOString()} className={styles.number}>
      {dateTimeFormat(at)}
    </time>
  );
}
