import { ANNOTATIONS } from '../constants';
import { decodePipeline, decodePresets, decodeTaskRun } from './decode';
import { condition } from './fixtures';

test('a TaskRun is read with its steps', () => {
  const task = decodeTaskRun({
    metadata: {
      name: 'stair-x7k2p-load-0',
      namespace: 'experiment-01',
      uid: 't1',
      resourceVersion: '5',
      creationTimestamp: '2026-03-01T10:00:00Z',
      labels: { 'tekton.dev/pipelineTask': 'load', 'tekton.dev/memberOf': 'finally' },
    },
    spec: { params: [{ name: 'step', value: 'x' }] },
    status: {
      ...condition('Unknown', 'Running'),
      podName: 'stair-x7k2p-load-0-pod',
      startTime: '2026-03-01T10:00:01Z',
      retriesStatus: [
        {
          ...condition('False', 'Failed'),
          podName: 'first-pod',
          steps: [{ name: 'a', container: 'step-a', terminated: { exitCode: 137, reason: 'OOMKilled' } }],
        },
      ],
      steps: [
        {
          name: 'a',
          container: 'step-a',
          terminated: {
            exitCode: 0,
            reason: 'Completed',
            startedAt: '2026-03-01T10:00:02Z',
            finishedAt: '2026-03-01T10:00:03Z',
          },
        },
        { name: 'b', container: 'step-b', terminated: { exitCode: 1, reason: 'Error' } },
        { name: 'c', container: 'step-c', terminationReason: 'Skipped', terminated: { exitCode: 1, reason: 'Error' } },
        { name: 'd', running: { startedAt: '2026-03-01T10:00:04Z' } },
        { name: 'e', waiting: { reason: 'PodInitializing' } },
      ],
    },
  });
  expect(task).toMatchObject({
    pipelineTask: 'load',
    memberOf: 'finally',
    phase: 'running',
    podName: 'stair-x7k2p-load-0-pod',
    earlier: [{ uid: 't1#1', phase: 'failed', reason: 'OOMKilled', podName: 'first-pod' }],
  });
  expect(task.steps.map((s) => [s.container, s.phase, s.reason])).toEqual([
    ['step-a', 'succeeded', 'Completed'],
    ['step-b', 'failed', 'Error'],
    ['step-c', 'skipped', 'Skipped'],
    ['step-d', 'running', undefined],
    ['step-e', 'pending', 'PodInitializing'],
  ]);
});

test('a Pipeline is read with what it declares', () => {
  const pipeline = decodePipeline({
    metadata: { name: 'p', namespace: 'n' },
    spec: {
      params: [
        { name: 'plain' },
        { name: 'list', default: ['a'] },
        { name: 'map', properties: { x: { type: 'string' } } },
        { name: 'choice', type: 'string', enum: ['a', 'b'], default: 'a', description: 'Which' },
        { name: 'empty', type: 'array', default: [] },
      ],
      workspaces: [{ name: 'shared' }, { name: 'cache', optional: true, description: 'c' }],
    },
  });
  expect(pipeline.params).toEqual([
    { name: 'plain', type: 'string', description: '' },
    { name: 'list', type: 'array', description: '', default: ['a'] },
    { name: 'map', type: 'object', description: '', properties: ['x'] },
    { name: 'choice', type: 'string', description: 'Which', default: 'a', enum: ['a', 'b'] },
    { name: 'empty', type: 'array', description: '', default: [] },
  ]);
  expect(pipeline.workspaces).toEqual([
    { name: 'shared', description: '', optional: false },
    { name: 'cache', description: 'c', optional: true },
  ]);
});

test('presets come from manifests; one that cannot be started says why', () => {
  const good =
    'apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {generateName: stair-}\nspec: {pipelineRef: {name: p}, params: [{name: a, value: b}]}';
  const { presets, broken } = decodePresets({
    metadata: { name: 'patterns', namespace: 'n', annotations: { [ANNOTATIONS.description]: 'Patterns' } },
    data: {
      'p1.yaml': good,
      'old.yaml': good.replace('/v1', '/v1beta1'),
      'broken.yaml': 'a: [',
      'inline.yaml': 'kind: PipelineRun\napiVersion: tekton.dev/v1\nspec: {pipelineSpec: {}}',
    },
  });
  expect(presets).toEqual([
    {
      id: 'cluster:n/patterns/p1.yaml',
      name: 'p1',
      description: 'Patterns',
      source: 'cluster',
      request: expect.objectContaining({ namespace: 'n', pipeline: 'p', generateName: 'stair-' }),
    },
  ]);
  expect(broken.map((b) => b.name)).toEqual(['patterns/old.yaml', 'patterns/broken.yaml', 'patterns/inline.yaml']);
  expect(broken[0]?.error).toContain('v1beta1');
  expect(broken[2]?.error).toContain('pipelineRef');
});
