/** Where a board's panels stand on Grafana's grid of 24 columns. */
import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Board, PanelSpec, Row } from '../src/panels/spec';

export type Placed =
  | { kind: 'row'; title: string; at: GridPos }
  | { kind: 'panel'; panel: PanelSpec; at: GridPos }
  | { kind: 'lead'; at: GridPos };

/** Rows one below the other, each with its heading; what rows leave free at the left, at the top, is one place. */
export function layout({ rows }: Pick<Board, 'rows'>): Placed[] {
  const lead = leadPlace(rows);
  const placed: Placed[] = lead === undefined ? [] : [{ kind: 'lead', at: lead }];
  let y = 0;
  for (const row of rows) {
    if (row.title !== undefined && row.indent === undefined) {
      placed.push({ kind: 'row', title: row.title, at: { x: 0, y, w: 24, h: 1 } });
      y += 1;
    }
    let x = row.indent ?? 0;
    for (const { panel, width, height } of row.panels) {
      placed.push({ kind: 'panel', panel, at: { x, y, w: width, h: height } });
      x += width;
    }
    y += rowHeight(row);
  }
  return placed;
}

function leadPlace(rows: Row[]): GridPos | undefined {
  const indented = rows.filter((row) => row.indent !== undefined);
  const [first] = indented;
  return first?.indent === undefined
    ? undefined
    : { x: 0, y: 0, w: first.indent, h: indented.reduce((sum, row) => sum + rowHeight(row), 0) };
}

const rowHeight = (row: Row): number => Math.max(0, ...row.panels.map(({ height }) => height));
