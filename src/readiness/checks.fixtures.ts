/** A cluster in which all is well, and the parts to break it with: objects as the API server sends them. */
import { DASHBOARDS, LABELS, VERSION } from '../constants';
import type { Preset } from '../domain/pipeline';
import { detect } from '../queries/detection';
import { DIALECTS } from '../queries/dialect';
import { decodeWith } from '../kube/decoder';
import type { Answer } from './answer';
import type { Findings, PrometheusFindings } from './findings';
import { QUESTIONS, type InstalledPipeline, type QuestionId } from './questions';

export const found = <T>(value: T): Answer<T> => ({ kind: 'found', value });
export const forbidden: Answer<never> = { kind: 'forbidden', right: 'list things' };
export const absent: Answer<never> = { kind: 'absent', message: 'The cluster does not serve it.' };
export const failed: Answer<never> = { kind: 'failed', message: 'No answer within 10 s.' };

export const NS = 'experiment-01';
export const meta = (name: string, more: object = {}) => ({ name, namespace: NS, ...more });
export const condition = (type: string, status: string, reason = '', message = '') => ({
  type,
  status,
  reason,
  message,
});

/** Objects as the API server sends them, decoded as the page decodes them. */
export function objects<Id extends QuestionId>(id: Id, ...items: unknown[]): Findings['objects'][Id] {
  return found(items.map((item) => decodeWith(QUESTIONS[id].item as never, item, id))) as Findings['objects'][Id];
}

export const PIPELINE: InstalledPipeline = {
  version: VERSION,
  namespace: NS,
  name: 'wva-experiment',
  description: '',
  params: [{ name: 'hf-secret-name', type: 'string', description: '', default: 'llm-d-hf-token' }],
  workspaces: [],
};
const PRESET: Preset = {
  id: 'cluster/stair',
  name: 'stair',
  description: '',
  source: 'cluster',
  request: { namespace: NS, pipeline: 'wva-experiment', generateName: 'stair-', params: [], workspaces: [] },
};
export const PROMETHEUS: PrometheusFindings = {
  detection: {
    ...detect([{ labels: { clue: 'wva-new' }, value: 1 }]),
    dialect: DIALECTS.plain,
  },
  scrapeSeconds: { wva: 15, vllm: 15, epp: 15, dcgm: 15, kube: 30 },
  historyHours: 168,
  recordedSeries: 12,
  ruleGroups: { all: 7, alerts: 4 },
  gpus: { all: 12, held: 3 },
  recorderSilentSeconds: 20,
};

/** A cluster in which all is well. */
export const GOOD: Findings = {
  settings: { namespaces: [NS], canStart: true, argoUrl: 'https://argo.example' },
  version: found({ gitVersion: 'v1.34.1' }),
  groups: found(
    new Map([
      ['tekton.dev', ['v1', 'v1beta1']],
      ['keda.sh', ['v1alpha1']],
      ['networking.istio.io', ['v1']],
    ])
  ),
  nodes: found([
    {
      name: 'a',
      namespace: '',
      annotations: {},
      labels: {
        'nvidia.com/gpu.product': 'NVIDIA-L40S',
        'nvidia.com/gpu.count': '4',
        'feature.node.kubernetes.io/x': '1',
      },
    },
  ]),
  objects: {
    clusterPolicies: objects('clusterPolicies', { metadata: { name: 'p' }, status: { state: 'ready' } }),
    storageClasses: objects('storageClasses', { metadata: { name: 'efs' }, provisioner: 'efs.csi.aws.com' }),
    applications: objects('applications', application('llm-d', 'Healthy', 'Synced')),
    tektonInfo: objects('tektonInfo', { metadata: meta('pipelines-info'), data: { version: 'v1.9.2' } }),
    tektonFlags: objects('tektonFlags', { metadata: meta('feature-flags'), data: {} }),
    apiServices: objects('apiServices', {
      metadata: { name: 'v1beta1.external.metrics.k8s.io' },
      status: { conditions: [condition('Available', 'True')] },
    }),
    admissionPolicies: objects('admissionPolicies', policy(VERSION)),
    scaledObjects: objects('scaledObjects', scaledObject()),
    autoscalers: objects('autoscalers', hpa('keda-hpa-decode')),
    inferencePools: objects('inferencePools', { metadata: meta('pool'), status: {} }),
    gateways: objects('gateways', { metadata: meta('gateway') }),
  },
  pipelines: found([PIPELINE]),
  presets: found({ presets: [PRESET], broken: [] }),
  thresholds: found({ kind: 'found', from: 'llm-d-autoscaler/wva', thresholds: { kvCacheThreshold: 0.8 } }),
  prometheus: found(PROMETHEUS),
  dashboards: found([...DASHBOARDS.uids]),
  clockSkewMs: 300,
};

export function policy(version?: string) {
  return { metadata: { name: 'llmd-wva-runs', labels: version === undefined ? {} : { [LABELS.version]: version } } };
}
export function application(name: string, health: string, sync: string, message = '', namespace = 'somewhere') {
  return {
    metadata: { name, namespace: 'argocd' },
    spec: { destination: { namespace } },
    status: { health: { status: health, message }, sync: { status: sync, revision: '0123456789' } },
  };
}
export function scaledObject(conditions: object[] = [condition('Ready', 'True')], query = 'wva_desired_replicas') {
  return {
    metadata: meta('decode'),
    spec: { scaleTargetRef: { name: 'decode' }, triggers: [{ type: 'prometheus', metadata: { query } }] },
    status: { conditions },
  };
}
export function hpa(name: string, conditions: object[] = [condition('ScalingActive', 'True')]) {
  return {
    metadata: meta(name),
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'decode' }, maxReplicas: 4 },
    status: { conditions },
  };
}

export const withObjects = (part: Partial<Findings['objects']>): Partial<Findings> => ({
  objects: { ...GOOD.objects, ...part },
});
export const withPrometheus = (part: Partial<PrometheusFindings>): Partial<Findings> => ({
  prometheus: found({ ...PROMETHEUS, ...part }),
});
