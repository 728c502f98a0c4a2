/** A ScaledObject as the simulated KEDA, WVA and Prometheus understand it. */
import { parse } from 'yaml';

import { triggerOf } from '../../../src/kube/readScaling';
import { WVA_ANNOTATIONS } from '../../../src/kube/scaledObject';
import type { TriggerKey } from '../../../src/kube/scalers';
import { isObject } from '../../kube/patch';
import type { ScalerSpec, ScalingPolicy, Signal, TriggerSpec } from '../../ports';

const SIGNAL_OF: Readonly<Record<TriggerKey, Signal>> = {
  wvaDesired: 'wva-desired',
  eppQueue: 'epp-queue',
  poolSaturation: 'pool-saturation',
  eppRunning: 'epp-running',
  kvUse: 'kv-use',
  waiting: 'waiting',
};

type Json = Record<string, unknown>;
const object = (value: unknown): Json => (isObject(value) ? value : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);
const count = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/**
 * The scaler that a text describes, with KEDA's and Kubernetes' defaults; undefined for an empty text.
 *
 * @throws Error for a text that is no ScaledObject
 */
export function scalerSpec(yaml: string): ScalerSpec | undefined {
  if (yaml.trim() === '') {
    return undefined;
  }
  const read: unknown = parse(yaml, { maxAliasCount: 20, logLevel: 'error' });
  if (!isObject(read) || read.kind !== 'ScaledObject') {
    throw new Error('the text is no ScaledObject');
  }
  const [metadata, spec] = [object(read.metadata), object(read.spec)];
  const behavior = object(object(object(spec.advanced).horizontalPodAutoscalerConfig).behavior);
  const [up, down] = [object(behavior.scaleUp), object(behavior.scaleDown)];
  return {
    ...(typeof metadata.name === 'string' ? { name: metadata.name } : {}),
    minReplicas: count(spec.minReplicaCount, 0),
    maxReplicas: count(spec.maxReplicaCount, 100),
    triggers: list(spec.triggers).map(trigger),
    ...managed(object(metadata.annotations)),
    pollingSeconds: count(spec.pollingInterval, 30),
    scaleUpWindowSeconds: count(up.stabilizationWindowSeconds, 0),
    scaleDownWindowSeconds: count(down.stabilizationWindowSeconds, 300),
    ...policies('scaleUpPolicies', up.policies),
    ...policies('scaleDownPolicies', down.policies),
  };
}

function managed(annotations: Json): Pick<ScalerSpec, 'managed'> {
  if (annotations[WVA_ANNOTATIONS.managed] !== 'true') {
    return {};
  }
  const [modelId, cost] = [annotations[WVA_ANNOTATIONS.modelId], Number(annotations[WVA_ANNOTATIONS.variantCost])];
  return { managed: { ...(typeof modelId === 'string' ? { modelId } : {}), ...(cost > 0 ? { cost } : {}) } };
}

function trigger(one: Json, index: number): TriggerSpec {
  const metadata = object(one.metadata);
  const query = String(metadata.query ?? '');
  const key = triggerOf(query);
  return {
    name: typeof one.name === 'string' ? one.name : `s${index}-prometheus`,
    ...(key ? { signal: SIGNAL_OF[key] } : {}),
    labels: labelsOf(query),
    threshold: Number(metadata.threshold),
  };
}

/** Equality matchers of a query; the workload's namespace under either of its names. */
function labelsOf(query: string): Record<string, string> {
  return Object.fromEntries(
    [...query.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', value = '']) => [
      label === 'exported_namespace' ? 'namespace' : label,
      value.replace(/\\(.)/g, '$1'),
    ])
  );
}

function policies(key: 'scaleUpPolicies' | 'scaleDownPolicies', value: unknown): Partial<ScalerSpec> {
  const read = list(value).map(
    ({ type, value: most, periodSeconds }): ScalingPolicy => ({
      type: type === 'Pods' ? 'Pods' : 'Percent',
      value: count(most, 100),
      periodSeconds: count(periodSeconds, 15),
    })
  );
  return read.length === 0 ? {} : { [key]: read };
}
