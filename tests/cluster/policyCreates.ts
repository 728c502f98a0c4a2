/** What the runner may create, and what not. */
import { LABELS } from '../../src/constants';
import { MARKS, run, SPEC, type Json, type PolicyCase } from './policyObjects';

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
  create("the account that OpenShift gives the namespace, for the lab's own Pipelines", {
    pipelineRef: { name: 'startable-too' },
    taskRunTemplate: { serviceAccountName: 'pipeline' },
  }),
  create('another account of the list for one task', task({ serviceAccountName: 'pipeline' })),
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

  refuse('another service account', 'serviceAccountName default is refused. Allowed: wva-experiment, pipeline.', {
    taskRunTemplate: { serviceAccountName: 'default' },
  }),
  refuse('no service account', 'serviceAccountName is missing', { taskRunTemplate: {} }),
  refuse('no template', 'serviceAccountName is missing', { taskRunTemplate: undefined }),
  refuse(
    'another account for a task',
    'The serviceAccountName builder of spec.taskRunSpecs is refused. Allowed: wva-experiment, pipeline.',
    task({ serviceAccountName: 'builder' })
  ),

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
    refuse(
      `podTemplate.${field}`,
      `spec.taskRunTemplate.podTemplate.${field} is refused. ${POD}`,
      template({ [field]: value })
    ),
    refuse(
      `podTemplate.${field} of a task`,
      `The podTemplate of load-test in spec.taskRunSpecs is refused. ${POD}`,
      task({ podTemplate: { [field]: value } })
    ),
  ]),
  refuse(
    'steps of a task',
    'A field of load-test in spec.taskRunSpecs is refused',
    task({ stepSpecs: [{ name: 'x', computeResources: {} }] })
  ),
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
    refuse(
      `a ${kind} as workspace`,
      'The binding of the workspace shared-workspace is refused',
      workspace({ [kind]: body })
    )
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
    {
      ownerReferences: [
        { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: '0d5a6c1e-0000-4000-8000-000000000000' },
      ],
    }
  ),
];
