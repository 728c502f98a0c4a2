/** Runs and Pipelines for the cases of the admission policies. */
import { ANNOTATIONS, APP_ID, EXPERIMENT_PIPELINE, LABELS } from '../../src/constants';

export type Json = Record<string, unknown>;

export interface PolicyCase {
  name: string;
  operation: 'CREATE' | 'UPDATE';
  object: Json;
  /** Of an update. */
  oldObject?: Json;
  /** A part of the message of the refusal; without it the request is allowed. */
  refused?: string;
}

export const RUNNER = 'system:serviceaccount:grafana:llmd-wva-runner';
export const NAMESPACE = 'experiment-01';

const pipeline = (name: string, labels: Record<string, string>): Json => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name, namespace: NAMESPACE, labels },
  spec: { tasks: [{ name: 'hello', taskSpec: { steps: [{ name: 'hello', image: 'busybox:1.37.0' }] } }] },
});

/** The Pipelines of the namespace: three that may be started, and others that may not. */
export const PIPELINES: Json[] = [
  pipeline('startable', { [LABELS.startable]: 'true' }),
  pipeline('startable-too', { [LABELS.startable]: 'true', team: 'a' }),
  pipeline('unlabelled', {}),
  pipeline('labelled-false', { [LABELS.startable]: 'false' }),
  pipeline('deploy-production', { [LABELS.managedBy]: APP_ID }),
];

export const MARKS = {
  labels: { [LABELS.managedBy]: APP_ID, [LABELS.experiment]: 'stair' },
  annotations: { [ANNOTATIONS.startedBy]: 'ada', [ANNOTATIONS.mode]: 'wva' },
};
export const SPEC = {
  pipelineRef: { name: 'startable' },
  params: [{ name: 'load-steps', value: ['name: one'] }],
  timeouts: { pipeline: '1h0m0s' },
  taskRunTemplate: { serviceAccountName: EXPERIMENT_PIPELINE.serviceAccount },
};

let count = 0;
/** A run that is allowed, with other metadata and another spec over it. Undefined takes a field away. */
export function run(spec: Json = {}, metadata: Json = {}): Json {
  count += 1;
  const without = (object: Json) => Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined));
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: without({ name: `policy-case-${count}`, namespace: NAMESPACE, ...MARKS, ...metadata }),
    spec: without({ ...SPEC, ...spec }),
  };
}
