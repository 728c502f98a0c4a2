import { dateTime, LoadingState, type PanelData, type TimeRange } from '@grafana/data';

import { forgetCaches } from '../domain/moduleCaches';
import { askDetection } from '../measuring/askDetection';
import { variantBoard, panelsOf } from '../panels/boards';
import { detect } from '../queries/detection';
import { VARIABLE_DIALECT } from '../queries/dialect';
import { foundNothing, notShown } from './absentPanels';
import { BoardRow } from './BoardLayout';
import { boardRow } from './boardScene';
import { detectionOf } from './detection';

jest.mock('../measuring/askDetection');
const ask = jest.mocked(askDetection);
const range = (from: string): TimeRange => ({ from: dateTime(0), to: dateTime(1), raw: { from, to: 'now' } });
const HOUR = range('now-1h');
const SERIES = { fields: [], length: 0 };
const answer = (more: Partial<PanelData>): PanelData => ({
  state: LoadingState.Done,
  series: [],
  timeRange: HOUR,
  ...more,
});
const board = variantBoard({ scope: { dialect: VARIABLE_DIALECT, namespace: '$namespace', variant: '$variant' } });

beforeEach(async () => {
  forgetCaches();
  ask.mockReset();
  ask.mockResolvedValue(detect([{ labels: { clue: 'vllm' }, value: 1 }]));
  await detectionOf('prom', HOUR);
});

test.each([
  ['no metrics of GPUs, and none found', 'gpu', answer({}), HOUR, true],
  ['there are metrics of vLLM, though none of this variant', 'vllm', answer({}), HOUR, false],
  ['none now, but some before', 'gpu', answer({ series: [SERIES] }), HOUR, false],
  ['not yet answered', 'gpu', answer({ state: LoadingState.Loading }), HOUR, false],
  ['answered for another time', 'gpu', answer({ timeRange: range('now-6h') }), HOUR, false],
  ['not yet known what there is', 'gpu', answer({ timeRange: range('now-6h') }), range('now-6h'), false],
  ['refused', 'gpu', answer({ state: LoadingState.Error }), HOUR, false],
] as const)('%s', (_, need, data, shown, expected) => {
  expect(foundNothing({ need, uid: 'prom', range: shown, data })).toBe(expected);
});

test('one line names what is not shown, and why', () => {
  const gpu = panelsOf(board).filter(({ needs }) => needs === 'gpu');
  expect(notShown(gpu)).toBe(
    'Not shown: GPU load, GPU power, because the cluster has no metrics of GPUs (DCGM exporter).'
  );
});

test('what remains of a row fills its lines', () => {
  const row = boardRow(board.rows[1]!, 'prom');
  expect(row).toBeInstanceOf(BoardRow);
  const [first, second] = row.state.items;
  const widest = () => [first, second].map((item) => item!.state.spans.at(-1));
  expect(widest()).toEqual([60, 60]);
  second!.setAbsent(true);
  expect(first!.state.spans.at(-1)).toBe(120);
  second!.setAbsent(false);
  expect(widest()).toEqual([60, 60]);
});
