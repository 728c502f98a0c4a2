/** Tekton's admission webhooks for PipelineRuns: the one that fills in defaults, and the one that validates. */
import { ApiError } from '../kube/status';
import { formatDuration, parseDuration } from './duration';
import { isDone, succeeded, type Param, type PipelineRun, type PipelineRunSpec, type Timeouts } from './types';

const MAX_NAME = 63;
const DEFAULT_TIMEOUT = '1h0m0s';
const STATUSES = ['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally', 'PipelineRunPending'];

const denied = (webhook: string, message: string) =>
  new ApiError(400, 'BadRequest', `admission webhook "${webhook}" denied the request: ${message}`);

const mutationFailed = (message: string) => denied('webhook.pipeline.tekton.dev', `mutation failed: ${message}`);

/** `pkg/apis/pipeline/v1/pipelinerun_defaults.go`. Throws the webhook's 400 for what can not be decoded. */
export function withDefaults(run: PipelineRun): PipelineRun {
  const { spec } = run;
  return {
    ...run,
    spec: {
      ...spec,
      ...(spec.params ? { params: spec.params.map(asText) } : {}),
      timeouts: { pipeline: DEFAULT_TIMEOUT, ...normalized(spec.timeouts ?? {}) },
      taskRunTemplate: { serviceAccountName: 'default', ...spec.taskRunTemplate },
    },
  };
}

/** A value that is no string, array or map of strings becomes its JSON text (ParamValue.UnmarshalJSON). */
function asText({ name, value }: Param): Param {
  const text = (item: unknown) => (typeof item === 'string' ? item : JSON.stringify(item));
  if (Array.isArray(value)) {
    return { name, value: value.every((item: unknown) => typeof item === 'string') ? value : JSON.stringify(value) };
  }
  if (typeof value === 'object' && value !== null) {
    const plain = Object.values(value).every((item: unknown) => typeof item === 'string');
    return { name, value: plain ? value : JSON.stringify(value) };
  }
  return { name, value: value === undefined || value === null ? '' : text(value) };
}

function normalized(timeouts: Timeouts): Timeouts {
  return Object.fromEntries(
    Object.entries(timeouts).map(([key, text]: [string, string]) => {
      const seconds = parseDuration(text);
      if (seconds === undefined) {
        throw mutationFailed(`cannot decode incoming new object: time: ${durationError(text)}`);
      }
      return [key, formatDuration(seconds)];
    })
  );
}

const durationError = (text: string) =>
  /^[-+]?[\d.]+$/.test(text)
    ? `missing unit in duration ${JSON.stringify(text)}`
    : `invalid duration ${JSON.stringify(text)}`;

/** Throws the webhook's 400 when the run, or the change from `before`, is not allowed. */
export function validateRun(run: PipelineRun, before?: PipelineRun): void {
  const problems = [...metadataProblems(run, before), ...changeProblems(run, before), ...specProblems(run.spec)];
  if (problems.length) {
    throw denied('validation.webhook.pipeline.tekton.dev', `validation failed: ${problems.join('\n')}`);
  }
}

const invalidValue = (why: string, field: string) => `invalid value: ${why}: ${field}`;

function metadataProblems({ metadata, spec }: PipelineRun, before: PipelineRun | undefined): string[] {
  const started = before?.status?.startTime !== undefined;
  return [
    ...(metadata.name.includes('.')
      ? ['Invalid resource name: special character . must not be present: metadata.name']
      : []),
    ...(metadata.name.length > MAX_NAME
      ? ['Invalid resource name: length must be no more than 63 characters: metadata.name']
      : []),
    ...(spec.status === 'PipelineRunPending' && started
      ? [invalidValue('PipelineRun cannot be Pending after it is started', 'spec.status')]
      : []),
  ];
}

function changeProblems(run: PipelineRun, before: PipelineRun | undefined): string[] {
  if (!before) {
    return [];
  }
  const done = isDone(before) && succeeded(before) !== undefined;
  const allowed = done ? before.spec : { ...before.spec, status: run.spec.status };
  const tip = done
    ? 'Once the PipelineRun is complete, no updates are allowed'
    : 'Once the PipelineRun has started, only status updates are allowed';
  return canonical(allowed) === canonical(run.spec) ? [] : [invalidValue(tip, 'spec')];
}

/** JSON with sorted keys, without what is undefined or empty: semantic equality as Go sees it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(
          Object.entries(item)
            .filter(([, v]) => v !== undefined && v !== '' && v !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1))
        )
      : item
  );
}

function specProblems(spec: PipelineRunSpec): string[] {
  const { pipelineRef, pipelineSpec, status } = spec;
  return [
    ...(!pipelineRef && !pipelineSpec
      ? ['expected exactly one, got neither: spec.pipelineRef, spec.pipelineSpec']
      : []),
    ...(pipelineRef && pipelineSpec ? ['expected exactly one, got both: spec.pipelineRef, spec.pipelineSpec'] : []),
    ...(pipelineRef && !pipelineRef.name && !pipelineRef.resolver ? ['missing field(s): spec.pipelineRef.name'] : []),
    ...paramProblems(spec.params ?? []),
    ...timeoutProblems(spec.timeouts ?? {}),
    ...(status && !STATUSES.includes(status)
      ? [
          invalidValue(
            `${status} should be Cancelled, CancelledRunFinally, StoppedRunFinally or PipelineRunPending`,
            'spec.status'
          ),
        ]
      : []),
    ...workspaceProblems(spec.workspaces ?? []),
  ];
}

function paramProblems(params: Param[]): string[] {
  const names = params.map((param) => param.name);
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  const results = params.flatMap(({ name, value }) => {
    const references = JSON.stringify(value).match(/tasks\.[^.()]+\.results\.[^()"]+/g);
    return references
      ? [
          invalidValue(
            `cannot use result expressions in [${references.join(' ')}] as PipelineRun parameter values`,
            `spec.params[${name}].value`
          ),
        ]
      : [];
  });
  return [...repeated.map((name) => `expected exactly one, got both: spec.params[${name}].name`), ...results];
}

function timeoutProblems(timeouts: Timeouts): string[] {
  const seconds = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text));
  const [pipeline = 3600, tasks, last] = [timeouts.pipeline, timeouts.tasks, timeouts.finally].map(seconds);
  const bound = 'should be <= pipeline duration';
  const negative = Object.entries(timeouts).flatMap(([key, text]: [string, string]) =>
    (parseDuration(text) ?? 0) < 0 ? [invalidValue(`${text} should be >= 0`, `spec.timeouts.${key}`)] : []
  );
  const over = (value: number | undefined, field: string) => {
    if (value === undefined || pipeline === 0 || (value <= pipeline && value !== 0)) {
      return [];
    }
    const text = `${formatDuration(value)}${value === 0 ? ' (no timeout)' : ''}`;
    return [invalidValue(`${text} ${bound}`, `spec.timeouts.${field}`)];
  };
  const sum =
    tasks !== undefined && last !== undefined && tasks + last > pipeline
      ? ['tasks', 'finally'].map((field) =>
          invalidValue(`${formatDuration(tasks)} + ${formatDuration(last)} ${bound}`, `spec.timeouts.${field}`)
        )
      : [];
  return [...negative, ...over(tasks, 'tasks'), ...over(last, 'finally'), ...sum];
}

const SOURCES = ['volumeClaimTemplate', 'persistentVolumeClaim', 'emptyDir', 'configMap', 'secret', 'projected', 'csi'];

function workspaceProblems(workspaces: Array<Record<string, unknown>>): string[] {
  return workspaces.flatMap((workspace, i) => {
    const sources = SOURCES.filter((source) => workspace[source] !== undefined);
    const first = workspaces.findIndex((other) => other.name === workspace.name);
    const at = `spec.workspaces[${i}]`;
    const all = SOURCES.map((source) => `${at}.${source.toLowerCase()}`).join(', ');
    return [
      ...(sources.length === 0 ? [`expected exactly one, got neither: ${all}`] : []),
      ...(sources.length > 1
        ? [`expected exactly one, got both: ${sources.map((s) => `${at}.${s.toLowerCase()}`).join(', ')}`]
        : []),
      ...(first < i
        ? [
            `workspace ${JSON.stringify(workspace.name)} provided by pipelinerun more than once, at index ${first} and ${i}: ${at}.name`,
          ]
        : []),
    ];
  });
}
