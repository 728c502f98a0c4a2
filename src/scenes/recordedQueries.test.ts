import { LoadingState, dateTime } from '@grafana/data';
import { EmbeddedScene, SceneQueryRunner, SceneTimeRange } from '@grafana/scenes';

import { askDetection } from '../measuring/askDetection';
import { forgetCaches } from '../domain/moduleCaches';
import type { PanelSpec } from '../panels/spec';
import { detect } from '../queries/detection';
import { asksRecorded } from './recordedQueries';

jest.mock('../measuring/askDetection');
const ask = jest.mocked(askDetection);
const recorded = (...clues: string[]) => detect(clues.map((clue) => ({ labels: { clue }, value: 1 })));

const HOUR = 3_600_000;
const SPEC: PanelSpec = {
  id: 'p',
  title: '',
  description: '',
  unit: 's',
  points: 180,
  targets: [
    { refId: 'gauge', expr: 'raw', recorded: 'kept' },
    { refId: 'rate', expr: 'rate(raw[$__rate_interval])', recorded: 'kept:rate2m' },
    { refId: 'other', expr: 'other' },
  ],
  viz: { kind: 'timeseries' },
  noData: '',
};
const RAW = ['raw', 'rate(raw[$__rate_interval])', 'other'];

function panelOver(hours: number) {
  const runner = new SceneQueryRunner({ queries: [], runQueriesMode: 'manual' });
  const run = jest.spyOn(runner, 'runQueries').mockImplementation();
  const range = { from: dateTime(0).toISOString(), to: dateTime(hours * HOUR).toISOString() };
  const timeRange = new SceneTimeRange(range);
  const scene = new EmbeddedScene({ $timeRange: timeRange, $data: runner, body: null as never });
  runner.setState({ queries: SPEC.targets.map(({ refId, expr }) => ({ refId, expr })) });
  const undo = runner.activate();
  const stop = asksRecorded(SPEC, 'uid')(runner);
  return { scene, runner, run, timeRange, end: () => (stop(), undo()) };
}

const exprs = (runner: SceneQueryRunner) => runner.state.queries.map(({ expr }) => expr as string);
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  forgetCaches();
  ask.mockReset();
});

test.each([
  ['rules at work', ['recorded'], 3, ['kept', 'kept:rate2m', 'other']],
  ['steps longer than the rules’ rates', ['recorded'], 24, ['kept', RAW[1], 'other']],
  ['no rules', [], 3, RAW],
  ['rules that came within the range', ['recorded', 'unrecorded'], 3, RAW],
])('%s', async (_case, clues, hours, expected) => {
  ask.mockResolvedValue(recorded(...clues));
  const { runner, end } = panelOver(hours);
  expect(exprs(runner)).toEqual(RAW);
  await settled();
  expect(exprs(runner)).toEqual(expected);
  end();
});

test('a panel that has asked already asks anew; one that waits, or is told at once, asks once', async () => {
  ask.mockResolvedValue(recorded('recorded'));
  const first = panelOver(3);
  first.runner.setState({ _hasFetchedData: true });
  await settled();
  expect(first.run).toHaveBeenCalledTimes(1);
  first.end();
  forgetCaches();
  const waiting = panelOver(3);
  waiting.runner.setState({
    data: { state: LoadingState.Loading, series: [], timeRange: waiting.timeRange.state.value },
  });
  await settled();
  expect(exprs(waiting.runner)[0]).toBe('kept');
  expect(waiting.run).not.toHaveBeenCalled();
  waiting.end();
  const second = panelOver(3);
  expect(exprs(second.runner)[0]).toBe('kept');
  second.runner.setState({ _hasFetchedData: true });
  await settled();
  expect(second.run).not.toHaveBeenCalled();
  second.end();
});

test('a longer time is another question; without an answer the raw series are asked', async () => {
  ask.mockResolvedValueOnce(recorded('recorded')).mockRejectedValueOnce(new Error('down'));
  const { runner, timeRange, end } = panelOver(3);
  await settled();
  expect(exprs(runner)[0]).toBe('kept');
  const [from, to] = [dateTime(-HOUR), dateTime(3 * HOUR)];
  timeRange.onTimeRangeChange({ from, to, raw: { from, to } });
  await settled();
  expect(exprs(runner)).toEqual(RAW);
  end();
});
