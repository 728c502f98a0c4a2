import { CARD_WIDTH, columnsFor, widthOf } from './columns';

test.each([true, false])(
  'no list from 720 to 2,560 px is narrower than its own columns (outcomes: %s)',
  (hasOutcomes) => {
    for (let width = CARD_WIDTH; width <= 2560; width += 10) {
      const columns = columnsFor({ width, hasOutcomes });
      expect(widthOf(columns)).toBeLessThanOrEqual(width);
      expect(columns.map(({ key }) => key)).toEqual(
        expect.arrayContaining(['select', 'phase', 'run', 'started', 'actions'])
      );
    }
  }
);

test('the experiment, the mode and the duration stay in half of a window', () => {
  const keys = columnsFor({ width: 994, hasOutcomes: true }).map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['experiment', 'mode', 'duration']));
});
