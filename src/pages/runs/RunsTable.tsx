import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { LatencyLimits } from '../../domain/analysis/types';
import { isTerminal, runId } from '../../domain/run';
import { isInCluster, type ListedRun } from '../../assessment/listedRuns';
import { useNow } from '../../shared/useNow';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { CARD_WIDTH, cardOutcomes, columnsFor, HEAD_HEIGHT, heightsFor, widthOf } from './columns';
import type { OutcomeKey, RunSort } from './runFilter';
import { RunRow } from './RunRow';
import { RunsHead } from './RunsHead';
import type { RunRowProps } from './runRowProps';
import { useHydrated } from './useHydrated';
import { useTasksOf } from './useTasksOf';
import { type Measured, useRowWindow } from './useRowWindow';

interface Props extends Pick<RunRowProps, 'onAction' | 'onPin' | 'onFollow' | 'onLabel'> {
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

/** Where the page's link past its filters leads. */
export const RUNS_TABLE_ID = 'wva-runs-table';

/**
 * The list, as a table of which only the rows near the screen exist. Arrow keys go from run to run; the Tab key stops in one row
 * only, so that there are few stops before and behind the list.
 */
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
  const [at, setAt] = useState(0);
  const stop = Math.min(Math.max(at, window.from), window.to - 1);
  const focusRow = useRowFocus({ scroller, window, scrollTo }, runs.length);

  return (
    <div
      ref={scroller}
      id={RUNS_TABLE_ID}
      role="table"
      aria-label={t('pages.runs.table', 'Experiment runs')}
      aria-rowcount={runs.length + 1}
      tabIndex={0}
      className={styles.scroller}
      data-testid={testIds.runs.list}
      onKeyDown={focusRow}
    >
      <RunsHead columns={columns} template={template} minWidth={minWidth} card={card} sort={sort} onSort={onSort} />
      <div
        role="rowgroup"
        className={styles.body}
        onFocus={({ target }) => setAt(indexOf(target) ?? at)}
        style={{ height: runs.length * rowHeight, minWidth }}
      >
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
              tabIndex={index === stop ? 0 : -1}
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
  const wanted = useRef<{ index: number; what: string } | undefined>(undefined);
  const focusWanted = useCallback(() => {
    const found =
      wanted.current === undefined
        ? undefined
        : scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current.index}"] ${wanted.current.what}`);
    if (found) {
      wanted.current = undefined;
      found.focus({ preventScroll: true });
    }
  }, [scroller]);
  // The row may come only with a later window, when the scroll event has been heard: what is wanted waits for it.
  useEffect(focusWanted, [focusWanted, rendered.from, rendered.to]);

  return (event: React.KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    const target = event.target as HTMLElement;
    // A row's menu is drawn elsewhere in the document, but React hands its keys to us too: they are not ours.
    const what = target.closest(CHOICE) ? CHOICE : 'a';
    const ours = target === event.currentTarget || target.closest(what) !== null;
    if (step === undefined || !ours || count === 0 || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const at = indexOf(target) ?? (event.key === 'ArrowDown' ? -1 : 0);
    const index = Math.max(0, Math.min(count - 1, at + step));
    event.preventDefault();
    scrollTo(index);
    wanted.current = { index, what };
    focusWanted();
  };
}

/** The box by which a run is chosen. */
const CHOICE = 'input[type="checkbox"]';

function indexOf(target: Element): number | undefined {
  const row = target.closest<HTMLElement>('[data-index]');
  return row ? Number(row.dataset.index) : undefined;
}

const STEPS: Partial<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

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
});
