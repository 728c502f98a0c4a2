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

/**
 * The tables of several things, of one shape each: those of one name below each other. What one says of itself beyond the
 * others is said of the whole.
 */
export function stackTables(all: ReadonlyArray<readonly Table[]>): Table[] {
  const [first = [], ...others] = all;
  return first.map((table, i) => {
    const alike = [table, ...others.flatMap((tables) => tables[i] ?? [])];
    return {
      name: table.name,
      about: [...new Set(alike.map(({ about }) => about))].join('. '),
      columns: table.columns.map((own, j) =>
        stacked(
          own,
          alike.map(({ columns }) => columns[j])
        )
      ),
    };
  });
}

function stacked(own: Column, all: ReadonlyArray<Column | undefined>): Column {
  // Columns of one place are of one type.
  return { ...own, values: all.flatMap((one) => (one?.values ?? []) as never[]) };
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

/** Columns of a table that has a row for each of some things: each by what it says of one. */
export const columnsOf = <Row>(rows: readonly Row[]) => ({
  text: (name: string, about: string, of: (row: Row) => string | undefined) => text(name, about, rows.map(of)),
  number: (name: string, about: string, of: (row: Row) => number | undefined) => number(name, about, rows.map(of)),
  time: (name: string, about: string, of: (row: Row) => number | undefined) => time(name, about, rows.map(of)),
});
