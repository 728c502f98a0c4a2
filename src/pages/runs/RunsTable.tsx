import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useRef } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { LatencyLimits } from '../../domain/analysis/types';
import { KPIS } from '../../domain/analysis/kpis';
import { isTerminal, runId } from '../../domain/run';
import { isInCluster, type ListedRun } from '../../assessment/listedRuns';
import { useNow } from '../../shared/useNow';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { CARD_WIDTH, cardOutcomes, columnsFor, HEAD_HEIGHT, heightsFor, isFact, widthOf, type Column } from './columns';
import type { OutcomeKey, RunSort } from './runFilter';
import { RunRow } from './RunRow';
import type { RunRowProps } from './runRowProps';
import { useHydrated } from './useHydrated';
import { useTasksOf } from './useTasksOf';
import { type Measured, useRowWindow } from './useRowWindow';

interface Props extends Pick<RunRowProps, 'onAction' | 'onPin' | 'onLabel'> {
  api: Pick<TektonApi, 'hydrate' | 'taskRuns'>;
  runs: readonly ListedRun[];
  sort: RunSort;
  onSort: (sort: RunSort) => void;
  /** Cluster's clock minus browser's clock, ms. */
  clockSkewMs: number;
  /** Ids of the runs that are to be compared. */
  selected: readonly string[];
  /** Whether a record tells what came of any run. */
  hasOutcomes: boolean;
  /** Columns with that, where they were chosen. */
  outcomes?: readonly OutcomeKey[];
  /** For goodput. */
  limits: LatencyLimits;
  onSelect: (run: ListedRun, selected: boolean) => void;
}

/** The list, as a table of which only the rows near the screen exist. Arrow keys go from run to run. */
export function RunsTable({
  api,
  runs,
  sort,
  onSort,
  clockSkewMs,
  selected,
  hasOutcomes,
  outcomes,
  limits,
  onSelect,
  ...handlers
}: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const now = useNow(1000, clockSkewMs);
  const choice = useMemo(() => ({ hasOutcomes, outcomes }), [hasOutcomes, outcomes]);
  const onCard = useMemo(() => cardOutcomes(choice), [choice]);
  const heights = useCallback((px: number) => heightsFor(px, onCard.length > 0), [onCard]);
  const { scroller, window, width, scrollTo, rowHeight } = useRowWindow(runs.length, heights);
  const card = width < CARD_WIDTH;
  const columns = useMemo(() => columnsFor({ ...choice, width }), [choice, width]);
  const template = columns.map((column) => column.track).join(' ');
  const minWidth = card ? undefined : widthOf(columns);
  const shown = runs.slice(window.from, window.to);
  const inCluster = shown.filter(isInCluster);
  const exact = useHydrated(api, inCluster);
  const tasks = useTasksOf(api, inCluster);
  const focusRow = useRowFocus({ scroller, window, scrollTo }, runs.length);

  return (
    <div
      ref={scroller}
      role="table"
      aria-label={t('pages.runs.table', 'Experiment runs')}
      aria-rowcount={runs.length + 1}
      tabIndex={0}
      className={styles.scroller}
      data-testid={testIds.runs.list}
      onKeyDown={focusRow}
    >
      <Header columns={columns} template={template} minWidth={minWidth} card={card} sort={sort} onSort={onSort} />
      <div role="rowgroup" className={styles.body} style={{ height: runs.length * rowHeight, minWidth }}>
        {shown.map((run, i) => {
          const index = window.from + i;
          return (
            <RunRow
              key={run.uid}
              run={run}
              exact={exact.get(run.uid)}
              tasks={tasks.get(run.uid)}
              now={!isInCluster(run) || isTerminal(run.phase) ? 0 : now}
              index={index}
              top={index * rowHeight}
              height={rowHeight}
              card={card}
              columns={columns}
              template={template}
              outcomes={onCard}
              limits={limits}
              selected={selected.includes(runId(run))}
              onSelect={onSelect}
              {...handlers}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Up, down, Home, End and page keys move the focus from run to run, also to runs that are not rendered yet. */
function useRowFocus(
  { scroller, window: rendered, scrollTo }: Pick<Measured, 'scroller' | 'window' | 'scrollTo'>,
  count: number
) {
  const wanted = useRef<number | undefined>(undefined);
  const focusWanted = useCallback(() => {
    const link =
      wanted.current === undefined
        ? undefined
        : scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`);
    if (link) {
      wanted.current = undefined;
      link.focus({ preventScroll: true });
    }
  }, [scroller]);
  // The row may come only with a later window, when the scroll event has been heard: what is wanted waits for it.
  useEffect(focusWanted, [focusWanted, rendered.from, rendered.to]);

  return (event: React.KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    const target = event.target as HTMLElement;
    // A row's menu is drawn elsewhere in the document, but React hands its keys to us too: they are not ours.
    const ours = target === event.currentTarget || target.closest('a') !== null;
    if (step === undefined || !ours || count === 0 || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const row = target.closest<HTMLElement>('[data-index]');
    const at = row ? Number(row.dataset.index) : event.key === 'ArrowDown' ? -1 : 0;
    const index = Math.max(0, Math.min(count - 1, at + step));
    event.preventDefault();
    scrollTo(index);
    wanted.current = index;
    focusWanted();
  };
}

const STEPS: Partial<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

interface HeaderProps extends Pick<Props, 'sort' | 'onSort'> {
  columns: Column[];
  template: string;
  /** px */
  minWidth: number | undefined;
  card: boolean;
}

function Header({ columns, template, minWidth, card, sort, onSort }: HeaderProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div role="rowgroup" className={card ? styles.hidden : styles.head} style={{ minWidth }}>
      <div role="row" aria-rowindex={1} className={styles.headRow} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={ariaSort(column, sort)}
            className={styles.heading}
            title={column.title}
          >
            {column.sort && !card ? (
              <button type="button" className={styles.sort} onClick={() => onSort(nextSort(column, sort))}>
                <span className={styles.title}>{column.title}</span>
                {column.sort === sort.by && (
                  <Icon name={sort.descending ? 'arrow-down' : 'arrow-up'} size="sm" aria-hidden />
                )}
              </button>
            ) : (
              column.title
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function ariaSort(column: Column, sort: RunSort): 'ascending' | 'descending' | undefined {
  return column.sort === sort.by ? (sort.descending ? 'descending' : 'ascending') : undefined;
}

/** A first click sorts texts from A, times from the newest and figures from the best; a second one turns the order round. */
function nextSort(column: Column, sort: RunSort): RunSort {
  const by = column.sort ?? sort.by;
  return by === sort.by ? { by, descending: !sort.descending } : { by, descending: isFromTheTop(column) };
}

const isFromTheTop = ({ key }: Column): boolean =>
  isFact(key) ? key === 'started' : key !== 'verdict' && KPIS[key].better === 'higher';

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({
    position: 'relative',
    overflow: 'auto',
    minHeight: 160,
    // Header, filters and page margins take about this much of the screen.
    maxHeight: 'max(360px, calc(100vh - 290px))',
    scrollPaddingTop: HEAD_HEIGHT,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  body: css({ position: 'relative' }),
  head: css({
    position: 'sticky',
    top: 0,
    zIndex: 1,
    background: theme.colors.background.secondary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  hidden: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  headRow: css({
    display: 'grid',
    alignItems: 'center',
    height: HEAD_HEIGHT,
    columnGap: theme.spacing(1.5),
    padding: theme.spacing(0, 1.5),
    fontWeight: theme.typography.fontWeightMedium,
    whiteSpace: 'nowrap',
  }),
  heading: css({ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }),
  title: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  sort: css({
    display: 'inline-flex',
    maxWidth: '100%',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: 0,
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    '&:hover': { color: theme.colors.text.link },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
});
