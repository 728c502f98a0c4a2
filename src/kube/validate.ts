/**
 * What is wrong with a request before it is sent. A server-side dry run does not find missing params, bad enum values or
 * missing workspaces, so they are checked here against the Pipeline's declaration.
 */
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
import { validateTimeouts } from './validateTimeouts';

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
  ];
}

/** How long the run would take, by its params and the defaults of its Pipeline; undefined when they do not say it. */
function planOfRequest(request: RunRequest, pipeline: Pipeline | undefined): Plan | undefined {
  const context = { namespace: request.namespace, name: request.name ?? '', uid: '', pipeline: request.pipeline };
  const params = paramsInForce(request.params, pipeline?.params ?? [], context);
  const { resets, loadSeconds } = experimentOf([...params, ...(pipeline?.matrix ?? [])], request.pipeline);
  return planOf(resets, loadSeconds);
}

/** Whether nothing keeps the run from being started. */
export function isStartable(problems: Problem[]): boolean {
  return problems.every((p) => p.severity !== 'error');
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
    problems.push(error('namespace', 'Choose a namespace.'));
  }
  if (!isDnsSubdomain(pipeline)) {
    problems.push(error('pipeline', 'Choose a Pipeline.'));
  }
  if (name !== undefined && !isDnsLabel(name)) {
    problems.push(error('name', `A run's name has at most ${MAX_NAME} lower-case letters, digits and hyphens.`));
  }
  if (name === undefined && !isPrefix(generateName)) {
    problems.push(
      error(
        'generateName',
        `The prefix of the name has at most ${MAX_NAME - 5} lower-case letters, digits and hyphens, and ends with a hyphen.`
      )
    );
  }
  if (experiment !== undefined && !isLabelValue(experiment)) {
    problems.push(
      error(
        'experiment',
        `The experiment becomes a label: at most ${MAX_NAME} letters, digits, hyphens, dots and underscores.`
      )
    );
  }
  if (serviceAccountName && !isDnsSubdomain(serviceAccountName)) {
    problems.push(error('serviceAccountName', 'A service account has lower-case letters, digits, hyphens and dots.'));
  }
  return problems;
}

const isPrefix = (prefix: string) => prefix.length <= MAX_NAME - 5 && prefix.endsWith('-') && isDnsLabel(`${prefix}x`);

function validateParams(request: RunRequest, pipeline: Pipeline): Problem[] {
  const given = new Map(request.params.map((p) => [p.name, p.value]));
  const declared = new Set(pipeline.params.map((p) => p.name));
  const unknown = request.params
    .filter((p) => !declared.has(p.name))
    .map((p) => error(`params.${p.name}`, `The Pipeline ${pipeline.name} has no param ${p.name}: remove it.`));
  return [...pipeline.params.flatMap((spec) => validateParam(spec, given.get(spec.name))), ...unknown];
}

function validateParam(spec: ParamSpec, value: ParamValue | undefined): Problem[] {
  const field = `params.${spec.name}`;
  if (value === undefined) {
    return spec.default === undefined ? [error(field, `${spec.name} has no default: give a value.`)] : [];
  }
  if (typeOf(value) !== spec.type) {
    return [error(field, `${spec.name} is of type ${spec.type}, not ${typeOf(value)}.`)];
  }
  if (typeof value === 'string' && value === '' && spec.default === undefined) {
    return [{ field, message: `${spec.name} is empty and has no default.`, severity: 'warning' }];
  }
  return [...enumProblems(spec, value, field), ...propertyProblems(spec, value, field)];
}

function enumProblems(spec: ParamSpec, value: ParamValue, field: string): Problem[] {
  return spec.enum !== undefined && typeof value === 'string' && !spec.enum.includes(value)
    ? [error(field, `${spec.name} must be one of ${spec.enum.join(', ')}.`)]
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
  return missing.length > 0 ? [error(field, `${spec.name} lacks ${missing.join(', ')}.`)] : [];
}

function typeOf(value: ParamValue | undefined): 'string' | 'array' | 'object' {
  return Array.isArray(value) ? 'array' : typeof value === 'object' ? 'object' : 'string';
}

function validateScaling(params: NamedValue[]): Problem[] {
  const value = params.find((p) => p.name === PARAMS.scaledObject)?.value;
  const scaling = typeof value === 'string' ? readScaling(value) : { kind: 'static' as const };
  const field = `params.${PARAMS.scaledObject}`;
  if (scaling.kind === 'custom') {
    return scaling.error ? [error(field, `The ScaledObject ${scaling.error}.`)] : [];
  }
  if (scaling.kind !== 'static' && (scaling.maxReplicas < 1 || scaling.minReplicas > scaling.maxReplicas)) {
    return [
      error(
        field,
        `The autoscaler needs a maximum of at least 1 and not below its minimum (${scaling.minReplicas} to ${scaling.maxReplicas}).`
      ),
    ];
  }
  return validateReplicas(params);
}

function validateReplicas(params: NamedValue[]): Problem[] {
  const value = params.find((p) => p.name === PARAMS.initialReplicas)?.value;
  return typeof value === 'string' && value !== '' && !/^\d{1,4}$/.test(value)
    ? [error(`params.${PARAMS.initialReplicas}`, 'The number of replicas is a whole number.')]
    : [];
}

function validateWorkspaces(request: RunRequest, pipeline: Pipeline): Problem[] {
  const bound = new Set(request.workspaces.map((w) => w.name));
  const declared = new Set(pipeline.workspaces.map((w) => w.name));
  return [
    ...pipeline.workspaces
      .filter((w) => !w.optional && !bound.has(w.name))
      .map((w) => error(`workspaces.${w.name}`, `The Pipeline needs the workspace ${w.name}: say where it is.`)),
    ...request.workspaces
      .filter((w) => !declared.has(w.name))
      .map((w) =>
        error(`workspaces.${w.name}`, `The Pipeline ${pipeline.name} has no workspace ${w.name}: remove it.`)
      ),
  ];
}

function duplicates(kind: 'params' | 'workspaces', items: Array<{ name: string }>): Problem[] {
  const names = items.map((i) => i.name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) =>
    error(`${kind}.${name}`, `${name} is given more than once.`)
  );
}
