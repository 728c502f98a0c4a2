/** A load pattern → the PipelineRun that runs it, and the ConfigMap that offers it in the start form. */
import { stringify } from 'yaml';

import { ANNOTATIONS, LABELS } from '../src/constants';
import { PARAMS } from '../src/domain/params';
import type { NamedValue } from '../src/domain/run';
import { scaledObject } from '../src/kube/scaledObject';
import type { ScaledWorkload, ScalerKind } from '../src/kube/scalers';
import type { LoadPattern } from './patterns';

/** Who scales in a preset. */
export type PresetMode = 'static' | ScalerKind;

/** What differs between clusters. */
export interface PresetTarget {
  pipeline: string;
  /** Deployment under test. */
  deployment: string;
  /** Of the workload. Only a run with a scaler names it: its ScaledObject asks Prometheus about this namespace. */
  namespace: string;
  /** `model_name` of its servers, which the load asks for. */
  model: string;
  /** Where KEDA asks, and how. */
  scaling: Pick<ScaledWorkload, 'serverAddress' | 'namespaceLabel' | 'authenticationRef'>;
  /** Pipelines whose own `namespace` default is another. */
  namesNamespace?: boolean;
  serviceAccountName?: string;
}

/** Replicas that a run with a scaler begins with, and a static one has by default. */
const INITIAL_REPLICAS = 1;
const MIN_REPLICAS = 1;
const staticReplicas = (pattern: LoadPattern): number => pattern.staticReplicas ?? INITIAL_REPLICAS;

/** Who scales in the presets of a pattern. */
export const modesOf = ({ scalers = ['wva'] }: LoadPattern): PresetMode[] => ['static', ...scalers];

/** The load is part of the time for tasks, and so is waiting for one's turn. */
const TIMEOUTS = { pipeline: '12h', tasks: '11h', finally: '1h' };
const REPORTS = {
  name: 'shared-workspace',
  volumeClaimTemplate: {
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '32Gi' } } },
  },
};

/** One YAML text a step, as the param `load-steps` takes them. */
export function loadSteps({ steps, data, profile = 'constant' }: LoadPattern): string[] {
  return steps.map(({ delay, duration, rate }, i) =>
    stringify(
      {
        name: `step-${i + 1}`,
        delay,
        duration,
        scenario: { request_type: 'text_completions', profile, rate, data },
      },
      { lineWidth: 0 }
    )
  );
}

/** A PipelineRun without marks, as people keep them; its namespace is the one that it is created in. */
export function presetRun(name: string, pattern: LoadPattern, mode: PresetMode, target: PresetTarget) {
  const { pipeline, deployment, namespace, model, scaling, serviceAccountName } = target;
  const bounds = { minReplicas: MIN_REPLICAS, maxReplicas: pattern.maxReplicas };
  const params: NamedValue[] = [
    ...(target.namesNamespace ? [{ name: PARAMS.namespace, value: namespace }] : []),
    { name: PARAMS.model, value: model },
    { name: PARAMS.variant, value: deployment },
    { name: PARAMS.experiment, value: `${name}-${mode}` },
    { name: PARAMS.reset, value: 'true' },
    {
      name: PARAMS.scaledObject,
      value: mode === 'static' ? '' : scaledObject(mode, { namespace, deployment, modelId: model, ...scaling }, bounds),
    },
    { name: PARAMS.initialReplicas, value: String(mode === 'static' ? staticReplicas(pattern) : INITIAL_REPLICAS) },
    { name: PARAMS.loadSteps, value: loadSteps(pattern) },
  ];
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { generateName: `${name}-${mode}-` },
    spec: {
      pipelineRef: { name: pipeline },
      params,
      workspaces: [REPORTS],
      ...(serviceAccountName ? { taskRunTemplate: { serviceAccountName } } : {}),
      timeouts: TIMEOUTS,
    },
  };
}

/** As the chooser names them. */
const SCALER_NAMES: Readonly<Record<ScalerKind, string>> = {
  wva: 'WVA',
  'keda-queue': 'KEDA on the router’s queue',
  'keda-saturation': 'KEDA on pool saturation',
  hpa: 'HPA on KV use and queue',
};

/** The ConfigMap of a preset; its namespace is given where it is applied. */
export function presetConfigMap(name: string, pattern: LoadPattern, mode: PresetMode, target: PresetTarget) {
  const replicas =
    mode === 'static'
      ? `static, ${staticReplicas(pattern)} replica${staticReplicas(pattern) === 1 ? '' : 's'}`
      : `${SCALER_NAMES[mode]}, ${MIN_REPLICAS} to ${pattern.maxReplicas} replicas`;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `preset-${name}-${mode}`,
      labels: { [LABELS.preset]: 'true' },
      annotations: { [ANNOTATIONS.description]: `${pattern.description} (${replicas})` },
    },
    data: { 'pipelinerun.yaml': stringify(presetRun(name, pattern, mode, target), { lineWidth: 0 }) },
  };
}
