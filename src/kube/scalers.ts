/** Who can scale the workload of a run: what each reads, and upstream's numbers for it. */

import { SCALER_TRIGGERS, TRIGGER_METRICS, type ScalerKind, type TriggerKey } from '../domain/scaler';

export { SCALER_KINDS, TRIGGER_KEYS, TRIGGER_METRICS, type ScalerKind, type TriggerKey } from '../domain/scaler';

/** What is scaled, and where its numbers come from. */
export interface ScaledWorkload {
  namespace: string;
  deployment: string;
  /** `model_name` of its vLLM servers. WVA 0.8 and 0.9 refuse an object without it, and nothing scales. */
  modelId: string;
  /** Of the ScaledObject; the Deployment's name without. */
  name?: string;
  /** WVA's price of a replica beside the model's other variants; its own default without. */
  variantCost?: string;
  /** InferencePool of the Deployment; undefined: all of the namespace. */
  inferencePool?: string;
  /** Prometheus as KEDA reaches it; OpenShift's Thanos by default. */
  serverAddress?: string;
  /** Label of the workload's namespace on `wva_*` series; `exported_namespace` through OpenShift's monitoring. */
  namespaceLabel?: string;
  /** KEDA TriggerAuthentication with the token for Prometheus. */
  authenticationRef?: string;
}

interface Trigger {
  /** Of the trigger in the ScaledObject. */
  name: string;
  /** The target of a replica: the HPA wants the query's value over it, rounded up. */
  threshold: number;
  query: (workload: ScaledWorkload) => string;
}

const quoted = (literal: string): string => literal.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

const braces = (labels: Record<string, string | undefined>): string =>
  `{${Object.entries(labels)
    .flatMap(([label, value]) => (value ? [`${label}="${quoted(value)}"`] : []))
    .join(',')}}`;

const ofModel = (key: TriggerKey) => (workload: ScaledWorkload) =>
  `sum(${TRIGGER_METRICS[key]}${braces({ namespace: workload.namespace, model_name: workload.modelId })})`;

export const TRIGGERS: Readonly<Record<TriggerKey, Trigger>> = {
  /** The metric is the wanted number of replicas, so a target of 1 makes the HPA want just that many. */
  wvaDesired: {
    name: 'wva-desired-replicas',
    threshold: 1,
    query: ({ name, deployment, namespace, namespaceLabel = 'exported_namespace' }) =>
      `${TRIGGER_METRICS.wvaDesired}${braces({ variant_name: name ?? deployment, [namespaceLabel]: namespace })}`,
  },
  eppQueue: { name: 'epp-queue-size', threshold: 1, query: ofModel('eppQueue') },
  poolSaturation: {
    name: 'pool-saturation',
    threshold: 0.7,
    query: ({ inferencePool, namespace }) =>
      `max(${TRIGGER_METRICS.poolSaturation}${braces({ inference_pool: inferencePool, namespace })})`,
  },
  eppRunning: { name: 'epp-running-requests', threshold: 16, query: ofModel('eppRunning') },
  kvUse: { name: 'kv-cache-use', threshold: 0.7, query: ofModel('kvUse') },
  waiting: { name: 'waiting-requests', threshold: 2, query: ofModel('waiting') },
};

interface Scaler {
  /** Those whose target is a matter of choice; WVA's is not. */
  tunable: readonly TriggerKey[];
  pollingSeconds: number;
  scaleUpWindowSeconds: number;
  scaleDownWindowSeconds: number;
  /** Whether its policies let it double or empty itself in 15 s, as llm-d's guides have it. */
  doublesAtMost: boolean;
}

/** Both windows of llm-d's guides to KEDA with EPP signals: a replica takes minutes to start. */
const GUIDE = { pollingSeconds: 15, scaleUpWindowSeconds: 300, scaleDownWindowSeconds: 300, doublesAtMost: true };

export const SCALERS: Readonly<Record<ScalerKind, Scaler>> = {
  /** The settings of the experiments in use. */
  wva: {
    tunable: [],
    pollingSeconds: 10,
    scaleUpWindowSeconds: 0,
    scaleDownWindowSeconds: 60,
    doublesAtMost: false,
  },
  'keda-queue': { tunable: SCALER_TRIGGERS['keda-queue'], ...GUIDE },
  'keda-saturation': { tunable: SCALER_TRIGGERS['keda-saturation'], ...GUIDE },
  /** Windows as Kubernetes has them by default. */
  hpa: { tunable: SCALER_TRIGGERS.hpa, ...GUIDE, scaleUpWindowSeconds: 0 },
};
