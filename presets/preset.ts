/** A load pattern → the PipelineRun that runs it, and the ConfigMap that offers it in the start form. */
import { stringify } from 'yaml';

import { ANNOTATIONS, LABELS } from '../src/constants';
import { PARAMS } from '../src/domain/params';
import type { NamedValue, RunMode } from '../src/domain/run';
import { wvaScaledObject, type WvaScaling } from '../src/kube/scaledObject';
import type { LoadPattern } from './patterns';

/** What differs between clusters. */
export interface PresetTarget {
  pipeline: string;
  /** Deployment under test. */
  deployment: string;
  /** Of the workload. Only a run with WVA names it: its ScaledObject asks Prometheus about this namespace. */
  namespace: string;
  /** `model_name` of its servers, which the load asks for. */
  model: string;
  /** Where KEDA asks, and how. */
  scaling: Pick<WvaScaling, 'serverAddress' | 'namespaceLabel' | 'authenticationRef'>;
  /** Pipelines whose own `namespace` default is another. */
  namesNamespace?: boolean;
  serviceAccountName?: string;
}

/** Replicas of a static run, and those that a run with WVA begins with. */
const INITIAL_REPLICAS = 1;
const MIN_REPLICAS = 1;
/** The load is part of the time for tasks, and so is waiting for one's turn. */
const TIMEOUTS = { pipeline: '12h', tasks: '11h', finally: '1h' };
const REPORTS = {
  name: 'shared-workspace',
  volumeClaimTemplate: {
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '32Gi' } } },
  },
};

/** One YAML text a step, as the param `load-steps` takes them. */
export function loadSteps({ steps, data }: LoadPattern): string[] {
  return steps.map(({ delay, duration, rate }, i) =>
    stringify(
      {
        name: `step-${i + 1}`,
        delay,
        duration,
        scenario: { request_type: 'text_completions', profile: 'constant', rate, data },
      },
      { lineWidth: 0 }
    )
  );
}

/** A PipelineRun without marks, as people keep them; its namespace is the one that it is created in. */
export function presetRun(name: string, pattern: LoadPattern, mode: RunMode, target: PresetTarget) {
  const { pipeline, deployment, namespace, model, scaling, serviceAccountName } = target;
  const bounds = { minReplicas: MIN_REPLICAS, maxReplicas: pattern.maxReplicas };
  const params: NamedValue[] = [
    ...(target.namesNamespace ? [{ name: 'namespace', value: namespace }] : []),
    { name: 'model', value: model },
    { name: PARAMS.variant, value: deployment },
    { name: 'test-name', value: `${name}-${mode}` },
    { name: PARAMS.reset, value: 'true' },
    {
      name: PARAMS.scaledObject,
      value: mode === 'wva' ? wvaScaledObject({ namespace, deployment, modelId: model, ...bounds, ...scaling }) : '',
    },
    { name: PARAMS.initialReplicas, value: String(INITIAL_REPLICAS) },
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

/** The ConfigMap of a preset; its namespace is given where it is applied. */
export function presetConfigMap(name: string, pattern: LoadPattern, mode: RunMode, target: PresetTarget) {
  const replicas =
    mode === 'wva' ? `WVA, ${MIN_REPLICAS} to ${pattern.maxReplicas} replicas` : `static, ${INITIAL_REPLICAS} replica`;
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
