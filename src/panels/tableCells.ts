/** Columns of tables that have one row a variant, and the queries that fill them. */
import { tag } from '../queries/promql';
import type { TableColumn, Target } from './spec';

/** A query's last values as a column of a table. */
export const cell = (refId: string, expr: string): Target => ({ refId, expr, instant: true, format: 'table' });

/**
 * Several columns' last values in one query.
 *
 * @param rows what to make of them, all together or each
 */
export function cells(columns: Readonly<Record<string, string>>, rows: (all: string) => string = (all) => all): Target {
  const parts = Object.entries(columns).map(([name, expr]) => ({ name, expr: tag(expr, 'series', name) }));
  const asked = { instant: true, format: 'time_series' } as const;
  return {
    refId: 'cells',
    expr: rows(parts.map(({ expr }) => expr).join(' or ')),
    ...asked,
    cells: Object.keys(columns),
    apart: parts.map(({ name, expr }) => ({ refId: `cells_${name}`, expr: rows(expr), ...asked })),
  };
}

/** Whole numbers. */
export const count = (refId: string, title: string, role?: TableColumn['role']): TableColumn => ({
  from: `value:${refId}`,
  title,
  unit: 'short',
  decimals: 0,
  width: 68,
  role,
});

/** Shares from 0 to 1, as percent. */
export const share = (refId: string, title: string, more: Partial<TableColumn> = {}): TableColumn => ({
  from: `value:${refId}`,
  title,
  unit: 'percentunit',
  decimals: 0,
  ...more,
});
