import { LoadingState, dateTime, type DataQueryError } from '@grafana/data';
import { EmbeddedScene, SceneQueryRunner, SceneTimeRange, sceneGraph } from '@grafana/scenes';

import { askDetection } from '../measuring/askDetection';
import { forgetCaches } from '../domain/moduleCaches';
import type { PanelSpec } from '../panels/spec';
import { cells } from '../panels/tableCells';
import { toQuery } from '../panels/viz';
import { detect } from '../queries/detection';
import { asksWhatFits } from './recordedQueries';

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
  const stop = asksWhatFits(SPEC, 'uid')(runner);
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

describe('columns that are asked at once', () => {
  const TABLE: PanelSpec = {
    ...SPEC,
    targets: [{ refId: 'other', expr: 'other' }, cells({ ready: 'a', kv: 'b' })],
    viz: {
      kind: 'table',
      columns: [
        { from: 'value:ready', title: 'Ready' },
        { from: 'value:kv', title: 'KV cache' },
      ],
    },
  };
  const parts = ['ready', 'kv'].map((name) => `cells_${name}`);

  function table() {
    const runner = new SceneQueryRunner({ queries: TABLE.targets.map(toQuery), runQueriesMode: 'manual' });
    const run = jest.spyOn(runner, 'runQueries').mockImplementation();
    const scene = new EmbeddedScene({ $timeRange: new SceneTimeRange(), $data: runner, body: null as never });
    const undo = scene.activate();
    const stop = asksWhatFits(TABLE, 'uid')(runner);
    const answer = async (...errors: DataQueryError[]) => {
      const timeRange = sceneGraph.getTimeRange(runner).state.value;
      runner.setState({ data: { state: LoadingState.Error, series: [], timeRange, errors } });
      await settled();
    };
    const refIds = () => runner.state.queries.map(({ refId }) => refId);
    return { runner, run, answer, refIds, end: () => (stop(), undo()) };
  }

  test('are asked apart once they are refused together, and what is refused then says which it is', async () => {
    const { runner, run, answer, refIds, end } = table();
    await answer({ refId: 'other', message: 'too many samples' });
    expect([refIds(), run.mock.calls.length]).toEqual([['other', 'cells'], 0]);
    await answer({ refId: 'cells', message: 'too many samples' });
    expect([refIds(), run.mock.calls.length]).toEqual([['other', ...parts], 1]);
    await answer({ refId: 'cells_kv', message: 'too many samples' });
    expect(runner.state.data?.errors).toEqual([{ refId: 'cells_kv', message: 'KV cache: too many samples' }]);
    expect([refIds(), run.mock.calls.length]).toEqual([['other', ...parts], 1]);
    end();
  });

  test('are not asked apart where nothing was asked of Prometheus at all', async () => {
    const { run, answer, refIds, end } = table();
    await answer({ message: 'Bad Gateway' });
    expect([refIds(), run.mock.calls.length]).toEqual([['other', 'cells'], 0]);
    end();
  });
});
