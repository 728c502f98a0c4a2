/**
 * All tables in one JSON document, by columns: `pandas.DataFrame(document["series"])`. Times are ISO 8601 in UTC; what
 * JSON cannot say (no value, NaN, an infinity) is null.
 */
import { timeText } from './csv';
import type { ExportDocument } from './exportDocument';
import type { Column } from './table';

export function writeJson({ meta, tables }: ExportDocument): string {
  return JSON.stringify({
    meta,
    ...Object.fromEntries(
      tables.map((table) => [
        table.name,
        Object.fromEntries(table.columns.map((column) => [column.name, values(column)])),
      ])
    ),
  });
}

function values(column: Column): Array<string | number | null> {
  switch (column.type) {
    case 'text':
      return column.values.map((value) => value ?? null);
    case 'time':
      return column.values.map((value) => timeText(value) || null);
    case 'number':
      return column.values.map((value) => (value !== undefined && Number.isFinite(value) ? value : null));
  }
}
