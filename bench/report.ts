/** One measured figure, and what it may be at most. */
export interface Measure {
  name: string;
  unit: string;
  value: number;
  /** At most this; without one the figure is for the record. */
  budget?: number;
}

const number = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

/** A budget of 0 has no ratio. */
const ratio = (value: number, budget: number): string => (budget === 0 ? '' : `${(value / budget).toFixed(2)}×`);

/** A table of measures as text: value, budget and their ratio, one line each. */
export function formatMeasures(title: string, measures: Measure[]): string {
  const rows = measures.map(({ name, unit, value, budget }) => [
    name,
    `${number(value)} ${unit}`,
    budget === undefined ? '' : `of ${number(budget)}`,
    budget === undefined ? '' : `${ratio(value, budget)}${value > budget ? '  OVER BUDGET' : ''}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  );
  return [`${title}`, ...lines.map((line) => `  ${line.trimEnd()}`)].join('\n');
}
