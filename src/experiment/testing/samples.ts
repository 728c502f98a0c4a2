/** Runs and Pipelines for tests, with what a test cares about in its place. */
import type { Pipeline } from '../../domain/pipeline';
import type { Run, TaskRun } from '../../domain/run';

export const NOW = Date.UTC(2026, 10, 23, 15, 0, 0);

/** A run as the cluster would serve it, with what a test cares about in its place. */
export function aRun(over: Partial<Run> = {}): Run {
  const name = over.name ?? 'stair-wva-abcde';
  const namespace = over.namespace ?? 'experiment-01';
  return {
    namespace,
    name,
    uid: `uid-${name}`,
    resourceVersion: '1',
    phase: 'running',
    reason: 'Running',
    createdAt: NOW - 600_000,
    startedAt: NOW - 590_000,
    pipeline: 'wva-load-test',
    experiment: 'stair',
    mode: 'wva',
    variant: 'decode',
    startedBy: 'ada',
    plannedSeconds: 3600,
    managed: true,
    message: '',
    params: [],
    results: [],
    skippedTasks: [],
    manifest: {
      apiVersion: 'tekton.dev/v1',
      kind: 'PipelineRun',
      metadata: { name, namespace },
      spec: { pipelineRef: { name: 'wva-load-test' }, params: over.params ?? [] },
    },
    ...over,
  };
}

/** A TaskRun of a load step that is at work. */
export function aTask(over: Partial<TaskRun> = {}): TaskRun {
  return {
    namespace: 'experiment-01',
    name: 'stair-wva-abcde-load-test-0',
    uid: 'uid-load-test-0',
    pipelineTask: 'load-test',
    memberOf: 'tasks',
    phase: 'running',
    reason: 'Running',
    message: '',
    createdAt: NOW - 500_000,
    params: [],
    steps: [],
    earlier: [],
    ...over,
  };
}

/** A pipeline with params of every kind. */
export function everyKind(over: Partial<Pipeline> = {}): Pipeline {
  return {
    namespace: 'experiment-01',
    name: 'wva-load-test',
    description: 'Load test',
    params: [
      { name: 'test-name', type: 'string', description: 'Name of the experiment' },
      { name: 'deployment-name', type: 'string', description: 'Deployment under test', default: 'decode' },
      { name: 'namespace', type: 'string', description: '', default: 'workload' },
      { name: 'model', type: 'string', description: '', default: 'small', enum: ['small', 'large'] },
      { name: 'reset-llm-d', type: 'string', description: '', default: 'true' },
      { name: 'tags', type: 'array', description: '', default: ['a'] },
      { name: 'image', type: 'object', description: '', properties: ['repo', 'tag'], default: { repo: 'r', tag: 't' } },
      { name: 'scaled-object', type: 'string', description: '', default: '' },
      { name: 'initial-replicas', type: 'string', description: '', default: '1' },
      { name: 'load-steps', type: 'array', description: '', default: [STEP_YAML] },
    ],
    workspaces: [{ name: 'shared-workspace', description: '', optional: false }],
    ...over,
  };
}

export const STEP_YAML = `name: base
delay: 0
duration: 600
scenario: # of GuideLLM
  request_type: text_completions
  profile: constant
  rate: 0.5
  data:
    prompt_tokens: 1024
    prompt_tokens_stdev: 100
    output_tokens: 2048
`;
