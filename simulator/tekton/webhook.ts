/** Tekton's admission webhooks for PipelineRuns: the one that fills in defaults, and the one that validates. */
import { invalidValue, mutationFailed, problem, validationFailed, type Problem } from './denials';
import { durationError, formatDuration, parseDuration } from './duration';
import { isDone, succeeded, type Param, type PipelineRun, type PipelineRunSpec, type Timeouts } from './types';
import { checkClaims, workspaceProblems } from './workspaces';

const MAX_NAME = 63;
const DEFAULT_TIMEOUT = '1h0m0s';
const STATUSES = ['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally', 'PipelineRunPending'];

/** `pkg/apis/pipeline/v1/pipelinerun_defaults.go`. Throws the webhook's 400 for what cannot be decoded. */
export function withDefaults(run: PipelineRun): PipelineRun {
  const { spec } = run;
  checkClaims(spec.workspaces ?? []);
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
  if (value === undefined || value === null) {
    throw mutationFailed(
      'cannot create patch for round tripped newBytes: cannot marshal interface: ' +
        'json: error calling MarshalJSON for type v1.ParamValue: impossible ParamValues.Type: ""'
    );
  }
  return { name: name ?? '', value: text(value) };
}

/** As Go prints them; null is as if it were not given. */
function normalized(timeouts: Timeouts): Timeouts {
  const given = Object.entries(timeouts).filter(([, text]: [string, unknown]) => text !== null);
  return Object.fromEntries(given.map(([key, text]: [string, string]) => [key, goDuration(text)]));
}

function goDuration(text: string): string {
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    throw mutationFailed(`cannot decode incoming new object: time: ${durationError(text)}`);
  }
  return formatDuration(seconds);
}

/** Throws the webhook's 400 when the run, or the change from `before`, is not allowed. */
export function validateRun(run: PipelineRun, before?: PipelineRun): void {
  const problems = [...metadataProblems(run, before), ...changeProblems(run, before), ...specProblems(run.spec)];
  if (problems.length) {
    throw validationFailed(problems);
  }
}

function metadataProblems({ metadata, spec }: PipelineRun, before: PipelineRun | undefined): Problem[] {
  const started = before?.status?.startTime !== undefined;
  return [
    ...(metadata.name.length > MAX_NAME
      ? [problem('Invalid resource name: length must be no more than 63 characters', 'metadata.name')]
      : []),
    ...(spec.status === 'PipelineRunPending' && started
      ? [invalidValue('PipelineRun cannot be Pending after it is started', 'spec.status')]
      : []),
  ];
}

function changeProblems(run: PipelineRun, before: PipelineRun | undefined): Problem[] {
  if (!before) {
    return [];
  }
  const done = isDone(before) && succeeded(before) !== undefined;
  const { status, managedBy } = run.spec;
  const allowed = done ? before.spec : { ...before.spec, status, managedBy };
  const tip = done
    ? 'Once the PipelineRun is complete, no updates are allowed'
    : 'Once the PipelineRun has started, only status updates are allowed';
  return [
    ...(run.spec.managedBy === before.spec.managedBy
      ? []
      : [invalidValue('managedBy is immutable', 'spec.spec.managedBy')]),
    ...(canonical(allowed) === canonical(run.spec) ? [] : [invalidValue(tip, 'spec')]),
  ];
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

function specProblems(spec: PipelineRunSpec): Problem[] {
  const { pipelineRef, pipelineSpec, status } = spec;
  const both = ['spec.pipelineRef', 'spec.pipelineSpec'];
  return [
    ...(!pipelineRef && !pipelineSpec ? [problem('expected exactly one, got neither', ...both)] : []),
    ...(pipelineRef && pipelineSpec ? [problem('expected exactly one, got both', ...both)] : []),
    ...refProblems(pipelineRef),
    ...paramProblems(spec.params ?? []),
    ...timeoutProblems(spec.timeouts ?? {}),
    ...taskRunProblems(spec),
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

function refProblems(ref: PipelineRunSpec['pipelineRef']): Problem[] {
  if (!ref) {
    return [];
  }
  if (ref.resolver) {
    return ref.name ? [invalidValue('invalid URI for request', 'spec.pipelineRef.name')] : [];
  }
  return ref.name ? [] : [problem('missing field(s)', 'spec.pipelineRef.name')];
}

/** A task may not take longer than the run lets its tasks take. */
function taskRunProblems({ timeouts = {}, taskRunSpecs = [] }: PipelineRunSpec): Problem[] {
  const [most, of] = timeouts.tasks
    ? [timeouts.tasks, 'pipeline tasks duration']
    : [timeouts.pipeline ?? DEFAULT_TIMEOUT, 'pipeline duration'];
  const limit = parseDuration(most) ?? 0;
  return taskRunSpecs.flatMap(({ timeout }, i) => {
    const seconds = typeof timeout === 'string' ? (parseDuration(timeout) ?? 0) : 0;
    const why = `${formatDuration(seconds)} should be <= ${of} ${formatDuration(limit)}`;
    return limit > 0 && seconds > limit ? [invalidValue(why, `spec.taskRunSpecs[${i}].timeout`)] : [];
  });
}

function paramProblems(params: Param[]): Problem[] {
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
  return [
    ...repeated.map((name) => problem('expected exactly one, got both', `spec.params[${name}].name`)),
    ...results,
  ];
}

function timeoutProblems(timeouts: Timeouts): Problem[] {
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
