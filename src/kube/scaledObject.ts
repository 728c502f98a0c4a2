/**
 * The param `scaled-object`: empty for a static run, else the KEDA ScaledObject that scales the Deployment. Every scaler is
 * written as one, an HPA on vLLM's metrics too: KEDA makes the HPA of it, which does the same arithmetic on the same targets.
 */
import { SCALER_TRIGGERS } from '../domain/scaler';
import { COST_ANNOTATION } from '../domain/scaledObjectText';
import { stringify } from 'yaml';

import { type ScaledWorkload, SCALERS, type ScalerKind, type TriggerKey, TRIGGERS } from './scalers';

const OPENSHIFT_PROMETHEUS = 'https://thanos-querier.openshift-monitoring.svc.cluster.local:9091';

/** By what WVA finds the objects that it may scale, from 0.8 on. */
export const WVA_ANNOTATIONS = {
  managed: 'llm-d.ai/managed',
  modelId: 'llm-d.ai/model-id',
  variantCost: COST_ANNOTATION,
} as const;

export interface ScalerSettings {
  minReplicas: number;
  maxReplicas: number;
  /** Targets a replica, by trigger; upstream's for those that are left out. */
  thresholds?: Partial<Record<TriggerKey, number>>;
  scaleUpWindowSeconds?: number;
  scaleDownWindowSeconds?: number;
}

/** The ScaledObject of a kind, as the guides of llm-d and of WVA have it. */
export function scaledObject(kind: ScalerKind, workload: ScaledWorkload, settings: ScalerSettings): string {
  const { namespace, deployment, name = deployment } = workload;
  const scaler = SCALERS[kind];
  const { scaleUpWindowSeconds = scaler.scaleUpWindowSeconds, scaleDownWindowSeconds = scaler.scaleDownWindowSeconds } =
    settings;
  const policies = scaler.doublesAtMost ? [{ type: 'Percent', value: 100, periodSeconds: 15 }] : undefined;
  return stringify(
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name, namespace, ...(kind === 'wva' ? { annotations: annotations(workload) } : {}) },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
        pollingInterval: scaler.pollingSeconds,
        minReplicaCount: settings.minReplicas,
        maxReplicaCount: settings.maxReplicas,
        advanced: {
          horizontalPodAutoscalerConfig: {
            behavior: {
              scaleUp: { stabilizationWindowSeconds: scaleUpWindowSeconds, ...(policies ? { policies } : {}) },
              scaleDown: { stabilizationWindowSeconds: scaleDownWindowSeconds, ...(policies ? { policies } : {}) },
            },
          },
        },
        triggers: SCALER_TRIGGERS[kind].map((key) => trigger(key, workload, settings)),
      },
    },
    { lineWidth: 0, aliasDuplicateObjects: false }
  );
}

function annotations({ modelId, variantCost }: ScaledWorkload): Record<string, string> {
  return {
    [WVA_ANNOTATIONS.managed]: 'true',
    [WVA_ANNOTATIONS.modelId]: modelId,
    ...(variantCost ? { [WVA_ANNOTATIONS.variantCost]: variantCost } : {}),
  };
}

function trigger(key: TriggerKey, workload: ScaledWorkload, { thresholds }: ScalerSettings) {
  const { serverAddress = OPENSHIFT_PROMETHEUS, authenticationRef } = workload;
  const { name, query, threshold } = TRIGGERS[key];
  return {
    type: 'prometheus',
    name,
    metricType: 'AverageValue',
    metadata: {
      serverAddress,
      query: query(workload),
      threshold: String(thresholds?.[key] ?? threshold),
      activationThreshold: '0',
      ignoreNullValues: 'false', // an empty answer is an error, not a 0: an inert scaler is found before the load
      ...(authenticationRef ? { authModes: 'bearer' } : {}),
    },
    ...(authenticationRef ? { authenticationRef: { name: authenticationRef } } : {}),
  };
}
