/** How the panels of a row share the width that a board has: lines are always full, and no panel is too narrow to be read. */
import type { PanelSpec, Row } from './spec';

/** Parts of a line: whole numbers for one, two, three, four, five, six, eight and ten panels of equal width. */
export const LINE_PARTS = 120;

/** Pixels of a board's width from which its rows are laid out anew. */
export const BOARD_WIDTHS = [0, 440, 560, 720, 860, 1000, 1160, 1400, 1800] as const;

/** Pixels below which a panel of a kind cannot be read; a chart has two axes and a legend, a figure its number and unit. */
const LEAST = { stat: 130, bargauge: 240, table: 560, timeseries: 300, heatmap: 300, 'state-timeline': 300 } as const;

/** Pixels of a letter of a panel's title, and of the padding and the information mark beside it. */
const TITLE = { letter: 7.6, beside: 64 };
/** The title of a narrow figure stands in two smaller lines. */
const FIGURE_TITLE = { letter: 3.4, beside: 56, wordLetter: 8 };

/** Pixels that a panel needs, for what it draws and for its title. */
export function leastWidth({ viz, title }: Pick<PanelSpec, 'viz' | 'title'>): number {
  const { letter, beside } = viz.kind === 'stat' ? FIGURE_TITLE : TITLE;
  // A word does not break.
  const word =
    viz.kind === 'stat' ? Math.max(...title.split(' ').map(({ length }) => length)) * FIGURE_TITLE.wordLetter : 0;
  return Math.max(LEAST[viz.kind], Math.ceil(Math.max(title.length * letter, word) + beside));
}

interface Placed {
  /** In 24ths of a line, as designed for a wide board. */
  width: number;
  /** Pixels, {@link leastWidth}. */
  least: number;
}

/**
 * Widths of a row's panels in {@link LINE_PARTS}, in order, on a board that is `boardWidth` pixels wide. The sum of each line
 * is a whole line. As few lines as have room for every panel, each with as many panels as the others, as nearly as can be.
 */
export function fillRow(panels: readonly Placed[], boardWidth: number): number[] {
  const designed = Math.ceil(panels.reduce((sum, { width }) => sum + width, 0) / 24);
  for (let lines = Math.max(1, designed); lines < panels.length; lines += 1) {
    const filled = split(panels, lines).map(fillLine);
    if (filled.every((line) => line.every(({ parts, least }) => (parts / LINE_PARTS) * boardWidth >= least))) {
      return filled.flat().map(({ parts }) => parts);
    }
  }
  return panels.map(() => LINE_PARTS);
}

/** {@link fillRow} of a row of panels at each of {@link BOARD_WIDTHS}. */
export function fillRows(row: Pick<Row, 'panels'>): number[][] {
  const placed = row.panels.map(({ panel, width }) => ({ width, least: leastWidth(panel) }));
  return BOARD_WIDTHS.map((boardWidth) => fillRow(placed, boardWidth));
}

/** In lines of equal count; the first ones have one more where it does not divide. */
function split(panels: readonly Placed[], lines: number): Placed[][] {
  const least = Math.floor(panels.length / lines);
  const more = panels.length % lines;
  let from = 0;
  return Array.from({ length: lines }, (_, index) => {
    const line = panels.slice(from, from + least + (index < more ? 1 : 0));
    from += line.length;
    return line;
  });
}

/** A whole line, shared in the proportion of the designed widths; what rounding leaves goes to the last. */
function fillLine(line: readonly Placed[]): Array<Placed & { parts: number }> {
  const sum = line.reduce((total, { width }) => total + width, 0);
  let left = LINE_PARTS;
  return line.map((panel, index) => {
    const parts = index === line.length - 1 ? left : Math.floor((panel.width / sum) * LINE_PARTS);
    left -= parts;
    return { ...panel, parts };
  });
}
