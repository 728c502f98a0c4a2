import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useRef, useState } from 'react';

import { KPIS } from '../../domain/analysis/kpis';
import { HEAD_HEIGHT, isFact, type Column } from './columns';
import type { RunSort } from './runFilter';

interface Props {
  sort: RunSort;
  onSort: (sort: RunSort) => void;
  columns: Column[];
  template: string;
  /** px */
  minWidth: number | undefined;
  card: boolean;
}

/** The headings, by which the list is sorted: one stop of the Tab key, between them go the arrow keys. */
export function RunsHead({ columns, template, minWidth, card, sort, onSort }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const sortable = columns.filter((column) => column.sort !== undefined);
  const [at, setAt] = useState<string>();
  const stop = (
    sortable.find(({ key }) => key === at) ??
    sortable.find((column) => column.sort === sort.by) ??
    sortable[0]
  )?.key;
  const row = useRef<HTMLDivElement>(null);
  const move = (event: React.KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && sortable[sortable.findIndex(({ key }) => key === stop) + step];
    if (next) {
      event.preventDefault();
      row.current?.querySelector<HTMLElement>(`[data-sort="${next.key}"]`)?.focus();
    }
  };
  return (
    <div role="rowgroup" className={card ? styles.hidden : styles.head} style={{ minWidth }}>
      <div
        ref={row}
        role="row"
        aria-rowindex={1}
        className={styles.headRow}
        style={{ gridTemplateColumns: template }}
        onKeyDown={move}
      >
        {columns.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={ariaSort(column, sort)}
            className={styles.heading}
            title={column.title}
          >
            {column.sort && !card ? (
              <button
                type="button"
                className={styles.sort}
                data-sort={column.key}
                tabIndex={column.key === stop ? 0 : -1}
                onFocus={() => setAt(column.key)}
                onClick={() => onSort(nextSort(column, sort))}
              >
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
