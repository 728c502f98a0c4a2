/** Requests to create a run, each a change of one that is accepted: sent to Tekton and to the simulator alike. */
import { NAMESPACE } from '../policyCases';

export type Json = Record<string, unknown>;

export interface CreateRequest {
  name: string;
  /** The body; text is sent as it is. */
  body: Json | string;
}

const STEP = `name: s1
delay: 0
duration: 60
scenario: {request_type: text_completions, profile: constant, rate: 0.5, data: {prompt_tokens: 8, output_tokens: 8}}`;

const PARAMS = [
  { name: 'test-name', value: 't' },
  { name: 'load-steps', value: [STEP] },
];
const CLAIM = {
  name: 'shared-workspace',
  volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
};

const accepted = (): Json => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name: 'cmp' },
  spec: {
    pipelineRef: { name: 'wva-load-test' },
    params: PARAMS,
    workspaces: [CLAIM],
    timeouts: { pipeline: '1h0m0s' },
    taskRunTemplate: { serviceAccountName: 'wva-experiment' },
  },
});

/** Without the fields that are undefined. */
const without = (object: Json) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

function spec(name: string, change: Json): CreateRequest {
  const run = accepted();
  return { name, body: { ...run, spec: without({ ...(run.spec as Json), ...change }) } };
}

const metadata = (name: string, change: Json): CreateRequest => ({
  name,
  body: { ...accepted(), metadata: without({ name: 'cmp', ...change }) },
});

const top = (name: string, change: Json): CreateRequest => ({ name, body: without({ ...accepted(), ...change }) });

const timeouts = (name: string, value: Json) => spec(`timeouts: ${name}`, { timeouts: value });
const pipelineTimeout = (name: string, pipeline: unknown) => timeouts(name, { pipeline });
const workspace = (name: string, ...workspaces: Json[]) => spec(`workspaces: ${name}`, { workspaces });
const param = (name: string, one: Json) => spec(`params: ${name}`, { params: [one, PARAMS[1]] });
const value = (name: string, given: unknown) => param(name, { name: 'test-name', value: given });
const shared = (source: Json) => ({ name: 'shared-workspace', ...source });
const template = (change: Json) => shared({ volumeClaimTemplate: change });
const long = (n: number) => 'a'.repeat(n);

export const CREATES: CreateRequest[] = [
  { name: 'accepted', body: accepted() },
  spec('unknown field spec.podTemplate', { podTemplate: {} }),
  spec('unknown field in pipelineRef', { pipelineRef: { name: 'wva-load-test', foo: 'x' } }),
  metadata('unknown field in metadata', { foo: 'x' }),
  spec('unknown field in podTemplate', {
    taskRunTemplate: { serviceAccountName: 'wva-experiment', podTemplate: { nodeSelektor: { a: 'b' } } },
  }),
  spec('podTemplate', { taskRunTemplate: { podTemplate: { nodeSelector: { a: 'b' }, tolerations: [] } } }),
  workspace('unknown field in volumeClaimTemplate', template({ ...CLAIM.volumeClaimTemplate, foo: 'x' })),
  workspace(
    'bad quantity',
    template({ spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '32 GB' } } } })
  ),
  workspace('volumeClaimTemplate without spec', template({})),
  workspace('no source', shared({})),
  workspace('two sources', shared({ emptyDir: {}, persistentVolumeClaim: { claimName: 'c' } })),
  workspace('claim without name', shared({ persistentVolumeClaim: {} })),
  workspace('claim with an empty name', shared({ persistentVolumeClaim: { claimName: '' } })),
  workspace('ConfigMap without name', shared({ configMap: {} })),
  workspace('Secret without name', shared({ secret: {} })),
  workspace('twice', CLAIM, CLAIM),
  workspace('without name', { emptyDir: {} }),
  workspace('unknown to the Pipeline', CLAIM, { name: 'other', emptyDir: {} }),
  spec('missing Pipeline', { pipelineRef: { name: 'nope' } }),
  spec('empty pipelineRef', { pipelineRef: {} }),
  spec('neither reference nor spec', { pipelineRef: undefined }),
  spec('reference and spec', {
    pipelineSpec: { tasks: [{ name: 'x', taskSpec: { steps: [{ name: 'x', image: 'busybox:1.37.0' }] } }] },
  }),
  spec('params: twice', { params: [...PARAMS, PARAMS[0]] }),
  value('number', 5),
  value('boolean', true),
  value('null', null),
  param('without value', { name: 'test-name' }),
  param('without name', { value: 'x' }),
  value('array of numbers', [1, 2]),
  value('object of numbers', { a: 1 }),
  value('nested object', { a: { b: 'c' } }),
  value('nested array', [['a']]),
  value('mixed array', ['a', 1]),
  value('empty array', []),
  value('empty object', {}),
  spec('params: unknown to the Pipeline', { params: [...PARAMS, { name: 'other', value: 'x' }] }),
  value('a result of a task', '$(tasks.a.results.b)'),
  value('a reference to a param', '$(params.x)'),
  spec('params: name with a dot', { params: [...PARAMS, { name: 'a.b', value: 'x' }] }),
  spec('params: no list', { params: { a: 'b' } }),
  timeouts('tasks 4h of 1h', { pipeline: '1h', tasks: '4h' }),
  timeouts('tasks 4h, no pipeline', { tasks: '4h' }),
  timeouts('tasks 30m, no pipeline', { tasks: '30m' }),
  timeouts('tasks and finally above the pipeline', { pipeline: '1h', tasks: '50m', finally: '30m' }),
  pipelineTimeout('pipeline 0', '0'),
  timeouts('pipeline 0s, tasks 4h, finally 1h', { pipeline: '0s', tasks: '4h', finally: '1h' }),
  timeouts('tasks 0', { pipeline: '1h', tasks: '0' }),
  pipelineTimeout('no unit', '60'),
  pipelineTimeout('no duration', 'soon'),
  pipelineTimeout('1d', '1d'),
  pipelineTimeout('empty', ''),
  pipelineTimeout('negative', '-1h'),
  pipelineTimeout('number', 3600),
  pipelineTimeout('1.5h', '1.5h'),
  pipelineTimeout('null', null),
  pipelineTimeout('1h30m5s', '1h30m5s'),
  metadata('name of 63', { name: long(63) }),
  metadata('name of 64', { name: long(64) }),
  metadata('name of 254', { name: long(254) }),
  metadata('name in capitals', { name: 'Abc' }),
  metadata('name with a dot', { name: 'a.b' }),
  metadata('name with an underscore', { name: 'a_b' }),
  metadata('name that ends in a dash', { name: 'a-' }),
  metadata('no name', { name: undefined }),
  metadata('empty name', { name: '' }),
  metadata('generateName', { name: undefined, generateName: 'cmp-' }),
  metadata('generateName of 63', { name: undefined, generateName: long(63) }),
  metadata('generateName in capitals', { name: undefined, generateName: 'Cmp-' }),
  metadata('label with a space', { labels: { a: 'b c' } }),
  metadata('label of 64', { labels: { a: 'b'.repeat(64) } }),
  metadata('label that is a number', { labels: { a: 1 } }),
  metadata('label with a bad key', { labels: { 'a b': 'c' } }),
  metadata('annotation that is a number', { annotations: { a: 1 } }),
  metadata('annotation of 300 kB', { annotations: { a: 'x'.repeat(300_000) } }),
  metadata('label of Tekton', { labels: { 'tekton.dev/pipeline': 'else' } }),
  metadata('annotations of Tekton', { annotations: { 'tekton.dev/foo': 'x', 'chains.tekton.dev/signed': 'true' } }),
  spec('status: Cancelled', { status: 'Cancelled' }),
  spec('status: PipelineRunPending', { status: 'PipelineRunPending' }),
  spec('status: nonsense', { status: 'Stop' }),
  spec('status: an old one', { status: 'PipelineRunCancelled' }),
  spec('taskRunSpecs: unknown task', { taskRunSpecs: [{ pipelineTaskName: 'nope', serviceAccountName: 'x' }] }),
  spec('taskRunSpecs: field of v1beta1', {
    taskRunSpecs: [{ pipelineTaskName: 'reset', taskServiceAccountName: 'x' }],
  }),
  spec('taskRunSpecs: timeout above the pipeline', { taskRunSpecs: [{ pipelineTaskName: 'reset', timeout: '2h' }] }),
  spec('serviceAccountName at the top', { serviceAccountName: 'x' }),
  spec('serviceAccountName that is a number', { taskRunTemplate: { serviceAccountName: 1 } }),
  spec('resolver', {
    pipelineRef: { resolver: 'cluster', params: [{ name: 'name', value: 'wva-load-test' }] },
  }),
  spec('resolver and name', { pipelineRef: { resolver: 'cluster', name: 'wva-load-test' } }),
  spec('bundle of v1beta1', { pipelineRef: { name: 'wva-load-test', bundle: 'x' } }),
  spec('managedBy', { managedBy: 'example.com/controller' }),
  top('apiVersion v1beta1 sent to v1', { apiVersion: 'tekton.dev/v1beta1' }),
  top('kind TaskRun', { kind: 'TaskRun' }),
  metadata('another namespace', { namespace: `${NAMESPACE}-other` }),
  top('no spec', { spec: undefined }),
  { name: 'no JSON', body: '{"apiVersion":' },
  {
    name: 'a field twice',
    body: JSON.stringify(accepted()).replace('"timeouts":', '"timeouts":{"pipeline":"2h"},"timeouts":'),
  },
];
