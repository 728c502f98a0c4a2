/** What a cluster of the seed's layout has beside experiments: nodes, operators, Argo CD's Applications, storage. */
import { APP_ID, LABELS, RUNS_POLICY, VERSION } from '../../src/constants';

export interface DayTwoObject {
  group: string;
  version: string;
  resource: string;
  kind: string;
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  body?: Record<string, unknown>;
}

export const condition = (type: string, status: 'True' | 'False', reason = '', message = '') => ({
  type,
  status,
  reason,
  message,
});

function node(name: string): DayTwoObject {
  return {
    group: '',
    version: 'v1',
    resource: 'nodes',
    kind: 'Node',
    name,
    labels: {
      'nvidia.com/gpu.present': 'true',
      'nvidia.com/gpu.product': 'NVIDIA-L40S',
      'nvidia.com/gpu.count': '4',
      'feature.node.kubernetes.io/pci-10de.present': 'true',
      'node.kubernetes.io/instance-type': 'g6e.12xlarge',
    },
  };
}

export function application(
  name: string,
  namespace: string,
  health = 'Healthy',
  sync = 'Synced',
  message = ''
): DayTwoObject {
  return {
    group: 'argoproj.io',
    version: 'v1alpha1',
    resource: 'applications',
    kind: 'Application',
    name,
    namespace: 'openshift-gitops',
    body: {
      spec: { destination: { namespace, server: 'https://kubernetes.default.svc' }, project: 'default' },
      status: {
        health: { status: health, ...(message ? { message } : {}) },
        sync: { status: sync, revision: '4f1d9c2ab0e7' },
        reconciledAt: '2026-11-28T06:00:00Z',
      },
    },
  };
}

const storageClass = (name: string, provisioner: string, isDefault: boolean): DayTwoObject => ({
  group: 'storage.k8s.io',
  version: 'v1',
  resource: 'storageclasses',
  kind: 'StorageClass',
  name,
  ...(isDefault ? { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } : {}),
  body: { provisioner },
});

const tektonConfig = (name: string, data: Record<string, string>): DayTwoObject => ({
  group: '',
  version: 'v1',
  resource: 'configmaps',
  kind: 'ConfigMap',
  name,
  namespace: 'openshift-pipelines',
  body: { data },
});

const policy = (name: string, body?: Record<string, unknown>): DayTwoObject => ({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'validatingadmissionpolicies',
  kind: 'ValidatingAdmissionPolicy',
  name,
  labels: { 'app.kubernetes.io/part-of': APP_ID, [LABELS.version]: VERSION },
  body,
});
/** As in deploy/base/policy: no write is refused here, the start form reads them. */
const accounts = { name: RUNS_POLICY.accounts, expression: "['wva-experiment', 'pipeline']" };

/** @param nodes names of the nodes with GPUs */
export function dayTwoObjects(nodes: readonly string[], experiments: string): DayTwoObject[] {
  return [
    ...nodes.map(node),
    {
      group: 'nvidia.com',
      version: 'v1',
      resource: 'clusterpolicies',
      kind: 'ClusterPolicy',
      name: 'gpu-cluster-policy',
      body: { status: { state: 'ready', conditions: [condition('Ready', 'True', 'Reconciled')] } },
    },
    storageClass('gp3-csi', 'ebs.csi.aws.com', true),
    storageClass('efs', 'efs.csi.aws.com', false),
    ...[
      'gpu-operator',
      'node-feature-discovery',
      'openshift-pipelines',
      'custom-metrics-autoscaler',
      'service-mesh',
      'grafana',
    ].map((name) => application(name, name)),
    application('llm-d', experiments),
    application('workload-variant-autoscaler', 'llm-d-autoscaler'),
    tektonConfig('pipelines-info', { version: 'v1.9.2' }),
    tektonConfig('feature-flags', {
      coschedule: 'workspaces',
      'enable-api-fields': 'beta',
      'enable-param-enum': 'false',
    }),
    {
      group: 'apiregistration.k8s.io',
      version: 'v1',
      resource: 'apiservices',
      kind: 'APIService',
      name: 'v1beta1.external.metrics.k8s.io',
      body: { status: { conditions: [condition('Available', 'True', 'Passed')] } },
    },
    policy(RUNS_POLICY.name, { spec: { variables: [accounts] } }),
    policy('llmd-wva-runner-scope'),
    policy('llmd-wva-startable-pipelines'),
    {
      group: 'inference.networking.k8s.io',
      version: 'v1',
      resource: 'inferencepools',
      kind: 'InferencePool',
      name: 'llm-d-inference-scheduling',
      namespace: experiments,
      body: { status: { parents: [{ conditions: [condition('Accepted', 'True', 'Accepted')] }] } },
    },
    {
      group: 'gateway.networking.k8s.io',
      version: 'v1',
      resource: 'gateways',
      kind: 'Gateway',
      name: 'infra-inference-scheduling-inference-gateway',
      namespace: experiments,
      labels: { 'istio.io/enable-inference-extproc': 'true' },
      body: { status: { conditions: [condition('Programmed', 'True', 'Programmed')] } },
    },
  ];
}
