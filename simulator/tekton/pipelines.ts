/** The Pipelines of the simulated cluster: the two in use, and two that show every kind of param and none. */
import { TASKS_NAMESPACE } from './programs';
import type { ParamSpec, PipelineSpec, PipelineTask } from './types';

const shared = (name: string): PipelineTask['taskRef'] => ({
  resolver: 'cluster',
  params: [
    { name: 'kind', value: 'task' },
    { name: 'name', value: name },
    { name: 'namespace', value: TASKS_NAMESPACE },
  ],
});

const pass = (...names: string[]) => names.map((name) => ({ name, value: `$(params.${name})` }));

const WORKLOAD_PARAMS: ParamSpec[] = [
  {
    name: 'target-url',
    type: 'string',
    description: 'URL of the inference gateway that the load is sent to',
    default: 'http://infra-llm-d-inference-gateway.experiment-01.svc.cluster.local:80',
  },
  {
    name: 'model',
    type: 'string',
    description: 'Model that the requests name',
    default: 'meta-llama/Llama-3.1-8B-Instruct',
  },
  {
    name: 'hf-secret-name',
    type: 'string',
    description: 'Secret with a Hugging Face token, for the tokenizer',
    default: 'llm-d-hf-token',
  },
  { name: 'namespace', type: 'string', description: 'Namespace of the workload', default: 'experiment-01' },
  {
    name: 'deployment-name',
    type: 'string',
    description: 'Deployment under test; WVA calls it the variant',
    default: 'llm-d-inference-scheduling-llm-d-modelservice-decode',
  },
  {
    name: 'test-name',
    type: 'string',
    description: 'Name of the experiment; labels the pods under load and the report',
  },
  {
    name: 'reset-llm-d',
    type: 'string',
    description: 'Whether to bring the workload to a known state before the load',
    default: 'true',
    enum: ['true', 'false'],
  },
  {
    name: 'scaled-object',
    type: 'string',
    description: 'ScaledObject (YAML) to apply before the load; empty for a static run',
    default: '',
  },
  { name: 'initial-replicas', type: 'string', description: 'Replicas at the start of the load', default: '1' },
];

/** Else Tekton ends each TaskRun after an hour. */
const NO_LIMIT = '0s';

const BEFORE: PipelineTask[] = [
  {
    name: 'wait-for-other-runs',
    timeout: NO_LIMIT,
    taskRef: shared('wait-for-pipelineruns'),
    params: [{ name: 'pipeline', value: '$(context.pipeline.name)' }],
  },
  {
    name: 'reset',
    taskRef: shared('llm-d-reset'),
    runAfter: ['wait-for-other-runs'],
    when: [{ input: '$(params.reset-llm-d)', operator: 'in', values: ['true'] }],
    params: pass('namespace', 'deployment-name', 'initial-replicas', 'scaled-object'),
  },
];

const FINALLY: PipelineTask[] = [
  {
    name: 'collect-logs',
    taskRef: shared('collect-logs'),
    params: pass('test-name'),
    workspaces: [{ name: 'shared-workspace', workspace: 'shared-workspace' }],
  },
  { name: 'clean-up', taskRef: shared('benchmark-clean-up'), params: pass('namespace', 'deployment-name') },
];

const WORKSPACES = [{ name: 'shared-workspace', description: 'Reports and logs of the run' }];
const RESULTS = ['start-time', 'end-time', 'report-path'].map((name) => ({
  name,
  type: 'string',
  value: `$(finally.collect-logs.results.${name})`,
}));

const LOAD = pass('target-url', 'model', 'namespace', 'deployment-name', 'test-name');

export const PIPELINES: Record<string, PipelineSpec> = {
  'wva-load-test': {
    description: 'Resets the workload, then runs one GuideLLM instance for each load step, each with its own delay.',
    params: [
      ...WORKLOAD_PARAMS,
      {
        name: 'load-steps',
        type: 'array',
        description: 'One YAML text a load step: {name, delay, duration, scenario}; rates of overlapping steps add up',
      },
    ],
    workspaces: WORKSPACES,
    tasks: [
      ...BEFORE,
      {
        name: 'load-test',
        timeout: NO_LIMIT,
        taskRef: shared('guidellm-load'),
        runAfter: ['reset'],
        params: LOAD,
        matrix: { params: [{ name: 'load-step', value: ['$(params.load-steps[*])'] }] },
        workspaces: [{ name: 'shared-workspace', workspace: 'shared-workspace' }],
      },
    ],
    finally: FINALLY,
    results: RESULTS,
  },
  'wva-incremental-stepped-load-test': {
    description: 'Four GuideLLM instances of 0.5 req/s, one more every ten minutes.',
    params: WORKLOAD_PARAMS,
    workspaces: WORKSPACES,
    tasks: [
      ...BEFORE,
      {
        name: 'load-test',
        timeout: NO_LIMIT,
        taskRef: shared('guidellm-load'),
        runAfter: ['reset'],
        params: LOAD,
        matrix: {
          include: [
            [0, 3600],
            [600, 3000],
            [1200, 2400],
            [1800, 1800],
          ].map(([delay, seconds], i) => ({
            name: `step-${i + 1}`,
            params: [
              { name: 'start-delay', value: String(delay) },
              { name: 'max-seconds', value: String(seconds) },
            ],
          })),
        },
        workspaces: [{ name: 'shared-workspace', workspace: 'shared-workspace' }],
      },
    ],
    finally: FINALLY,
    results: RESULTS,
  },
  'every-param-kind': {
    description: 'Does nothing but print its params: one of every kind that Tekton knows.',
    params: [
      { name: 'text', type: 'string', description: 'A string without a default: it must be given' },
      { name: 'text-with-default', type: 'string', description: 'A string with a default', default: 'hello' },
      {
        name: 'choice',
        type: 'string',
        description: 'One of three',
        default: 'small',
        enum: ['small', 'medium', 'large'],
      },
      { name: 'required-choice', type: 'string', description: 'One of two, no default', enum: ['blue', 'green'] },
      { name: 'list', type: 'array', description: 'An array without a default' },
      { name: 'list-with-default', type: 'array', description: 'An array with a default', default: ['one', 'two'] },
      {
        name: 'object',
        type: 'object',
        description: 'An object with declared keys',
        properties: { url: { type: 'string' }, revision: { type: 'string' } },
      },
      {
        name: 'object-with-default',
        description: 'An object whose type follows from its properties; one key has a default',
        properties: { host: { type: 'string' }, port: { type: 'string' } },
        default: { port: '8080' },
      },
      { name: 'undeclared-type', description: 'No type: a string', default: '' },
    ],
    workspaces: [
      { name: 'scratch', description: 'Any volume', optional: true },
      { name: 'cache', description: 'Any volume', optional: true },
    ],
    tasks: [
      {
        name: 'print',
        params: [
          { name: 'text', value: '$(params.text)' },
          { name: 'choice', value: '$(params.choice)' },
          { name: 'url', value: '$(params.object.url)' },
        ],
        taskSpec: {
          params: [{ name: 'text' }, { name: 'choice' }, { name: 'url' }],
          steps: [
            {
              name: 'print',
              image: 'registry.access.redhat.com/ubi9/ubi-minimal:9.6',
              script:
                'echo "text: $(params.text)"\nsleep 2\necho "choice: $(params.choice)"\necho "url: $(params.url)"',
            },
          ],
        },
      },
    ],
  },
  'no-params': {
    description: 'Takes no params.',
    tasks: [
      {
        name: 'hello',
        taskSpec: {
          steps: [
            {
              name: 'hello',
              image: 'registry.access.redhat.com/ubi9/ubi-minimal:9.6',
              script: 'echo "hello"\nsleep 5\necho "good bye"',
            },
          ],
        },
      },
    ],
  },
};
