/** A table by columns, as every format here writes it: no format decides what is in it. */

interface ColumnOf<Type extends string, Value> {
  name: string;
  /** What it holds, in a few words; with the unit, unless another column gives that. */
  about: string;
  type: Type;
  /** Undefined where there is none. */
  values: Array<Value | undefined>;
}

export type TextColumn = ColumnOf<'text', string>;
/** Any double: NaN and infinities too. */
export type NumberColumn = ColumnOf<'number', number>;
/** Epoch ms. */
export type TimeColumn = ColumnOf<'time', number>;
export type Column = TextColumn | NumberColumn | TimeColumn;

export interface Table {
  /** Also the name of its file. */
  name: string;
  about: string;
  /** All of one length. */
  columns: Column[];
}

export function rowCount({ columns }: Table): number {
  return columns[0]?.values.length ?? 0;
}

/** What a reader of the metadata is told of a table. */
export interface TableAbout {
  about: string;
  rows: number;
  columns: Record<string, { type: Column['type']; about: string }>;
}

export function aboutTable(table: Table): TableAbout {
  return {
    about: table.about,
    rows: rowCount(table),
    columns: Object.fromEntries(table.columns.map(({ name, type, about }) => [name, { type, about }])),
  };
}

const text = (name: string, about: string, values: TextColumn['values']): TextColumn => ({
  name,
  about,
  type: 'text',
  values,
});
const number = (name: string, about: string, values: NumberColumn['values']): NumberColumn => ({
  name,
  about,
  type: 'number',
  values,
});
const time = (name: string, about: string, values: TimeColumn['values']): TimeColumn => ({
  name,
  about,
  type: 'time',
  values,
});
export const column = { text, number, time };
