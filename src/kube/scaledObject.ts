/** The param `scaled-object`: empty for a static run, else the KEDA ScaledObject that lets WVA scale the Deployment. */
import { parse, stringify } from 'yaml';

/** KEDA's settings of the experiments in use (domain: "The experiment"). */
const SETTINGS = { pollingSeconds: 10, scaleUpWindowSeconds: 0, scaleDownWindowSeconds: 60 } as const;
/** Spelled here as the cluster's object carries it; charts take it from `queries`. */
const DESIRED = 'wva_desired_replicas';
const OPENSHIFT_PROMETHEUS = 'https://thanos-querier.openshift-monitoring.svc.cluster.local:9091';
/** By what WVA finds the objects that it may scale, from 0.8 on. */
export const WVA_ANNOTATIONS = {
  managed: 'llm-d.ai/managed',
  modelId: 'llm-d.ai/model-id',
  variantCost: 'llm-d.ai/variant-cost',
} as const;
const MAX_BYTES = 256 * 1024;

export interface WvaScaling {
  namespace: string;
  deployment: string;
  /** `model_name` of its vLLM servers. WVA 0.8 and 0.9 refuse an object without it, and nothing scales. */
  modelId: string;
  /** Price of a replica beside the model's other variants; WVA's own default without. */
  variantCost?: string;
  minReplicas: number;
  maxReplicas: number;
  /** Prometheus as KEDA reaches it; OpenShift's Thanos by default. */
  serverAddress?: string;
  /** Label of the workload's namespace on `wva_*` series; `exported_namespace` through OpenShift's monitoring. */
  namespaceLabel?: string;
  /** KEDA TriggerAuthentication with the token for Prometheus. */
  authenticationRef?: string;
}

export type Scaling =
  | { kind: 'static' }
  | { kind: 'wva'; minReplicas: number; maxReplicas: number }
  /** A ScaledObject that is none of ours, or text that is none at all: shown and kept as text. */
  | { kind: 'custom'; error?: string };

/**
 * The ScaledObject for a Deployment that follows WVA. Its trigger is the one of llm-d's WVA guides: the metric is the
 * wanted number of replicas, so a threshold of 1 by AverageValue makes the HPA want just that many.
 */
export function wvaScaledObject(scaling: WvaScaling): string {
  const { namespace, deployment, modelId, variantCost, minReplicas, maxReplicas } = scaling;
  const label = scaling.namespaceLabel ?? 'exported_namespace';
  return stringify(
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: {
        name: deployment,
        namespace,
        annotations: {
          [WVA_ANNOTATIONS.managed]: 'true',
          [WVA_ANNOTATIONS.modelId]: modelId,
          ...(variantCost ? { [WVA_ANNOTATIONS.variantCost]: variantCost } : {}),
        },
      },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
        pollingInterval: SETTINGS.pollingSeconds,
        minReplicaCount: minReplicas,
        maxReplicaCount: maxReplicas,
        advanced: {
          horizontalPodAutoscalerConfig: {
            behavior: {
              scaleUp: { stabilizationWindowSeconds: SETTINGS.scaleUpWindowSeconds },
              scaleDown: { stabilizationWindowSeconds: SETTINGS.scaleDownWindowSeconds },
            },
          },
        },
        triggers: [
          {
            type: 'prometheus',
            name: 'wva-desired-replicas',
            metricType: 'AverageValue',
            metadata: {
              serverAddress: scaling.serverAddress ?? OPENSHIFT_PROMETHEUS,
              query: `${DESIRED}{variant_name="${quoted(deployment)}",${label}="${quoted(namespace)}"}`,
              threshold: '1',
              activationThreshold: '0',
              ...(scaling.authenticationRef ? { authModes: 'bearer' } : {}),
            },
            ...(scaling.authenticationRef ? { authenticationRef: { name: scaling.authenticationRef } } : {}),
          },
        ],
      },
    },
    { lineWidth: 0 }
  );
}

/** What a `scaled-object` text means for the form's choice; never throws. */
export function readScaling(text: string): Scaling {
  if (text.trim() === '') {
    return { kind: 'static' };
  }
  if (text.length > MAX_BYTES) {
    return { kind: 'custom', error: `is longer than ${MAX_BYTES / 1024} kB` };
  }
  try {
    const { kind, spec } = (parse(text, { maxAliasCount: 20, logLevel: 'error' }) ?? {}) as {
      kind?: unknown;
      spec?: Spec;
    };
    if (kind !== 'ScaledObject') {
      return { kind: 'custom', error: 'is no KEDA ScaledObject' };
    }
    const { minReplicaCount = 0, maxReplicaCount = 100 } = spec ?? {}; // KEDA's own defaults
    const followsWva = JSON.stringify(spec?.triggers ?? []).includes(DESIRED);
    return followsWva && isCount(minReplicaCount) && isCount(maxReplicaCount)
      ? { kind: 'wva', minReplicas: minReplicaCount, maxReplicas: maxReplicaCount }
      : { kind: 'custom' };
  } catch (error) {
    return {
      kind: 'custom',
      error: `is not YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    };
  }
}

interface Spec {
  minReplicaCount?: unknown;
  maxReplicaCount?: unknown;
  triggers?: unknown;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function quoted(literal: string): string {
  return literal.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
