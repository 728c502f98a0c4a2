import fc from 'fast-check';

import { BOARD_WIDTHS, fillRow, fillRows, leastWidth, LINE_PARTS } from './fillRow';
import { gpusBoard, overviewBoard } from './boards';
import { VARIABLE_DIALECT } from '../queries/dialect';

const scope = { dialect: VARIABLE_DIALECT, namespace: 'a', variant: 'b' };
const placed = (count: number, width: number, least: number) => Array.from({ length: count }, () => ({ width, least }));

/** Sums of the lines that a grid makes of these widths, from left to right. */
function lines(parts: number[]): number[] {
  const sums = [0];
  for (const part of parts) {
    const last = sums[sums.length - 1]!;
    if (last + part > LINE_PARTS) {
      sums.push(part);
    } else {
      sums[sums.length - 1] = last + part;
    }
  }
  return sums;
}

test.each([
  ['three charts with room beside each other', placed(3, 8, 300), 1000, [40, 40, 40]],
  ['three charts without: two, and one as wide as both', placed(3, 8, 300), 800, [60, 60, 120]],
  ['three charts on a phone', placed(3, 8, 300), 358, [120, 120, 120]],
  ['six figures', placed(6, 4, 150), 1000, [20, 20, 20, 20, 20, 20]],
  ['six figures in two lines', placed(6, 4, 170), 1000, [40, 40, 40, 40, 40, 40]],
  ['five figures in two lines', placed(5, 4, 150), 600, [40, 40, 40, 60, 60]],
  [
    'unequal as designed',
    [
      { width: 14, least: 300 },
      { width: 10, least: 300 },
    ],
    1000,
    [70, 50],
  ],
  ['more than one line by design', placed(4, 12, 300), 2560, [60, 60, 60, 60]],
  ['one alone', placed(1, 24, 900), 300, [120]],
])('%s', (_, panels, width, expected) => {
  expect(fillRow(panels, width)).toEqual(expected);
});

test('every line is full and every panel has room, unless it has a line to itself', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ width: fc.integer({ min: 2, max: 24 }), least: fc.integer({ min: 100, max: 700 }) }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.integer({ min: 300, max: 2600 }),
      (panels, width) => {
        const parts = fillRow(panels, width);
        expect(lines(parts).every((sum) => sum === LINE_PARTS)).toBe(true);
        parts.forEach((part, index) => {
          expect(part === LINE_PARTS || (part / LINE_PARTS) * width >= panels[index]!.least).toBe(true);
        });
      }
    )
  );
});

test('the boards of pages are full at every width at which they are laid out anew', () => {
  const boards = [overviewBoard({ scope }), gpusBoard({ scope: { dialect: VARIABLE_DIALECT } })];
  for (const row of boards.flatMap(({ rows }) => rows)) {
    const laidOut = fillRows(row);
    expect(laidOut).toHaveLength(BOARD_WIDTHS.length);
    expect(laidOut.flatMap(lines).every((sum) => sum === LINE_PARTS)).toBe(true);
  }
});

test('a long title makes a panel wider, a figure less so', () => {
  const title = 'A title of rather more than forty letters, as some are';
  expect(leastWidth({ title, viz: { kind: 'timeseries' } })).toBeGreaterThan(400);
  expect(leastWidth({ title: 'Short', viz: { kind: 'timeseries' } })).toBe(300);
  expect(leastWidth({ title, viz: { kind: 'stat' } })).toBeLessThan(260);
});
