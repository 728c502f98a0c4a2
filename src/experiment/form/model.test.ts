import fc from 'fast-check';
import { parse } from 'yaml';

import type { RunRequest } from '../../domain/pipeline';
import { everyKind, STEP_YAML } from '../testing/samples';
import { formErrors } from './formErrors';
import { formRequest, formValues, leftOut } from './model';
import { FINISH_SECONDS, RESET_SECONDS } from '../../domain/plan';
import { planRun } from './plan';
import { SCALER_KINDS } from '../../kube/scalers';
import { readScalingDraft, scalingProblems, withMode } from './scaling';
import { loadStep, nextStep, readSteps, stepProblems, stepYaml } from './steps';

const pipeline = everyKind();
const valueOf = (request: RunRequest, name: string) => request.params.find((param) => param.name === name)?.value;

function filled() {
  const values = formValues(pipeline);
  values.params[0] = { ...values.params[0]!, text: 'stair' };
  return values;
}

describe('from a Pipeline to a request', () => {
  it('sends the defaults of every kind of param, and the name of the experiment once', () => {
    const request = formRequest(filled(), pipeline, 'stair-abcde');
    expect(request).toMatchObject({
      namespace: 'experiment-01',
      pipeline: 'wva-load-test',
      name: 'stair-abcde',
      experiment: 'stair',
    });
    expect(request.params.map(({ name }) => name)).toEqual(pipeline.params.map(({ name }) => name));
    expect(valueOf(request, 'tags')).toEqual(['a']);
    expect(valueOf(request, 'image')).toEqual({ repo: 'r', tag: 't' });
    expect(valueOf(request, 'load-steps')).toEqual([STEP_YAML]);
    expect(request.workspaces).toEqual([
      { name: 'shared-workspace', kind: 'volumeClaimTemplate', size: '10Gi', accessMode: 'ReadWriteOnce' },
    ]);
    expect(formErrors(filled(), pipeline)).toEqual({});
  });

  it('works for a Pipeline without params and workspaces', () => {
    const bare = everyKind({ params: [], workspaces: [] });
    const request = formRequest(formValues(bare), bare);
    expect([request.params, request.workspaces, formErrors(formValues(bare), bare)]).toEqual([[], [], {}]);
  });

  it('brings a request back to itself', () => {
    const request = formRequest(filled(), pipeline);
    expect(formRequest(formValues(pipeline, request), pipeline)).toEqual(request);
  });

  it('names what a preset has and the Pipeline has not', () => {
    const request = formRequest(filled(), pipeline);
    const params = [...request.params, { name: 'other', value: 'x' }, { name: 'tags', value: 'text' }];
    expect(leftOut(pipeline, { ...request, params, workspaces: [{ name: 'more', kind: 'emptyDir' }] })).toEqual([
      'other',
      'tags',
      'more',
    ]);
  });

  it('keeps any text as it was typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 100 }).filter((s) => s !== ''),
        (text) => {
          const values = filled();
          values.params[1] = { ...values.params[1]!, text };
          expect(valueOf(formRequest(values, pipeline), 'deployment-name')).toBe(text);
        }
      )
    );
  });

  it.each([
    [
      'a param left empty',
      (v: ReturnType<typeof filled>) => void (v.params[0] = { ...v.params[0]!, text: '' }),
      { 'params.0': 'test-name has no default: give a value.' },
    ],
    [
      'a value that is not allowed',
      (v: ReturnType<typeof filled>) => void (v.params[3] = { ...v.params[3]!, text: 'huge' }),
      { 'params.3': expect.stringMatching(/small, large/) },
    ],
    ['no steps', (v: ReturnType<typeof filled>) => void (v.steps = []), { steps: expect.stringMatching(/add a step/) }],
    [
      'a workspace that is not bound',
      (v: ReturnType<typeof filled>) => void (v.workspaces = [{ ...v.workspaces[0]!, kind: 'none' }]),
      { 'workspaces.0': expect.any(String) },
    ],
    [
      'a timeout that is none',
      (v: ReturnType<typeof filled>) => void (v.timeouts.tasks = 'soon'),
      { 'timeouts.tasks': expect.any(String) },
    ],
    [
      'too many steps',
      (v: ReturnType<typeof filled>) =>
        void (v.steps = Array.from({ length: 300 }, (_, i) => ({ ...v.steps![0]!, key: String(i) }))),
      { steps: expect.stringMatching(/300 steps.*256.*Remove 44/) },
    ],
    [
      'a minimum above the maximum',
      (v: ReturnType<typeof filled>) => void (v.scaling = { ...v.scaling!, mode: 'wva', min: '5', max: '2' }),
      { scaling: expect.any(String) },
    ],
  ])('puts %s where it belongs', (_, spoil, errors) => {
    const values = filled();
    spoil(values);
    expect(formErrors(values, pipeline)).toMatchObject(errors);
  });
});

describe('load steps', () => {
  it('keeps comments and settings that no field shows', () => {
    const [step] = readSteps([STEP_YAML])!;
    const yaml = stepYaml({ ...step!, rate: '1.5' });
    expect(yaml).toContain('# of GuideLLM');
    expect(parse(yaml)).toMatchObject({ scenario: { rate: 1.5, data: { prompt_tokens_stdev: 100 } } });
  });

  it.each(['a: [', 'just text', '- 1'])('leaves %j to be edited as text', (yaml) => {
    expect(readSteps([yaml])).toBeUndefined();
  });

  it.each([
    ['delay', '-1'],
    ['delay', ''],
    ['duration', '0'],
    ['duration', '1e9'],
    ['rate', '-0.5'],
    ['rate', 'NaN'],
    ['rate', '1e99'],
    ['promptTokens', '1.5'],
    ['outputTokens', '-3'],
    ['name', ' '],
  ] as const)('says what is wrong with a %s of %j', (field, text) => {
    const step = { ...readSteps([STEP_YAML])![0]!, [field]: text };
    expect(Object.keys(stepProblems(step))).toEqual([field]);
  });

  it('draws a stair by adding: each step later than the last, under a name of its own', () => {
    let steps = readSteps([STEP_YAML])!;
    for (let i = 0; i < 3; i++) {
      steps = [...steps, nextStep(steps)];
    }
    expect(steps.map((s) => loadStep(s).delaySeconds)).toEqual([0, 600, 1200, 1800]);
    expect(new Set(steps.map(({ name }) => name)).size).toBe(4);
  });
});

describe('the plan', () => {
  const wva = {
    ...filled(),
    scaling: { ...readScalingDraft('', '1'), mode: 'wva' as const, min: '1', max: '12', initial: '2' },
  };

  it('counts time with the reset, and GPUs at most', () => {
    const plan = planRun(formRequest(wva, pipeline), [], 2);
    expect(plan).toMatchObject({
      mode: 'wva',
      variant: 'decode',
      length: { loadSeconds: 600, resetSeconds: RESET_SECONDS, totalSeconds: RESET_SECONDS + 600 + FINISH_SECONDS },
      maxReplicas: 12,
      maxGpus: 24,
      peakRate: 0.5,
      conflicts: [],
    });
  });

  it('counts the fixed replicas of a static run', () => {
    const values = { ...filled(), scaling: { ...readScalingDraft('', '4'), mode: 'static' as const } };
    expect(planRun(formRequest(values, pipeline), [])).toMatchObject({ mode: 'static', maxReplicas: 4, maxGpus: 4 });
  });

  it('writes a ScaledObject for the workload that is named, and edits one that is given in place', () => {
    const text = valueOf(formRequest(wva, pipeline), 'scaled-object') as string;
    expect(parse(text)).toMatchObject({
      kind: 'ScaledObject',
      metadata: {
        name: 'decode',
        namespace: 'workload',
        annotations: { 'llm-d.ai/managed': 'true', 'llm-d.ai/model-id': 'small' },
      },
      spec: { minReplicaCount: 1, maxReplicaCount: 12 },
    });
    const own = `# mine\n${text}`;
    const edited = { ...filled(), scaling: { ...readScalingDraft(own, '1'), max: '3' } };
    const again = valueOf(formRequest(edited, pipeline), 'scaled-object') as string;
    expect(again).toContain('# mine');
    expect(parse(again)).toMatchObject({ spec: { maxReplicaCount: 3 } });
    const old = text.replace(/.*model-id.*\n/, '');
    const mended = { ...filled(), scaling: readScalingDraft(old, '1') };
    expect(parse(valueOf(formRequest(mended, pipeline), 'scaled-object') as string)).toEqual(parse(text));
  });
});

describe('who scales', () => {
  const scaled = (draft: ReturnType<typeof readScalingDraft>) =>
    valueOf(formRequest({ ...filled(), scaling: draft }, pipeline), 'scaled-object') as string;
  const start = readScalingDraft('', '1');

  it.each(SCALER_KINDS)('%s is written, read back, and changed in place', (kind) => {
    const draft = { ...withMode(start, kind), max: '8', down: '120' };
    expect(scalingProblems(draft)).toEqual({});
    const text = scaled(draft);
    const again = readScalingDraft(text, '1');
    expect(again).toMatchObject({ mode: kind, max: '8', down: '120', thresholds: draft.thresholds });
    expect(scaled(again)).toBe(text);
    const commented = `# mine\n${text}`;
    const changed = { ...readScalingDraft(commented, '1'), max: '9', up: '30' };
    expect(scaled(changed)).toContain('# mine');
    expect(readScalingDraft(scaled(changed), '1')).toMatchObject({ mode: kind, max: '9', up: '30' });
  });

  it('brings targets of its own, which can be changed', () => {
    const draft = withMode(start, 'keda-saturation');
    expect(draft).toMatchObject({ thresholds: { poolSaturation: '0.7', eppRunning: '16' }, up: '300', down: '300' });
    const text = scaled({ ...draft, thresholds: { ...draft.thresholds, poolSaturation: '0.9' } });
    expect(parse(text)).toMatchObject({
      spec: {
        pollingInterval: 15,
        triggers: [
          {
            name: 'pool-saturation',
            metadata: { query: 'max(llm_d_epp_flow_control_pool_saturation{namespace="workload"})', threshold: '0.9' },
            authenticationRef: { name: 'wva-scaler' },
          },
          {
            metadata: {
              query: 'sum(llm_d_epp_request_running{namespace="workload",model_name="small"})',
              threshold: '16',
            },
          },
        ],
      },
    });
  });

  it('asks the Prometheus that the object asked which came', () => {
    const own = scaled({ ...withMode(start, 'wva'), prometheus: 'http://prometheus:9090', authentication: '' });
    const text = scaled(withMode(readScalingDraft(own, '1'), 'hpa'));
    const [trigger] = (parse(text) as { spec: { triggers: Array<{ metadata: object }> } }).spec.triggers;
    expect(trigger).toMatchObject({ metadata: { serverAddress: 'http://prometheus:9090' } });
    expect(trigger).not.toHaveProperty('authenticationRef');
  });

  it.each([
    ['max', { max: '0' }],
    ['max', { min: '5', max: '4' }],
    ['up', { up: '-1' }],
    ['down', { down: '4000' }],
    ['prometheus', { prometheus: 'thanos' }],
    ['eppQueue', { thresholds: { eppQueue: '0', eppRunning: '16' } }],
  ] as const)('says what is wrong with %s', (field, change) => {
    expect(Object.keys(scalingProblems({ ...withMode(start, 'keda-queue'), ...change }))).toEqual([field]);
  });
});
