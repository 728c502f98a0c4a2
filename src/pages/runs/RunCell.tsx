import { dateTimeFormat } from '@grafana/data';
import { Badge, Button, Checkbox, Dropdown, Menu, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { loadCourse } from '../../domain/analysedRun';
import { isTerminal, type RunSummary, type TaskRun } from '../../domain/run';
import { waitingOf, type Waiting } from '../../domain/waiting';
import { t } from '../../i18n/t';
import { comparePath, runPath } from '../../routes';
import { isInCluster, type ListedRun } from '../../assessment/listedRuns';
import { originText } from '../../assessment/originText';
import { CutName } from '../../shared/CutName';
import { DropdownMenu } from '../../shared/DropdownMenu';
import { modeLabel } from '../../shared/modeLabel';
import { RunPhaseBadge } from '../../shared/RunPhaseBadge';
import { getCellStyles } from './cellStyles';
import { isFact, type ColumnKey } from './columns';
import type { RunAction } from '../../experiment/RunDialogs';
import { RunProgress } from '../../experiment/RunProgress';
import { waitsFor } from '../../experiment/waitingWords';
import { durationText, runTimes, type ExactTimes, type RunTimes } from '../../experiment/runTimes';
import { OutcomeCell } from './OutcomeCell';
import { unknownPhase } from './runWords';
import type { RunRowProps } from './runRowProps';

/** What a column tells of a run. */
export function RunCell({
  column,
  run,
  exact,
  tasks,
  now,
  selected,
  limits,
  onSelect,
  onAction,
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
          onChange={(event) => onSelect(run, event.currentTarget.checked)}
        />
      );
    case 'phase':
      return <Phase run={run} waiting={waiting} />;
    case 'run':
      return <Name run={run} waiting={waiting} />;
    case 'experiment':
      return <Text value={run.experiment} />;
    case 'mode':
      return <Text value={modeText(run)} />;
    case 'startedBy':
      return <Text value={run.startedBy} />;
    case 'started':
      return <Time at={times.startedAt} otherwise={run.createdAt} />;
    case 'duration':
      return <span className={styles.number}>{durationText(times)}</span>;
    case 'progress':
      return isInCluster(run) ? <RunProgress phase={run.phase} times={times} /> : null;
    case 'actions':
      return <Actions run={run} onAction={onAction} />;
  }
}

function Phase({ run, waiting }: { run: ListedRun; waiting?: Waiting }): React.ReactElement {
  return run.phase === 'unknown' ? (
    <Badge
      color={run.isWindow ? 'blue' : 'darkgrey'}
      icon={run.isWindow ? 'tag-alt' : 'question-circle'}
      text={run.isWindow ? t('pages.runs.phase.window', 'Window') : unknownPhase()}
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

function Name({ run, waiting }: { run: ListedRun; waiting?: Waiting }): React.ReactElement {
  const styles = useStyles2(getCellStyles);
  const place = [run.namespace, run.pipeline, originText(run.origin)].filter(Boolean).join(' · ');
  return (
    <>
      <TextLink href={pathOf(run)} inline={false} className={styles.name} aria-label={run.name}>
        <CutName name={run.name} />
      </TextLink>
      <span className={styles.second} title={waiting?.message}>
        {waiting ? waitsFor(waiting).sentence : place}
      </span>
    </>
  );
}

const modeText = ({ mode }: ListedRun): string | undefined => mode && modeLabel(mode);

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

function Actions({ run, onAction }: Pick<RunRowProps, 'run' | 'onAction'>): React.ReactElement | null {
  return onAction && isInCluster(run) ? <Menus run={run} onAction={onAction} /> : null;
}

function Menus({ run, onAction }: { run: RunSummary; onAction: (action: RunAction) => void }): React.ReactElement {
  const menu = () => (
    <DropdownMenu>
      <Menu.Item
        label={t('pages.runs.action.rerun', 'Rerun')}
        icon="repeat"
        onClick={() => onAction({ kind: 'rerun', run })}
      />
      <Menu.Item
        label={t('pages.runs.action.edit', 'Edit and rerun')}
        icon="edit"
        onClick={() => onAction({ kind: 'edit', run })}
      />
      {!isTerminal(run.phase) && (
        <>
          <Menu.Divider />
          <Menu.Item
            label={t('pages.runs.action.cancel', 'Cancel…')}
            icon="ban"
            destructive
            onClick={() => onAction({ kind: 'cancel', run })}
          />
        </>
      )}
    </DropdownMenu>
  );
  const label = t('pages.runs.action.menu', 'Actions for {{name}}', { name: run.name });
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button icon="ellipsis-v" variant="secondary" fill="text" aria-label={label} />
    </Dropdown>
  );
}
