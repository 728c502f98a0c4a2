/**
 * What is wrong with a request before it is sent. A server-side dry run does not find missing params, bad enum values or
 * missing workspaces, so they are checked here against the Pipeline's declaration.
 */
import { t } from '../i18n/t';
import type { ParamSpec, Pipeline, RunRequest } from '../domain/pipeline';
import type { NamedValue, ParamValue } from '../domain/run';
import { validateLoad } from './validateLoad';
import { isDnsLabel, isDnsSubdomain, isLabelValue, MAX_NAME } from './names';
import { experimentOf, PARAMS } from '../domain/params';
import { paramsInForce } from '../domain/paramsInForce';
import { planOf, type Plan } from '../domain/plan';
import { error, type Problem } from './problem';
import { readScaling } from './readScaling';
import { validateSpec } from './validateSpec';
import { untimedTask, validateTimeouts } from './validateTimeouts';

/**
 * All problems of a request, in the order of the form.
 *
 * @param pipeline its Pipeline; without it, only what needs no declaration is checked
 */
export function validateRequest(request: RunRequest, pipeline?: Pipeline): Problem[] {
  return [
    ...validateNames(request),
    ...(pipeline ? validateParams(request, pipeline) : []),
    ...duplicates('params', request.params),
    ...validateLoad(request.params),
    ...validateScaling(request.params),
    ...(pipeline ? validateWorkspaces(request, pipeline) : []),
    ...duplicates('workspaces', request.workspaces),
    ...validateSpec(request),
    ...validateTimeouts(request.timeouts, planOfRequest(request, pipeline)),
    ...validateLoadTask(request, pipeline),
  ];
}

/** Tekton's default for a task holds whatever the timeouts of the run are; a run may set another for the task. */
function validateLoadTask(request: RunRequest, pipeline: Pipeline | undefined): Problem[] {
  const task = pipeline?.untimedLoadTask;
  const isTimed = request.kept?.taskRunSpecs?.some((one) => {
    const { pipelineTaskName, timeout } = one as { pipelineTaskName?: unknown; timeout?: unknown };
    return pipelineTaskName === task && typeof timeout === 'string';
  });
  const plan = planOfRequest(request, pipeline);
  return task !== undefined && !isTimed && plan ? untimedTask(task, plan) : [];
}

/** How long the run would take, by its params and the defaults of its Pipeline; undefined when they do not say it. */
function planOfRequest(request: RunRequest, pipeline: Pipeline | undefined): Plan | undefined {
  const context = { namespace: request.namespace, name: request.name ?? '', uid: '', pipeline: request.pipeline };
  const params = paramsInForce(request.params, pipeline?.params ?? [], context);
  const { resets, loadSeconds } = experimentOf([...params, ...(pipeline?.matrix ?? [])], request.pipeline);
  return planOf(resets, loadSeconds);
}

function validateNames({
  namespace,
  pipeline,
  name,
  generateName,
  experiment,
  serviceAccountName,
}: RunRequest): Problem[] {
  const problems: Problem[] = [];
  if (!isDnsLabel(namespace)) {
    problems.push(error('namespace', t('validate.choose-namespace', 'Choose a namespace.')));
  }
  if (!isDnsSubdomain(pipeline)) {
    problems.push(error('pipeline', t('validate.choose-pipeline', 'Choose a Pipeline.')));
  }
  if (name !== undefined && !isDnsLabel(name)) {
    problems.push(
      error(
        'name',
        t('validate.run-name-has', "A run's name has at most {{maxName}} lower-case letters, digits and hyphens.", {
          maxName: MAX_NAME,
        })
      )
    );
  }
  if (name === undefined && !isPrefix(generateName)) {
    problems.push(
      error(
        'generateName',
        t(
          'validate.prefix-name-has',
          'The prefix of the name has at most {{value}} lower-case letters, digits and hyphens, and ends with a hyphen.',
          { value: MAX_NAME - 5 }
        )
      )
    );
  }
  if (experiment !== undefined && !isLabelValue(experiment)) {
    problems.push(
      error(
        'experiment',
        t(
          'validate.experiment-becomes-label',
          'The experiment becomes a label: at most {{maxName}} letters, digits, hyphens, dots and underscores.',
          { maxName: MAX_NAME }
        )
      )
    );
  }
  if (serviceAccountName && !isDnsSubdomain(serviceAccountName)) {
    problems.push(
      error(
        'serviceAccountName',
        t('validate.service-account-has', 'A service account has lower-case letters, digits, hyphens and dots.')
      )
    );
  }
  return problems;
}

const isPrefix = (prefix: string) => prefix.length <= MAX_NAME - 5 && prefix.endsWith('-') && isDnsLabel(`${prefix}x`);

function validateParams(request: RunRequest, pipeline: Pipeline): Problem[] {
  const given = new Map(request.params.map((p) => [p.name, p.value]));
  const declared = new Set(pipeline.params.map((p) => p.name));
  const unknown = request.params
    .filter((p) => !declared.has(p.name))
    .map((p) =>
      error(
        `params.${p.name}`,
        t('validate.pipeline-has-no', 'The Pipeline {{pipeline}} has no param {{name}}: remove it.', {
          pipeline: pipeline.name,
          name: p.name,
        })
      )
    );
  return [...pipeline.params.flatMap((spec) => validateParam(spec, given.get(spec.name))), ...unknown];
}

function validateParam(spec: ParamSpec, value: ParamValue | undefined): Problem[] {
  const field = `params.${spec.name}`;
  if (value === undefined) {
    return spec.default === undefined
      ? [error(field, t('validate.has-no-default', '{{name}} has no default: give a value.', { name: spec.name }))]
      : [];
  }
  if (typeOf(value) !== spec.type) {
    return [
      error(
        field,
        t('validate.type-not', '{{name}} is of type {{type}}, not {{value}}.', {
          name: spec.name,
          type: spec.type,
          value: typeOf(value),
        })
      ),
    ];
  }
  if (typeof value === 'string' && value === '' && spec.default === undefined) {
    return [
      {
        field,
        message: t('validate.empty-and-has', '{{name}} is empty and has no default.', { name: spec.name }),
        severity: 'warning',
      },
    ];
  }
  return [...enumProblems(spec, value, field), ...propertyProblems(spec, value, field)];
}

function enumProblems(spec: ParamSpec, value: ParamValue, field: string): Problem[] {
  return spec.enum !== undefined && typeof value === 'string' && !spec.enum.includes(value)
    ? [
        error(
          field,
          t('validate.must-be-one', '{{name}} must be one of {{value}}.', {
            name: spec.name,
            value: spec.enum.join(', '),
          })
        ),
      ]
    : [];
}

/** Keys that the value and the default together do not give; Tekton refuses the run for these. */
function propertyProblems(spec: ParamSpec, value: ParamValue, field: string): Problem[] {
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [];
  }
  const provided = new Set([
    ...Object.keys(value),
    ...(typeOf(spec.default) === 'object' ? Object.keys(spec.default ?? {}) : []),
  ]);
  const missing = (spec.properties ?? []).filter((key) => !provided.has(key));
  return missing.length > 0
    ? [
        error(
          field,
          t('validate.lacks', '{{name}} lacks {{missing}}.', { name: spec.name, missing: missing.join(', ') })
        ),
      ]
    : [];
}

function typeOf(value: ParamValue | undefined): 'string' | 'array' | 'object' {
  return Array.isArray(value) ? 'array' : typeof value === 'object' ? 'object' : 'string';
}

function validateScaling(params: NamedValue[]): Problem[] {
  const value = params.find((p) => p.name === PARAMS.scaledObject)?.value;
  const scaling = typeof value === 'string' ? readScaling(value) : { kind: 'static' as const };
  const field = `params.${PARAMS.scaledObject}`;
  if (scaling.kind === 'custom') {
    return scaling.error
      ? [error(field, t('validate.scaledobject', 'The ScaledObject {{error}}.', { error: scaling.error }))]
      : [];
  }
  if (scaling.kind !== 'static' && (scaling.maxReplicas < 1 || scaling.minReplicas > scaling.maxReplicas)) {
    return [
      error(
        field,
        t(
          'validate.autoscaler-needs-maximum',
          'The autoscaler needs a maximum of at least 1 and not below its minimum ({{minReplicas}} to {{maxReplicas}}).',
          { minReplicas: scaling.minReplicas, maxReplicas: scaling.maxReplicas }
        )
      ),
    ];
  }
  return validateReplicas(params);
}

function validateReplicas(params: NamedValue[]): Problem[] {
  const value = params.find((p) => p.name === PARAMS.initialReplicas)?.value;
  return typeof value === 'string' && value !== '' && !/^\d{1,4}$/.test(value)
    ? [
        error(
          `params.${PARAMS.initialReplicas}`,
          t('validate.number-replicas-whole', 'The number of replicas is a whole number.')
        ),
      ]
    : [];
}

function validateWorkspaces(request: RunRequest, pipeline: Pipeline): Problem[] {
  const bound = new Set(request.workspaces.map((w) => w.name));
  const declared = new Set(pipeline.workspaces.map((w) => w.name));
  return [
    ...pipeline.workspaces
      .filter((w) => !w.optional && !bound.has(w.name))
      .map((w) =>
        error(
          `workspaces.${w.name}`,
          t('validate.pipeline-needs-workspace', 'The Pipeline needs the workspace {{name}}: say where it is.', {
            name: w.name,
          })
        )
      ),
    ...request.workspaces
      .filter((w) => !declared.has(w.name))
      .map((w) =>
        error(
          `workspaces.${w.name}`,
          t('validate.pipeline-has-no-workspace', 'The Pipeline {{name}} has no workspace {{other}}: remove it.', {
            name: pipeline.name,
            other: w.name,
          })
        )
      ),
  ];
}

function duplicates(kind: 'params' | 'workspaces', items: Array<{ name: string }>): Problem[] {
  const names = items.map((i) => i.name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) =>
    error(`${kind}.${name}`, t('validate.given-more-than', '{{name}} is given more than once.', { name }))
  );
}
