/** Columns of tables that have one row a variant, and the queries that fill them. */
import type { TableColumn, Target } from './spec';

/** A query's last values as a column of a table. */
export const cell = (refId: string, expr: string): Target => ({ refId, expr, instant: true, format: 'table' });

/** Whole numbers. */
export const count = (refId: string, title: string, role?: TableColumn['role']): TableColumn => ({
  from: `value:${refId}`,
  title,
  unit: 'short',
  decimals: 0,
  width: 80,
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
