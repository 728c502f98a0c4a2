/**
 * What the recorder reads of logs that rotate.
 *
 * @jest-environment node
 */
import fc from 'fast-check';

import { parseControllerLog } from '../../src/domain/decisions/controllerLog';
import type { KeptControllerLog } from '../../src/domain/analysis/runLogs';
import type { TaskRun } from '../../src/domain/run';
import type { LogRequest, PodLogs } from '../kube/podLogs';
import { KubeError } from '../kube/request';
import { readController } from './controllerReading';
import { readLoadSteps } from './loadReading';

const START = Date.UTC(2026, 10, 23, 15);
const CYCLE_MS = 15_000;

const stamped = (at: number, text: string): string => `${new Date(at).toISOString().replace('Z', '000000Z')} ${text}`;
const line = (at: number, fields: object): string => stamped(at, JSON.stringify({ level: 'info', ...fields }));

/** A cycle of two lines, with chatter and now and then a line that is cut. */
function cycle(at: number, namespace: string, isCut: boolean): string[] {
  const model = { modelID: 'm', namespace };
  const result = { analyzer: 'saturation', supply: 100, demand: 50, util: 0.5, rc: 0, sc: 10, variants: [] };
  const decisions = [{ name: 'decode', curr: 1, tgt: 2, action: 'ScaleUp' }];
  return [
    line(at, { msg: 'analyzer-result', ...model, ...result }),
    line(at + 2, { msg: 'chatter' }),
    ...(isCut ? [stamped(at + 3, '{"level":"info","msg":"scaling-dec')] : []),
    line(at + 4, { msg: 'scaling-decision', ...model, decisions }),
  ];
}

/** As an API server serves it: from a whole second on, and cut at so many bytes. */
function served(lines: () => readonly string[], asked: LogRequest[] = []): PodLogs {
  const pod = {
    metadata: { name: 'wva-1', creationTimestamp: new Date(START - 3600_000).toISOString() },
    spec: { containers: [{ name: 'manager' }] },
  };
  return {
    pods: async () => ({ items: [pod] }),
    text: async (request) => {
      asked.push(request);
      const since = Math.floor((request.since ?? 0) / 1000) * 1000;
      const from = lines().filter((one) => Date.parse(one.slice(0, one.indexOf(' '))) >= since);
      return from
        .map((one) => `${one}\n`)
        .join('')
        .slice(0, request.limitBytes);
    },
  };
}

const read = (logs: PodLogs, to: number, isLast: boolean, before?: KeptControllerLog) =>
  readController(before, { logs, namespace: 'wva', of: 'llm', from: START, to, isLast });

test('in whatever bits it is read, it is the whole log, and no line is counted twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ isCut: fc.boolean(), isOther: fc.boolean() }), { maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 40 * CYCLE_MS }), { maxLength: 5 }),
      async (cycles, bits) => {
        const lines = cycles.flatMap(({ isCut, isOther }, i) =>
          cycle(START + i * CYCLE_MS, isOther ? 'other' : 'llm', isCut)
        );
        let kept: KeptControllerLog | undefined;
        for (const bit of [...bits].sort((a, b) => a - b)) {
          kept = await read(
            served(() => lines.filter((one) => Date.parse(one.slice(0, one.indexOf(' '))) <= START + bit)),
            START + bit,
            false,
            kept
          );
        }
        const logs = served(() => lines);
        const all = await read(logs, START + 41 * CYCLE_MS, true, kept);
        const whole = parseControllerLog(lines.join('\n'));
        expect(all.cycles).toEqual(whole.cycles.filter(({ namespace }) => namespace === 'llm'));
        expect([all.lines, all.broken]).toEqual([whole.lines, whole.broken]);
      }
    ),
    { numRuns: 60 }
  );
});

test('a log of many megabytes is read in parts, and one that is too long is said to be', async () => {
  const chatter = (count: number, i: number) =>
    Array.from({ length: count }, (_, k) => line(START + i * CYCLE_MS + 100 + k * 5, { msg: 'x'.repeat(1000) }));
  const lines = Array.from({ length: 8 }, (_, i) => [...cycle(START + i * CYCLE_MS, 'llm', false), ...chatter(700, i)]);
  const asked: LogRequest[] = [];
  const all = await read(
    served(() => lines.flat(), asked),
    START + 3600_000,
    true
  );
  expect(asked.length).toBeGreaterThan(2);
  expect([all.cycles.length, all.lines, all.why]).toEqual([8, 8 * 703, undefined]);

  const endless = Array.from({ length: 60 }, (_, i) => [
    ...cycle(START + i * CYCLE_MS, 'llm', false),
    ...chatter(700, i),
  ]);
  const part = await read(
    served(() => endless.flat()),
    START + 3600_000,
    true
  );
  expect(part.why).toMatch(/too long/);
  expect(part.cycles.length).toBeGreaterThan(10);
});

test.each([
  [403, 'no right to list pods in the namespace wva'],
  [500, 'broken'],
])('an answer of %d takes nothing away of what was read', async (status, why) => {
  const before = await read(
    served(() => cycle(START, 'llm', true)),
    START + 1000,
    true
  );
  const refusing: PodLogs = { ...served(() => []), pods: () => Promise.reject(new KubeError('broken', status)) };
  expect(await read(refusing, START + 2000, true, before)).toEqual({ ...before, why });
  expect(before).toMatchObject({ broken: 1, pod: 'wva-1' });
});

describe('load steps', () => {
  const task = (name: string, over: Partial<TaskRun> = {}): TaskRun => ({
    namespace: 'runs',
    name,
    uid: name,
    pipelineTask: 'load-test',
    memberOf: 'tasks',
    phase: 'succeeded',
    reason: '',
    message: '',
    podName: `${name}-pod`,
    createdAt: START,
    startedAt: START,
    finishedAt: START + 1000,
    params: [],
    steps: [{ name: 'load', container: 'step-load', phase: 'succeeded' }],
    earlier: [],
    ...over,
  });
  const run = { loadTasks: ['load-test'] };

  it('are read once each has ended, of their load tasks alone, and not again', async () => {
    const asked: string[] = [];
    const logs: PodLogs = {
      pods: () => Promise.reject(new Error('not asked')),
      text: async ({ pod, container }) => {
        asked.push(`${pod}/${container}`);
        if (pod === 'gone-pod') {
          throw new KubeError('not found', 404);
        }
        return '30 requests succeeded, 2 failed\n';
      },
    };
    const tasks = [
      task('two', { startedAt: START + 5 }),
      task('one'),
      task('gone', { startedAt: START + 9 }),
      task('on', { finishedAt: undefined }),
      task('verify', { pipelineTask: 'verify' }),
    ];
    const first = await readLoadSteps(logs, run, tasks);
    expect(first).toEqual([
      { task: 'one', pod: 'one-pod', benchmarks: [], lines: 1, broken: 0, succeeded: 30, failed: 2 },
      { task: 'two', pod: 'two-pod', benchmarks: [], lines: 1, broken: 0, succeeded: 30, failed: 2 },
      {
        task: 'gone',
        pod: 'gone-pod',
        benchmarks: [],
        lines: 0,
        broken: 0,
        why: 'the pod is gone, and its log with it',
      },
    ]);
    asked.length = 0;
    expect(await readLoadSteps(logs, run, tasks, first)).toEqual(first);
    expect(asked).toEqual(['gone-pod/step-load']);
  });
});
