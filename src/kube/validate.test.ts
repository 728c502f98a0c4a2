import { parse } from 'yaml';

import type { Pipeline, RunRequest } from '../domain/pipeline';
import { encodeLoadStep } from '../domain/loadSteps';
import { decodePipeline } from './decode';
import { readScaling } from './readScaling';
import { scaledObject } from './scaledObject';
import { validateRequest } from './validate';
import { validateStep } from './validateLoad';

const PIPELINE: Pipeline = {
  namespace: 'n',
  name: 'p',
  description: '',
  params: [
    { name: 'model', type: 'string', description: '' },
    { name: 'size', type: 'string', description: '', default: 's', enum: ['s', 'l'] },
    { name: 'load-steps', type: 'array', description: '', default: [] },
    { name: 'start-delay', type: 'array', description: '', default: [] },
    { name: 'max-seconds', type: 'array', description: '', default: [] },
    { name: 'limits', type: 'object', description: '', default: { cpu: '1' }, properties: ['cpu', 'memory'] },
    { name: 'scaled-object', type: 'string', description: '', default: '' },
    { name: 'initial-replicas', type: 'string', description: '', default: '1' },
  ],
  workspaces: [
    { name: 'shared', description: '', optional: false },
    { name: 'cache', description: '', optional: true },
  ],
};

const GOOD: RunRequest = {
  namespace: 'n',
  pipeline: 'p',
  generateName: 'run-',
  params: [{ name: 'model', value: 'llama' }],
  workspaces: [{ name: 'shared', kind: 'emptyDir' }],
};

const withParam = (name: string, value: RunRequest['params'][number]['value']): RunRequest => ({
  ...GOOD,
  params: [...GOOD.params, { name, value }],
});
const step = (delaySeconds: number, durationSeconds: number, rate: number) =>
  encodeLoadStep({ name: 's', delaySeconds, durationSeconds, rate });
const wva = (minReplicas: number, maxReplicas: number) =>
  scaledObject('wva', { namespace: 'n', deployment: 'd', modelId: 'org/m' }, { minReplicas, maxReplicas });

test('a good request has no problems', () => {
  expect(validateRequest(GOOD, PIPELINE)).toEqual([]);
  expect(validateRequest(withParam('load-steps', [step(0, 1800, 0.5)]), PIPELINE)).toEqual([]);
  expect(validateRequest(withParam('scaled-object', wva(1, 12)), PIPELINE)).toEqual([]);
});

const BAD: Array<[what: string, request: RunRequest, field: string]> = [
  ['no namespace', { ...GOOD, namespace: '' }, 'namespace'],
  ['a namespace that leads elsewhere', { ...GOOD, namespace: '../x' }, 'namespace'],
  ['no Pipeline', { ...GOOD, pipeline: '' }, 'pipeline'],
  ['a name of 64', { ...GOOD, name: 'a'.repeat(64) }, 'name'],
  ['a name in capitals', { ...GOOD, name: 'Run' }, 'name'],
  ['an emoji in the prefix', { ...GOOD, generateName: 'run-🚀-' }, 'generateName'],
  ['a prefix without a hyphen', { ...GOOD, generateName: 'run' }, 'generateName'],
  ['a prefix that leaves no room', { ...GOOD, generateName: `${'a'.repeat(58)}-` }, 'generateName'],
  ['HTML as an experiment', { ...GOOD, experiment: '<b>x</b>' }, 'experiment'],
  ['a missing param', { ...GOOD, params: [] }, 'params.model'],
  ['an unknown param', withParam('mode', 'x'), 'params.mode'],
  ['a param twice', withParam('model', 'x'), 'params.model'],
  ['a wrong type', withParam('load-steps', 'x'), 'params.load-steps'],
  ['a value outside the enum', withParam('size', 'm'), 'params.size'],
  ['an object without a key', withParam('limits', { cpu: '2' }), 'params.limits'],
  ['a missing workspace', { ...GOOD, workspaces: [] }, 'workspaces.shared'],
  [
    'an unknown workspace',
    { ...GOOD, workspaces: [...GOOD.workspaces, { name: 'x', kind: 'emptyDir' }] },
    'workspaces.x',
  ],
  ['a timeout that is none', { ...GOOD, timeouts: { tasks: '12 hours' } }, 'timeouts.tasks'],
  [
    'timeouts that do not fit',
    { ...GOOD, timeouts: { pipeline: '1h', tasks: '50m', finally: '30m' } },
    'timeouts.pipeline',
  ],
  ['a negative delay', withParam('load-steps', [step(0, 60, 1), step(-1, 60, 1)]), 'params.load-steps[1].delay'],
  ['a step of no length', withParam('load-steps', [step(0, 0, 1)]), 'params.load-steps[0].duration'],
  [
    'a step of more than a day',
    { ...withParam('load-steps', [step(0, 86_401, 1)]), timeouts: { pipeline: '0' } },
    'params.load-steps[0].duration',
  ],
  ['a rate beyond reason', withParam('load-steps', [step(0, 60, 1001)]), 'params.load-steps[0].rate'],
  ['a step that is no YAML', withParam('load-steps', ['a: [']), 'params.load-steps[0]'],
  ['300 steps', withParam('load-steps', new Array<string>(300).fill(step(0, 60, 1))), 'params.load-steps'],
  [
    'arrays that do not pair',
    {
      ...GOOD,
      params: [...GOOD.params, { name: 'start-delay', value: ['0', '1'] }, { name: 'max-seconds', value: ['1'] }],
    },
    'params.max-seconds',
  ],
  [
    'a delay that is no number',
    {
      ...GOOD,
      params: [
        ...GOOD.params,
        { name: 'start-delay', value: ['0', 'NaN'] },
        { name: 'max-seconds', value: ['1', '1'] },
      ],
    },
    'params.start-delay[1]',
  ],
  ['a ScaledObject that is none', withParam('scaled-object', 'kind: Pod'), 'params.scaled-object'],
  ['a maximum below the minimum', withParam('scaled-object', wva(5, 2)), 'params.scaled-object'],
  ['half a replica', withParam('initial-replicas', '1.5'), 'params.initial-replicas'],
];

test.each(BAD)('%s is a problem at its field', (_what, request, field) => {
  const problems = validateRequest(request, PIPELINE);
  expect(problems.map((p) => [p.field, p.severity])).toEqual([[field, 'error']]);
});

test('an empty required text is a warning only', () => {
  const problems = validateRequest({ ...GOOD, params: [{ name: 'model', value: '' }] }, PIPELINE);
  expect(problems).toEqual([expect.objectContaining({ field: 'params.model', severity: 'warning' })]);
});

test.each([NaN, Infinity, -1, 0])('a rate of %s is refused while a step is edited', (rate) => {
  expect(validateStep({ name: 's', delaySeconds: 0, durationSeconds: 1, rate }).map((p) => p.field)).toEqual(['rate']);
});

test.each([
  ['', { kind: 'static' }],
  ['  \n', { kind: 'static' }],
  [wva(1, 12), { kind: 'wva', minReplicas: 1, maxReplicas: 12, scaleUpWindowSeconds: 0, scaleDownWindowSeconds: 60 }],
  ['kind: ScaledObject\nspec: {triggers: [{type: cron}]}', { kind: 'custom' }],
  ['a: [', { kind: 'custom', error: expect.stringContaining('not YAML') }],
  ['x'.repeat(300_000), { kind: 'custom', error: expect.stringContaining('longer') }],
])('a scaled-object text is understood', (text, scaling) => {
  expect(readScaling(text)).toEqual(scaling);
});

test('the ScaledObject follows WVA within its bounds, with the settings of the experiments', () => {
  expect(parse(wva(1, 12))).toMatchObject({
    kind: 'ScaledObject',
    metadata: { name: 'd', namespace: 'n', annotations: { 'llm-d.ai/managed': 'true', 'llm-d.ai/model-id': 'org/m' } },
    spec: {
      scaleTargetRef: { kind: 'Deployment', name: 'd' },
      pollingInterval: 10,
      minReplicaCount: 1,
      maxReplicaCount: 12,
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: { scaleUp: { stabilizationWindowSeconds: 0 }, scaleDown: { stabilizationWindowSeconds: 60 } },
        },
      },
      triggers: [
        {
          type: 'prometheus',
          metricType: 'AverageValue',
          metadata: { query: 'wva_desired_replicas{variant_name="d",exported_namespace="n"}', threshold: '1' },
        },
      ],
    },
  });
});

describe('what a webhook refuses without naming a field', () => {
  const claim = (spec: object, more: object = {}) => ({
    ...GOOD,
    workspaces: [{ name: 'shared', kind: 'raw' as const, raw: { volumeClaimTemplate: { spec, ...more } } }],
  });
  const sized = (size: string): RunRequest => ({
    ...GOOD,
    workspaces: [{ name: 'shared', kind: 'volumeClaimTemplate', size, accessMode: 'ReadWriteOnce' }],
  });

  test.each<[string, RunRequest, string | undefined]>([
    ['a size with a space', sized('32 GB'), 'workspaces.shared'],
    ['a size in words', sized('much'), 'workspaces.shared'],
    ['a size', sized('32Gi'), undefined],
    ['a size in bytes', sized('1e9'), undefined],
    ['an unknown field of a claim', claim({}, { foo: 1 }), 'workspaces.shared'],
    ['an unknown field of its spec', claim({ acessModes: [] }), 'workspaces.shared'],
    ['a bad amount', claim({ resources: { requests: { storage: '1 Gi' } } }), 'workspaces.shared'],
    ['a claim as it should be', claim({ accessModes: [], resources: { requests: { storage: '1Gi' } } }), undefined],
    [
      'an unknown field of a pod template',
      { ...GOOD, kept: { taskRunTemplate: { podTemplate: { nodeSelektor: {} } } } },
      'taskRunTemplate.podTemplate',
    ],
    ['days', { ...GOOD, timeouts: { pipeline: '1d' } }, 'timeouts.pipeline'],
  ])('%s', (_, request, field) => {
    expect(validateRequest(request, PIPELINE).map((problem) => problem.field)).toEqual(field ? [field] : []);
  });
});

describe('timeouts beside the plan', () => {
  const hours = (seconds: number, timeouts?: RunRequest['timeouts']) => ({
    ...withParam('load-steps', [step(0, seconds, 1)]),
    timeouts,
  });
  test.each<[string, RunRequest, string | undefined]>([
    ['tasks end before the load', hours(3600, { tasks: '50m' }), 'timeouts.tasks'],
    ['the run ends before the load', hours(3600, { pipeline: '50m' }), 'timeouts.pipeline'],
    ['what finally leaves is too short', hours(3600, { pipeline: '1h10m', finally: '20m' }), 'timeouts.pipeline'],
    ['the default of the cluster is too short', hours(3600), 'timeouts.pipeline'],
    ['a short run needs none', hours(600), undefined],
    ['none at all', hours(7200, { pipeline: '0' }), undefined],
    ['as the lab has them', hours(7200, { pipeline: '12h', tasks: '4h', finally: '1h' }), undefined],
  ])('%s', (_, request, field) => {
    expect(validateRequest(request, PIPELINE).map((problem) => problem.field)).toEqual(field ? [field] : []);
  });
});

describe('a load task without a timeout of its own', () => {
  const pipeline: Pipeline = { ...PIPELINE, untimedLoadTask: 'load-test' };
  const request = (seconds: number, kept?: RunRequest['kept']): RunRequest => ({
    ...withParam('load-steps', [step(0, seconds, 1)]),
    timeouts: { pipeline: '12h', tasks: '4h' },
    kept,
  });
  test.each<[string, RunRequest, Pipeline, boolean]>([
    ['that loads for an hour', request(3600), pipeline, true],
    ['that loads for half an hour', request(1800), pipeline, false],
    [
      'to which the run gives one',
      request(3600, { taskRunSpecs: [{ pipelineTaskName: 'load-test', timeout: '2h' }] }),
      pipeline,
      false,
    ],
    [
      'while the run gives another one',
      request(3600, { taskRunSpecs: [{ pipelineTaskName: 'reset', timeout: '2h' }] }),
      pipeline,
      true,
    ],
    ['of a Pipeline that gives it one', request(3600), PIPELINE, false],
  ])('%s', (_, wanted, of, warns) => {
    const problems = validateRequest(wanted, of);
    expect(problems.map(({ severity }) => severity)).toEqual(warns ? ['warning'] : []);
    expect(problems.every(({ message }) => message.includes('load-test'))).toBe(true);
  });

  test.each([
    [
      { name: 'load-test', matrix: { params: [{ name: 'load-step', value: ['$(params.load-steps[*])'] }] } },
      'load-test',
    ],
    [{ name: 'run-load' }, 'run-load'],
    [{ name: 'load-test', timeout: '0s' }, undefined],
    [{ name: 'download' }, undefined],
  ])('is found in a Pipeline: %j', (task, found) => {
    const read = decodePipeline({
      metadata: { namespace: 'n', name: 'p' },
      spec: { tasks: [{ name: 'reset' }, task] },
    });
    expect(read.untimedLoadTask).toBe(found);
  });
});
