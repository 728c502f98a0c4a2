/**
 * What the runner's admission policies allow and refuse: plain data, for the CEL evaluator of tests/deploy and for a real
 * API server.
 *
 * A case of CREATE is sent as it is. A case of UPDATE has the object as it was before; a real server gets that one from an
 * administrator, then the change from the runner. Objects are as Tekton's defaulting webhook leaves them, so that a server
 * without the webhook judges the same.
 */
import { ANNOTATIONS, APP_ID, EXPERIMENT_PIPELINE, LABELS } from '../../src/constants';

type Json = Record<string, unknown>;

export interface PolicyCase {
  name: string;
  operation: 'CREATE' | 'UPDATE';
  object: Json;
  /** Of an update. */
  oldObject?: Json;
  /** A part of the message of the refusal; without it the request is allowed. */
  refused?: string;
}

export const RUNNER = 'system:serviceaccount:grafana:llmd-wva-runner';
export const NAMESPACE = 'experiment-01';

const pipeline = (name: string, labels: Record<string, string>): Json => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name, namespace: NAMESPACE, labels },
  spec: { tasks: [{ name: 'hello', taskSpec: { steps: [{ name: 'hello', image: 'busybox:1.37.0' }] } }] },
});

/** The Pipelines of the namespace: three that may be started, and others that may not. */
export const PIPELINES: Json[] = [
  pipeline('startable', { [LABELS.startable]: 'true' }),
  pipeline('startable-too', { [LABELS.startable]: 'true', team: 'a' }),
  pipeline('unlabelled', {}),
  pipeline('labelled-false', { [LABELS.startable]: 'false' }),
  pipeline('deploy-production', { [LABELS.managedBy]: APP_ID }),
];

const MARKS = {
  labels: { [LABELS.managedBy]: APP_ID, [LABELS.experiment]: 'stair' },
  annotations: { [ANNOTATIONS.startedBy]: 'ada', [ANNOTATIONS.mode]: 'wva' },
};
const SPEC = {
  pipelineRef: { name: 'startable' },
  params: [{ name: 'load-steps', value: ['name: one'] }],
  timeouts: { pipeline: '1h0m0s' },
  taskRunTemplate: { serviceAccountName: EXPERIMENT_PIPELINE.serviceAccount },
};

let count = 0;
/** A run that is allowed, with other metadata and another spec over it. Undefined takes a field away. */
function run(spec: Json = {}, metadata: Json = {}): Json {
  count += 1;
  const without = (object: Json) => Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined));
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: without({ name: `policy-case-${count}`, namespace: NAMESPACE, ...MARKS, ...metadata }),
    spec: without({ ...SPEC, ...spec }),
  };
}

const template = (podTemplate: Json): Json => ({ taskRunTemplate: { ...SPEC.taskRunTemplate, podTemplate } });
const task = (fields: Json): Json => ({ taskRunSpecs: [{ pipelineTaskName: 'load-test', ...fields }] });
const workspace = (binding: Json): Json => ({ workspaces: [{ name: 'shared-workspace', ...binding }] });
const claimTemplate = (spec: Json, others: Json = {}): Json =>
  workspace({
    volumeClaimTemplate: {
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '32Gi' } }, ...spec },
      ...others,
    },
  });

const create = (name: string, spec: Json = {}, metadata: Json = {}, refused?: string): PolicyCase => ({
  name,
  operation: 'CREATE',
  object: run(spec, metadata),
  ...(refused ? { refused } : {}),
});
const refuse = (name: string, refused: string, spec: Json = {}, metadata: Json = {}): PolicyCase =>
  create(name, spec, metadata, refused);

/** An update of a run that Tekton has taken up: it carries Tekton's own labels. */
function update(name: string, change: { spec?: Json; metadata?: Json }, refused?: string, before: Json = {}): PolicyCase {
  const system = {
    labels: { ...MARKS.labels, 'tekton.dev/pipeline': 'startable' },
    annotations: { ...MARKS.annotations, 'chains.tekton.dev/signed': 'true' },
  };
  const oldObject = run(before, system);
  const { name: same } = oldObject.metadata as { name: string };
  const object = run({ ...before, ...change.spec }, { ...system, name: same, ...change.metadata });
  return { name, operation: 'UPDATE', object, oldObject, ...(refused ? { refused } : {}) };
}

const POD = 'Allowed: nodeSelector, affinity, topologySpreadConstraints.';

export const CREATE_CASES: PolicyCase[] = [
  create('a run of a startable Pipeline'),
  create('a run of another one', { pipelineRef: { name: 'startable-too' } }),
  create('a Pipeline that does not exist: Tekton says so', { pipelineRef: { name: 'nowhere' } }),
  create('a pending run', { status: 'PipelineRunPending' }),
  create('no params', { params: undefined }),
  create('the longest timeouts', { timeouts: { pipeline: '12h', tasks: '11h', finally: '1h' } }),
  create('without annotations', {}, { annotations: undefined }),
  create('placement of pods', template({ nodeSelector: { pool: 'cpu' }, affinity: {}, topologySpreadConstraints: [] })),
  create('a setting of one task', task({ timeout: '4h0m0s', serviceAccountName: 'wva-experiment' })),
  create('resources of one task', task({ computeResources: { requests: { cpu: '2' }, limits: { memory: '4Gi' } } })),
  create('an emptyDir', workspace({ emptyDir: {} })),
  create('a claim for reports', workspace({ persistentVolumeClaim: { claimName: 'wva-reports' }, subPath: 'a' })),
  create('a new claim', claimTemplate({ storageClassName: 'nfs' })),
  create('a new claim as served', claimTemplate({}, { metadata: { creationTimestamp: null }, status: {} })),

  refuse('a Pipeline without the label', 'the Pipeline unlabelled is not startable', {
    pipelineRef: { name: 'unlabelled' },
  }),
  refuse('a Pipeline with the label and another value', 'the Pipeline labelled-false is not startable', {
    pipelineRef: { name: 'labelled-false' },
  }),
  refuse('a Pipeline of ours without the label', 'with the label llmd-wva-app/startable: "true"', {
    pipelineRef: { name: 'deploy-production' },
  }),
  refuse('a pending run of one without the label', 'is not startable', {
    pipelineRef: { name: 'unlabelled' },
    status: 'PipelineRunPending',
  }),
  refuse('an inline Pipeline', 'spec.pipelineSpec is refused', {
    pipelineRef: undefined,
    pipelineSpec: { tasks: [{ name: 'x', taskSpec: { steps: [{ name: 'x', image: 'busybox:1.37.0' }] } }] },
  }),
  refuse('an inline Pipeline beside a name', 'spec.pipelineSpec is refused', { pipelineSpec: {} }),
  refuse('a resolver', 'spec.pipelineRef.resolver is refused', {
    pipelineRef: { resolver: 'git', params: [{ name: 'url', value: 'https://example.com/x.git' }] },
  }),
  refuse('a resolver beside a name', 'spec.pipelineRef.resolver is refused', {
    pipelineRef: { name: 'startable', resolver: 'hub' },
  }),
  refuse('no Pipeline', 'spec.pipelineRef is refused', { pipelineRef: undefined }),
  refuse('a Pipeline of another version', 'spec.pipelineRef is refused', {
    pipelineRef: { name: 'startable', apiVersion: 'tekton.dev/v1beta1' },
  }),
  refuse('another controller', 'spec.managedBy is refused', { managedBy: 'example.com/else' }),

  refuse('another service account', 'serviceAccountName default is refused. Allowed: wva-experiment.', {
    taskRunTemplate: { serviceAccountName: 'default' },
  }),
  refuse('no service account', 'serviceAccountName is missing', { taskRunTemplate: {} }),
  refuse('no template', 'serviceAccountName is missing', { taskRunTemplate: undefined }),
  refuse('another account for a task', 'pipeline of spec.taskRunSpecs is refused', task({ serviceAccountName: 'pipeline' })),

  ...Object.entries({
    hostNetwork: true,
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['registry'] }],
    volumes: [{ name: 'root', hostPath: { path: '/' } }],
    securityContext: { runAsUser: 0 },
    tolerations: [{ operator: 'Exists' }],
    runtimeClassName: 'kata',
    priorityClassName: 'system-node-critical',
    schedulerName: 'mine',
    imagePullSecrets: [{ name: 'other' }],
    env: [{ name: 'LD_PRELOAD', value: '/tmp/x.so' }],
    dnsConfig: { nameservers: ['10.0.0.1'] },
    automountServiceAccountToken: true,
  }).flatMap(([field, value]) => [
    refuse(`podTemplate.${field}`, `spec.taskRunTemplate.podTemplate.${field} is refused. ${POD}`, template({ [field]: value })),
    refuse(
      `podTemplate.${field} of a task`,
      `The podTemplate of load-test in spec.taskRunSpecs is refused. ${POD}`,
      task({ podTemplate: { [field]: value } })
    ),
  ]),
  refuse('steps of a task', 'A field of load-test in spec.taskRunSpecs is refused', task({ stepSpecs: [{ name: 'x' }] })),
  refuse(
    'labels of a task',
    'A field of load-test in spec.taskRunSpecs is refused',
    task({ metadata: { labels: { app: 'vllm' } } })
  ),
  refuse(
    'GPUs for a task',
    'The computeResources of load-test',
    task({ computeResources: { limits: { 'nvidia.com/gpu': '4' } } })
  ),
  refuse(
    'claimed resources for a task',
    'The computeResources of load-test',
    task({ computeResources: { claims: [{ name: 'gpu' }] } })
  ),

  ...Object.entries({
    secret: { secretName: 'llm-d-hf-token' },
    configMap: { name: 'x' },
    projected: { sources: [{ serviceAccountToken: { path: 'token' } }] },
    csi: { driver: 'secrets-store.csi.k8s.io' },
  }).map(([kind, body]) =>
    refuse(`a ${kind} as workspace`, 'The binding of the workspace shared-workspace is refused', workspace({ [kind]: body }))
  ),
  refuse(
    'a claim of somebody else',
    'The claim model-cache is refused. Allowed: claims whose name begins with wva-reports.',
    workspace({ persistentVolumeClaim: { claimName: 'model-cache' } })
  ),
  ...Object.entries({
    dataSource: { kind: 'PersistentVolumeClaim', name: 'model-cache' },
    dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'model-cache' },
    volumeName: 'pv-of-a-node',
    selector: { matchLabels: { a: 'b' } },
  }).map(([field, value]) =>
    refuse(
      `a new claim with ${field}`,
      'The volumeClaimTemplate of the workspace shared-workspace is refused',
      claimTemplate({ [field]: value })
    )
  ),
  refuse(
    'a new claim with labels',
    'in its metadata: name',
    claimTemplate({}, { metadata: { labels: { backup: 'true' } } })
  ),

  refuse('no timeouts', 'spec.timeouts without pipeline is refused', { timeouts: undefined }),
  refuse('no timeout of the pipeline', 'spec.timeouts without pipeline is refused', { timeouts: { tasks: '1h' } }),
  refuse('no end', 'spec.timeouts.pipeline is refused', { timeouts: { pipeline: '0s' } }),
  refuse('a timeout too long', 'at most 12h', { timeouts: { pipeline: '12h0m1s' } }),
  refuse('tasks without an end', 'spec.timeouts.tasks is refused', { timeouts: { pipeline: '1h', tasks: '0' } }),
  refuse('a task too long', 'The timeout of load-test in spec.taskRunSpecs is refused', task({ timeout: '13h' })),

  refuse('cancelled at once', 'spec.status is refused', { status: 'Cancelled' }),
  refuse('no mark', 'The label app.kubernetes.io/managed-by is missing', {}, { labels: undefined }),
  refuse('the mark of another', 'managed-by is missing or another', {}, { labels: { [LABELS.managedBy]: 'helm' } }),
  refuse(
    'a label that a Service selects',
    'The label llm-d.ai/inferenceServing is refused',
    {},
    { labels: { ...MARKS.labels, 'llm-d.ai/inferenceServing': 'true' } }
  ),
  refuse(
    'a label of a prefix that looks like ours',
    'The label llmd-wva-app.evil/x is refused',
    {},
    { labels: { ...MARKS.labels, 'llmd-wva-app.evil/x': 'true' } }
  ),
  refuse(
    'an annotation of a network plugin',
    'The annotation k8s.v1.cni.cncf.io/networks is refused',
    {},
    { annotations: { 'k8s.v1.cni.cncf.io/networks': 'host' } }
  ),
  refuse('a finalizer', 'metadata.finalizers', {}, { finalizers: ['example.com/never'] }),
  refuse(
    'an owner',
    'metadata.ownerReferences is refused',
    {},
    { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: '0d5a6c1e-0000-4000-8000-000000000000' }] }
  ),
];

const SIGNED = { ...MARKS.annotations, 'chains.tekton.dev/signed': 'true' };
const TAKEN = { ...MARKS.labels, 'tekton.dev/pipeline': 'startable' };

export const UPDATE_CASES: PolicyCase[] = [
  ...['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally'].map((status) => update(status, { spec: { status } })),
  update('our labels', { metadata: { labels: { ...TAKEN, [LABELS.experiment]: 'burst' } } }),
  update('our annotations', { metadata: { annotations: { ...SIGNED, [ANNOTATIONS.mode]: 'static' } } }),
  update('one of our annotations taken away', { metadata: { annotations: { 'chains.tekton.dev/signed': 'true' } } }),
  update('a pending run let go', { spec: { status: undefined } }, undefined, { status: 'PipelineRunPending' }),
  update('a run of a Pipeline without the label, cancelled', { spec: { status: 'Cancelled' } }, undefined, {
    pipelineRef: { name: 'unlabelled' },
  }),
  update('a run that others started inline, cancelled', { spec: { status: 'Cancelled' } }, undefined, {
    pipelineRef: undefined,
    pipelineSpec: { tasks: [{ name: 'x', taskSpec: { steps: [{ name: 'x', image: 'busybox:1.37.0' }] } }] },
    taskRunTemplate: { serviceAccountName: 'pipeline' },
  }),

  update('a pending run of one without the label, let go', { spec: { status: undefined } }, 'is not startable', {
    pipelineRef: { name: 'unlabelled' },
    status: 'PipelineRunPending',
  }),
  update('params', { spec: { params: [] } }, 'A change of spec.params is refused. Allowed: spec.status.'),
  update('the Pipeline', { spec: { pipelineRef: { name: 'startable-too' } } }, 'A change of spec.pipelineRef is refused', {
    status: 'PipelineRunPending',
  }),
  update('the timeouts taken away', { spec: { timeouts: undefined } }, 'A change of spec.timeouts is refused'),
  update('the account', { spec: { taskRunTemplate: { serviceAccountName: 'pipeline' } } }, 'A change of spec.taskRunTemplate'),
  update(
    'a label of Tekton',
    { metadata: { labels: { ...TAKEN, 'tekton.dev/pipeline': 'else' } } },
    'A change of the label or annotation tekton.dev/pipeline is refused'
  ),
  update('a label of Tekton taken away', { metadata: { labels: MARKS.labels } }, 'tekton.dev/pipeline is refused'),
  update('a new label', { metadata: { labels: { ...TAKEN, app: 'vllm' } } }, 'annotation app is refused'),
  update(
    'the mark of whose it is',
    { metadata: { labels: { ...TAKEN, [LABELS.managedBy]: 'helm' } } },
    'app.kubernetes.io/managed-by is refused'
  ),
  update('a signature', { metadata: { annotations: MARKS.annotations } }, 'chains.tekton.dev/signed is refused'),
  update('a finalizer', { metadata: { finalizers: ['example.com/never'] } }, 'A change of metadata.finalizers'),
];

/** Writes of other kinds, which the Role refuses already: the policy holds even where somebody has granted them. */
export const SCOPE_CASES: Array<{
  name: string;
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  resource: { group: string; version: string; resource: string };
  subResource?: string;
  refused?: string;
}> = [
  { name: 'a PipelineRun', operation: 'CREATE', resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' } },
  { name: 'its change', operation: 'UPDATE', resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' } },
  {
    name: 'its deletion',
    operation: 'DELETE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' },
    refused: 'The runner may not DELETE pipelineruns. Allowed: CREATE and UPDATE.',
  },
  {
    name: 'its status',
    operation: 'UPDATE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' },
    subResource: 'status',
    refused: 'The runner may not write pipelineruns/status.tekton.dev.',
  },
  {
    name: 'an old version',
    operation: 'CREATE',
    resource: { group: 'tekton.dev', version: 'v1beta1', resource: 'pipelineruns' },
    refused: 'The runner may not use tekton.dev/v1beta1. Allowed: tekton.dev/v1.',
  },
  {
    name: 'a TaskRun',
    operation: 'CREATE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'taskruns' },
    refused: 'The runner may not write taskruns.tekton.dev. Allowed: pipelineruns.tekton.dev',
  },
  {
    name: 'a Pod',
    operation: 'CREATE',
    resource: { group: '', version: 'v1', resource: 'pods' },
    refused: 'The runner may not write pods. Allowed: pipelineruns.tekton.dev',
  },
  {
    name: 'a shell in a Pod',
    operation: 'CONNECT',
    resource: { group: '', version: 'v1', resource: 'pods' },
    subResource: 'exec',
    refused: 'The runner may not write pods/exec.',
  },
  {
    name: 'a token',
    operation: 'CREATE',
    resource: { group: '', version: 'v1', resource: 'serviceaccounts' },
    subResource: 'token',
    refused: 'The runner may not write serviceaccounts/token.',
  },
];
