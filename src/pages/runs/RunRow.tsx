import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { testIds } from '../../shared/testIds';
import { isFact, type Column } from './columns';
import { OutcomeLine } from './OutcomeCell';
import { RunCell } from './RunCell';
import type { RunRowProps } from './runRowProps';

/** A run in the list: a row of a table, or a card where there is no room for one. */
export const RunRow = React.memo(function RunRow(props: RunRowProps): React.ReactElement {
  const { run, index, top, height, card, columns, template, outcomes, limits } = props;
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
        <div
          key={key}
          role="cell"
          className={cx(styles.cell, card && isFact(key) && styles[`card-${key}`])}
          data-column={key}
        >
          {card && LABELLED.has(key) && <span className={styles.label}>{title}: </span>}
          <RunCell column={key} {...props} />
        </div>
      ))}
      {card && outcomes.length > 0 && (
        <div role="cell" className={cx(styles.cell, styles.outcomes)}>
          <OutcomeLine run={run} keys={outcomes} limits={limits} />
        </div>
      )}
    </div>
  );
}, sameRow);

/** Columns whose text does not explain itself without the table's heading. */
const LABELLED: ReadonlySet<Column['key']> = new Set(['started', 'duration']);

/** A snapshot makes new objects; a row changes when its run did. */
function sameRow({ run: a, ...was }: RunRowProps, { run: b, ...is }: RunRowProps): boolean {
  const isSameRun =
    a.uid === b.uid && a.resourceVersion === b.resourceVersion && a.phase === b.phase && a.outcome === b.outcome;
  const isSaidSame = a.isPinned === b.isPinned && a.isFollowed === b.isFollowed && a.labels === b.labels;
  return isSameRun && isSaidSame && PARTS.every((part) => was[part] === is[part]);
}

const PARTS = [
  'exact',
  'tasks',
  'now',
  'index',
  'tabIndex',
  'top',
  'height',
  'card',
  'columns',
  'outcomes',
  'limits',
  'selected',
  'onSelect',
  'onAction',
  'onPin',
  'onFollow',
  'onLabel',
] as const satisfies ReadonlyArray<keyof RunRowProps>;

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
    gridTemplateRows: 'repeat(5, auto)',
    gridTemplateAreas:
      '"select phase progress actions" "run run run run" "started started started started" "duration duration duration duration" "outcomes outcomes outcomes outcomes"',
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
  outcomes: css({ gridArea: 'outcomes', maxWidth: '100%' }),
  label: css({ color: theme.colors.text.secondary }),
});
