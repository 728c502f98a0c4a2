/** PipelineRun manifests as the plugin would create them, with its marks; and the ConfigMaps that offer them as presets. */
import { stringify } from 'yaml';

import { loadSteps, modesOf, presetConfigMap } from '../../presets/preset';
import { WVA_DEFAULTS } from '../../src/constants';
import { pipelineRunManifest } from '../../src/kube/manifest';
import { scaledObject } from '../../src/kube/scaledObject';
import type { ScalerKind } from '../../src/kube/scalers';
import type { RunRequest } from '../../src/domain/pipeline';
import { type LoadPattern, LOAD_PATTERNS, type PatternName } from './loadPatterns';

export const DEPLOYMENT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
const NAMESPACE = 'experiment-01';
const MODEL = 'meta-llama/Llama-3.1-8B-Instruct';
const PIPELINE = 'wva-load-test';
const TIMEOUTS = { pipeline: '12h', tasks: '4h', finally: '1h' };

/** Without a scaler, or with one: WVA, where none is named. */
export const STARTED_MODES = ['static', 'wva'] as const;
export type StartedMode = (typeof STARTED_MODES)[number];

export interface ExperimentOptions {
  preset: PatternName;
  mode: StartedMode;
  /** Name of the run; from the preset by generateName without it. */
  name?: string;
  namespace?: string;
  deployment?: string;
  /** Replicas of a static run, and those that a WVA run starts with. Default 1. */
  initialReplicas?: number;
  /** Bounds of a WVA run; by default 1 and what the pattern suggests. */
  minReplicas?: number;
  maxReplicas?: number;
  startedBy?: string;
  /** Default `<preset>-<mode>`. */
  experiment?: string;
  resetLlmD?: boolean;
  /** Who scales; by default WVA, or nobody in a static run. */
  scaler?: ScalerKind;
  /** Of the ScaledObject; the Deployment's without. */
  scalerName?: string;
  variantCost?: string;
  modelId?: string;
}

/** What the start form would send for a preset. */
function experimentRequest(options: ExperimentOptions): RunRequest {
  const {
    preset,
    mode,
    namespace = NAMESPACE,
    deployment = DEPLOYMENT,
    initialReplicas = 1,
    minReplicas = 1,
  } = options;
  const pattern: LoadPattern = LOAD_PATTERNS[preset];
  const experiment = options.experiment ?? `${preset}-${mode}`;
  const maxReplicas = options.maxReplicas ?? pattern.maxReplicas;
  const { scaler = mode === 'static' ? undefined : 'wva', scalerName, variantCost, modelId = MODEL } = options;
  const workload = { namespace, deployment, modelId, name: scalerName, variantCost };
  const scaling = scaler ? scaledObject(scaler, workload, { minReplicas, maxReplicas }) : '';
  return {
    namespace,
    pipeline: PIPELINE,
    generateName: `${preset}-${mode}-`,
    ...(options.name ? { name: options.name } : {}),
    experiment,
    timeouts: TIMEOUTS,
    workspaces: [{ name: 'shared-workspace', kind: 'volumeClaimTemplate', size: '32Gi', accessMode: 'ReadWriteMany' }],
    params: [
      { name: 'namespace', value: namespace },
      { name: 'deployment-name', value: deployment },
      { name: 'test-name', value: experiment },
      { name: 'reset-llm-d', value: String(options.resetLlmD ?? true) },
      { name: 'scaled-object', value: scaling },
      { name: 'initial-replicas', value: String(initialReplicas) },
      { name: 'load-steps', value: loadSteps(pattern) },
    ],
  };
}

/** The PipelineRun that the plugin would create, labels and annotations included. */
export function experimentManifest(options: ExperimentOptions): Record<string, unknown> {
  return pipelineRunManifest(experimentRequest(options), { startedBy: options.startedBy ?? 'admin' });
}

/** Name, labels, annotations and data of the cluster's ConfigMaps. */
export interface ConfigMapSeed {
  namespace: string;
  name: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  data: Record<string, string>;
}

/** One preset a pattern and mode. */
export function presetConfigMaps(namespace: string): ConfigMapSeed[] {
  const target = {
    pipeline: PIPELINE,
    deployment: DEPLOYMENT,
    namespace,
    model: MODEL,
    namesNamespace: true,
    scaling: {},
  };
  return (Object.keys(LOAD_PATTERNS) as PatternName[]).flatMap((preset) =>
    modesOf(LOAD_PATTERNS[preset]).map((mode) => {
      const { metadata, data } = presetConfigMap(preset, LOAD_PATTERNS[preset], mode, target);
      return { namespace, ...metadata, data };
    })
  );
}

/** WVA's thresholds, with the defaults of llm-d's saturation analyzers V1 and V2. */
export const WVA_CONFIG_MAP: ConfigMapSeed = {
  namespace: WVA_DEFAULTS.namespace,
  name: WVA_DEFAULTS.configMap,
  labels: { 'app.kubernetes.io/name': 'workload-variant-autoscaler' },
  data: {
    [WVA_DEFAULTS.configMapKey]: stringify({
      kvCacheThreshold: 0.8,
      queueLengthThreshold: 5,
      kvSpareTrigger: 0.1,
      queueSpareTrigger: 3,
      scaleUpThreshold: 0.85,
      scaleDownBoundary: 0.7,
    }),
  },
};
