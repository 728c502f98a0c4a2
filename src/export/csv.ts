/**
 * A table as CSV by RFC 4180: comma, CRLF, quotes doubled, a header, UTF-8. Numbers as JavaScript prints them, which no
 * locale changes; times as ISO 8601 in UTC; nothing as an empty cell.
 *
 * A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula and runs it. Such a text, and one that
 * begins with apostrophes before these, gets an apostrophe in front, which spreadsheets know as "this is text". Numbers
 * never get one. {@link unguard} undoes it exactly; names and labels of Kubernetes begin with none of these, so in
 * practice nothing is changed.
 */
import { rowCount, type Column, type Table } from './table';

export function writeCsv(table: Table): string {
  const columns = table.columns.map(cells);
  const lines = [table.columns.map(({ name }) => quote(guard(name))).join(',')];
  for (let row = 0; row < rowCount(table); row++) {
    lines.push(columns.map((cell) => cell(row)).join(','));
  }
  return lines.map((line) => `${line}\r\n`).join('');
}

function cells(column: Column): (row: number) => string {
  switch (column.type) {
    case 'text':
      return (row) => quote(guard(column.values[row] ?? ''));
    case 'time':
      return (row) => timeText(column.values[row]);
    case 'number':
      return (row) => numberText(column.values[row]);
  }
}

/** `inf` as numpy, pandas and R write it; NaN is nothing. */
function numberText(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) {
    return '';
  }
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

export function timeText(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : new Date(value).toISOString();
}

/** What makes a formula of a text: the wide forms too, and characters that some programs skip before them. */
const FORMULA = /^'*[\s\0]*[=+\-@＝＋－＠]|^'*[\t\r\n]/;
const GUARDED = /^'(?='*[\s\0]*[=+\-@＝＋－＠]|'*[\t\r\n])/;

export function guard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Inverse of {@link guard}. */
export function unguard(text: string): string {
  return text.replace(GUARDED, '');
}

function quote(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
