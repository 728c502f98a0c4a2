import { FieldType } from '@grafana/data';

import { decodeRun, decodeTaskRun } from '../kube/decode';
import { condition, servedRun } from '../kube/fixtures';
import { encodeLoadStep } from '../domain/loadSteps';
import type { Run, TaskRun } from '../domain/run';
import { markedUid } from '../domain/runAnnotation';
import { annotationEvents } from './annotationSupport';
import { loadProfileFrame, runsFrame, taskRunFrames, taskRunsFrame } from './frames';
import { matches } from './queries';
import { variableOptions } from './variables';

const START = Date.UTC(2026, 2, 1, 10, 0, 5);
const run = decodeRun(
  servedRun({
    spec: {
      params: [
        { name: 'test-name', value: '<b>stair</b>' },
        {
          name: 'load-steps',
          value: [
            encodeLoadStep({ name: 'a', delaySeconds: 0, durationSeconds: 600, rate: 0.5 }),
            encodeLoadStep({ name: 'b', delaySeconds: 300, durationSeconds: 300, rate: 1 }),
          ],
        },
      ],
    },
    status: { ...condition('Unknown', 'Running'), startTime: '2026-03-01T10:00:05Z' },
  })
);

const column = (frame: ReturnType<typeof runsFrame>, name: string) => frame.fields.find((f) => f.name === name);

test('runs are a table with times, phases in words and a link to their page', () => {
  const frame = runsFrame('A', [run]);
  expect(frame.length).toBe(1);
  expect(column(frame, 'started')).toMatchObject({ type: FieldType.time, values: [START] });
  expect(column(frame, 'planned')).toMatchObject({ values: [660], config: { unit: 's' } });
  expect(column(frame, 'peak rate')?.values).toEqual([1.5]);
  expect(column(frame, 'phase')?.config.mappings?.[0]).toMatchObject({ options: { running: { text: 'Running' } } });
  expect(column(frame, 'name')?.config.links?.[0]?.url).toBe(
    '/a/llmd-wva-app/runs/${__data.fields.namespace:percentencode}/${__data.fields.name:percentencode}'
  );
});

test('a run as an annotation is a region to its planned end, and its text is text', () => {
  const [event] = annotationEvents(runsFrame('A', [run]));
  expect(event).toMatchObject({ time: START, timeEnd: START + 660_000, isRegion: true });
  expect(event?.tags).toEqual([
    'wva-run',
    'run:experiment-01/stair-x7k2p',
    'experiment:<b>stair</b>',
    'status:running',
  ]);
  expect(event?.text).not.toContain('<b>');
  expect(markedUid({ tags: event?.tags, text: event?.text })).toBe('0b7c-1');
  expect(event?.text).toContain('href="/a/llmd-wva-app/runs/experiment-01/stair-x7k2p"');
});

test('the planned load is steps in absolute time', () => {
  const { fields } = loadProfileFrame('A', run);
  expect(fields[0]?.values).toEqual([START, START + 300_000, START + 600_000]);
  expect(fields[1]).toMatchObject({
    values: [0.5, 1.5, 0],
    config: { unit: 'reqps', custom: { lineInterpolation: 'stepAfter' } },
  });
});

const task = (uid: string, start: string, end?: string): TaskRun =>
  decodeTaskRun({
    ...servedRun({ metadata: { name: uid, uid, labels: { 'tekton.dev/pipelineTask': 'load' } } }),
    status: {
      ...condition(end ? 'True' : 'Unknown', end ? 'Succeeded' : 'Running'),
      podName: 'p',
      startTime: start,
      completionTime: end,
    },
  });

test('tasks are bars from start to end; those of a matrix are told apart', () => {
  const frames = taskRunFrames('A', [
    task('b', '2026-03-01T10:01:00Z'),
    task('a', '2026-03-01T10:00:00Z', '2026-03-01T10:02:00Z'),
  ]);
  expect(frames.map((f) => f.fields[1]?.values)).toEqual([['succeeded', null], ['running']]);
  expect(new Set(frames.map((f) => f.name)).size).toBe(2);

  // Explore draws no state timeline: there the same tasks are rows.
  const table = taskRunsFrame('A', [
    task('b', '2026-03-01T10:01:00Z'),
    task('a', '2026-03-01T10:00:00Z', '2026-03-01T10:02:00Z'),
  ]);
  expect(table.meta?.preferredVisualisationType).toBe('table');
  expect(column(table, 'phase')?.values).toEqual(['succeeded', 'running']);
  expect(column(table, 'duration')).toMatchObject({ values: [120, null], config: { unit: 's' } });
});

test.each([
  [{}, true],
  [{ namespace: 'experiment-01' }, true],
  [{ namespace: 'other,experiment-01' }, true],
  [{ namespace: 'other' }, false],
  [{ experiment: '<b>stair</b>', pipeline: 'wva-load-test' }, true],
  [{ pipeline: 'other' }, false],
])('a run matches the filter %p: %s', (filter, expected) => {
  expect(matches(run, filter)).toBe(expected);
});

test('variables offer what there is', async () => {
  const snapshot = { state: 'live' as const, runs: [run], asOf: 0, clockSkewMs: 0 };
  const api = {
    namespaces: ['b', 'a'],
    snapshot: async () => snapshot,
    hydrate: async () => [run],
    pipelines: async (namespace: string) => ({
      items: [{ namespace, name: 'p', description: '', params: [], workspaces: [] }],
    }),
    taskRuns: async () => ({ items: [] }),
  };
  const values = async (query: Parameters<typeof variableOptions>[1]) =>
    (await variableOptions(api, query)).map((o) => o.value);
  expect(await values({ refId: 'A', kind: 'namespaces' })).toEqual(['a', 'b']);
  expect(await values({ refId: 'A', kind: 'pipelines' })).toEqual(['p']);
  expect(await values({ refId: 'A', kind: 'experiments' })).toEqual(['<b>stair</b>']);
  expect(await values({ refId: 'A', kind: 'runs', experiment: 'none' })).toEqual([]);
  expect(await values({ refId: 'A', kind: 'runs' })).toEqual(['stair-x7k2p']);
  expect(await values({ refId: 'A', kind: 'shownRuns' })).toEqual(['auto', 'experiment-01/stair-x7k2p']);
  for (const choice of ['auto', 'experiment-01/stair-x7k2p']) {
    expect(await values({ refId: 'A', kind: 'runFact', run: choice, fact: 'name' })).toEqual(['stair-x7k2p']);
  }
});

test.each<[string, () => Promise<{ items: TaskRun[] }>, string]>([
  ['from the start of its load', async () => ({ items: [task('b', '2026-03-01T10:03:05Z'), task('a', '2026-03-01T10:02:05Z')] }), '1080'],
  ['from its own, where no task is a load', async () => ({ items: [] }), '1200'],
  ['from its own, where tasks cannot be read', () => Promise.reject(new Error('forbidden')), '1200'],
])('figures of a run are measured %s', async (_, taskRuns, expected) => {
  const ended: Run = { ...run, phase: 'succeeded', finishedAt: START + 20 * 60_000 };
  const api = {
    namespaces: [],
    snapshot: async () => ({ state: 'live' as const, runs: [ended], asOf: 0, clockSkewMs: 0 }),
    hydrate: async () => [ended],
    pipelines: async () => ({ items: [] }),
    taskRuns,
  };
  const fact = async (name: 'seconds' | 'end') =>
    (await variableOptions(api, { refId: 'A', kind: 'runFact', run: 'auto', fact: name })).map(({ value }) => value);
  expect(await fact('seconds')).toEqual([expected]);
  expect(await fact('end')).toEqual([String(START / 1000 + 1200)]);
});
