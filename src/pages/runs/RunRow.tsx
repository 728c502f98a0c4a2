import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Dropdown, Menu, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';

import { loadCourse } from '../../domain/analysedRun';
import { isTerminal, type RunSummary, type TaskRun } from '../../domain/run';
import { waitingOf, type Waiting } from '../../domain/waiting';
import { t } from '../../i18n/t';
import { runPath } from '../../routes';
import { CutName } from '../../shared/CutName';
import { DropdownMenu } from '../../shared/DropdownMenu';
import { modeLabel } from '../../shared/modeLabel';
import { RunPhaseBadge } from '../../shared/RunPhaseBadge';
import { testIds } from '../../shared/testIds';
import type { Column, ColumnKey } from './columns';
import type { RunAction } from '../../experiment/RunDialogs';
import { RunProgress } from '../../experiment/RunProgress';
import { waitsFor } from '../../experiment/waitingWords';
import { durationText, runTimes, type ExactTimes } from '../../experiment/runTimes';

export interface RunRowProps {
  run: RunSummary;
  exact?: ExactTimes;
  /** Of a run in progress, once they have been read. */
  tasks?: readonly TaskRun[];
  /** Epoch ms by the cluster's clock; the same at every render for a run that is over. */
  now: number;
  index: number;
  top: number;
  height: number;
  card: boolean;
  columns: Column[];
  template: string;
  /** Whether it is to be compared. */
  selected: boolean;
  onSelect: (run: RunSummary, selected: boolean) => void;
  /** Undefined for who may not act on runs. */
  onAction?: (action: RunAction) => void;
}

/** A run in the list: a row of a table, or a card where there is no room for one. */
export const RunRow = React.memo(function RunRow(props: RunRowProps): React.ReactElement {
  const { index, top, height, card, columns, template } = props;
  const styles = useStyles2(getStyles);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-testid={testIds.runs.row}
      className={cx(styles.row, card && styles.card)}
      style={{ transform: `translateY(${top}px)`, height, gridTemplateColumns: card ? undefined : template }}
    >
      {columns.map(({ key, title }) => (
        <div key={key} role="cell" className={cx(styles.cell, card && styles[`card-${key}`])} data-column={key}>
          {card && LABELLED.has(key) && <span className={styles.label}>{title}: </span>}
          <Cell column={key} {...props} />
        </div>
      ))}
    </div>
  );
}, sameRow);

/** Columns whose text does not explain itself without the table's heading. */
const LABELLED: ReadonlySet<ColumnKey> = new Set(['started', 'duration']);

/** A snapshot makes new objects; a row changes when its run did. */
function sameRow(a: RunRowProps, b: RunRowProps): boolean {
  return (
    a.run.uid === b.run.uid &&
    a.run.resourceVersion === b.run.resourceVersion &&
    a.run.phase === b.run.phase &&
    a.exact === b.exact &&
    a.tasks === b.tasks &&
    a.now === b.now &&
    a.index === b.index &&
    a.top === b.top &&
    a.height === b.height &&
    a.columns === b.columns &&
    a.selected === b.selected &&
    a.onSelect === b.onSelect &&
    a.onAction === b.onAction
  );
}

function Cell({
  column,
  run,
  exact,
  tasks,
  now,
  selected,
  onSelect,
  onAction,
}: RunRowProps & { column: ColumnKey }): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const times = runTimes(run, exact, now, tasks && loadCourse(tasks, run));
  const waiting = waitingOf({ ...run, message: '' }, tasks);
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
      return <RunPhaseBadge phase={run.phase} reason={run.reason} waiting={waiting} />;
    case 'run':
      return <Name run={run} waiting={waiting} />;
    case 'experiment':
      return <Text value={run.experiment} />;
    case 'mode':
      return <Text value={run.mode && modeLabel(run.mode)} />;
    case 'startedBy':
      return <Text value={run.startedBy} />;
    case 'started':
      return <Time at={times.startedAt ?? run.createdAt} />;
    case 'duration':
      return <span className={styles.number}>{durationText(times)}</span>;
    case 'progress':
      return <RunProgress phase={run.phase} times={times} />;
    case 'actions':
      return onAction ? <Actions run={run} onAction={onAction} /> : null;
  }
}

function Name({ run, waiting }: { run: RunSummary; waiting?: Waiting }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const place = run.pipeline ? `${run.namespace} · ${run.pipeline}` : run.namespace;
  return (
    <>
      <TextLink href={runPath(run)} inline={false} className={styles.name} aria-label={run.name}>
        <CutName name={run.name} />
      </TextLink>
      <span className={styles.second} title={waiting?.message}>
        {waiting ? waitsFor(waiting).sentence : place}
      </span>
    </>
  );
}

function Text({ value }: { value: string | undefined }): React.ReactElement {
  return <CutName name={value || '–'} />;
}

function Time({ at }: { at: number }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <time dateTime={new Date(at).toISOString()} className={styles.number}>
      {dateTimeFormat(at)}
    </time>
  );
}

function Actions({ run, onAction }: { run: RunSummary; onAction: (action: RunAction) => void }): React.ReactElement {
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

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1.5),
    padding: theme.spacing(0, 1.5),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:hover, &:focus-within': { background: theme.colors.action.hover },
  }),
  cell: css({
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    alignItems: 'flex-start',
  }),
  card: css({
    gridTemplateColumns: 'auto auto minmax(0, 1fr) auto',
    gridTemplateRows: 'repeat(4, auto)',
    gridTemplateAreas:
      '"select phase progress actions" "run run run run" "started started started started" "duration duration duration duration"',
    alignContent: 'center',
    rowGap: theme.spacing(0.5),
  }),
  'card-select': css({ gridArea: 'select' }),
  'card-phase': css({ gridArea: 'phase' }),
  'card-run': css({ gridArea: 'run' }),
  'card-experiment': css({ display: 'none' }),
  'card-mode': css({ display: 'none' }),
  'card-startedBy': css({ display: 'none' }),
  'card-started': css({
    gridArea: 'started',
    flexDirection: 'row',
    justifyContent: 'flex-start',
    gap: theme.spacing(0.5),
  }),
  'card-duration': css({
    gridArea: 'duration',
    flexDirection: 'row',
    justifyContent: 'flex-start',
    gap: theme.spacing(0.5),
  }),
  'card-progress': css({ gridArea: 'progress' }),
  'card-actions': css({ gridArea: 'actions' }),
  label: css({ color: theme.colors.text.secondary }),
  name: css({ maxWidth: '100%', minWidth: 0 }),
  second: css({
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  number: css({ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
});
