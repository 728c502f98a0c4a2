/** The checks that the controller makes before a run's first TaskRun; each failure ends the run with its reason and text. */
import type { EngineHost } from './host';
import { TASKS_NAMESPACE, taskName } from './programs';
import type { ParamSpec, ParamValue, PipelineRun, PipelineSpec } from './types';

export class RunRefused extends Error {
  constructor(
    readonly reason: string,
    message: string
  ) {
    super(message);
    this.name = 'RunRefused';
  }
}

/** What the user has to mend: Tekton says so in front of the whole message (pkg/apis/pipeline/errors). */
const userError = (reason: string, what: string, why: string) => new RunRefused(reason, `[User error] ${what}: ${why}`);
/** As Go prints a list of strings. */
const goList = (names: string[]) => `[${names.join(' ')}]`;

type ParamType = 'string' | 'array' | 'object';

const typeOf = (value: ParamValue): ParamType =>
  typeof value === 'string' ? 'string' : Array.isArray(value) ? 'array' : 'object';

/** Declared, or following from properties or the default (Tekton's ParamSpec.setDefaultType). */
function declaredType({ type, properties, default: value }: ParamSpec): ParamType {
  return type ?? (properties ? 'object' : value === undefined ? 'string' : typeOf(value));
}

/** Throws {@link RunRefused} when the run cannot be started with this Pipeline. */
export function checkRun(
  run: PipelineRun,
  pipelineName: string,
  spec: PipelineSpec,
  { programOf }: Pick<EngineHost, 'programOf'>
): void {
  const { namespace, name } = run.metadata;
  const given = new Map((run.spec.params ?? []).map((param) => [param.name, param.value]));
  const declared = spec.params ?? [];
  const here = `PipelineRun ${namespace}/${name}`;
  const there = `Pipeline ${namespace}/${pipelineName}`;

  const missing = declared.filter((p) => p.default === undefined && !given.has(p.name)).map((p) => p.name);
  if (missing.length) {
    const why = `pipelineRun missing parameters: ${goList(missing)}`;
    throw userError('ParameterMissing', `${here} is missing some parameters required by ${there}`, why);
  }
  const mismatched = declared.filter((p) => given.has(p.name) && typeOf(given.get(p.name) ?? '') !== declaredType(p));
  if (mismatched.length) {
    const why = `parameters have inconsistent types : ${goList(mismatched.map((p) => p.name))}`;
    throw userError(
      'ParameterTypeMismatch',
      `${here} parameters have mismatching types with ${there}'s parameters`,
      why
    );
  }
  checkEnums(declared, given, here);
  checkKeys(declared, given, `${here} parameters is missing object keys required by ${there}'s parameters`);
  checkWorkspaces(run, spec, `${here} doesn't bind ${there}'s Workspaces correctly`);
  checkTaskRunSpecs(run, spec, `${here} doesn't define taskRunSpecs correctly`);
  checkTasks(spec, programOf, `${there} can't be Run; it contains Tasks that don't exist`);
}

function checkEnums(declared: ParamSpec[], given: Map<string, ParamValue>, here: string): void {
  for (const { name, enum: allowed } of declared) {
    const value = given.get(name);
    if (allowed?.length && typeof value === 'string' && !allowed.includes(value)) {
      const why = `param \`${name}\` value: ${value} is not in the enum list`;
      throw userError('InvalidParamValue', `${here} parameters have invalid value`, why);
    }
  }
}

function checkKeys(declared: ParamSpec[], given: Map<string, ParamValue>, text: string): void {
  const missing: string[] = [];
  for (const { name, properties, default: value } of declared) {
    const present = { ...(typeof value === 'object' ? value : {}), ...(given.get(name) as object | undefined) };
    const keys = Object.keys(properties ?? {}).filter((key) => !Object.hasOwn(present, key));
    if (keys.length) {
      missing.push(`${name}:${goList(keys)}`);
    }
  }
  if (missing.length) {
    throw userError(
      'ObjectParameterMissKeys',
      text,
      `pipelineRun missing object keys for parameters: map${goList(missing)}`
    );
  }
}

function checkWorkspaces(run: PipelineRun, spec: PipelineSpec, text: string): void {
  const bound = new Set((run.spec.workspaces ?? []).map((workspace) => workspace.name));
  const unbound = spec.workspaces?.find((workspace) => !workspace.optional && !bound.has(workspace.name));
  if (unbound) {
    const why = `pipeline requires workspace with name "${unbound.name}" be provided by pipelinerun`;
    throw userError('InvalidWorkspaceBindings', text, why);
  }
}

function checkTaskRunSpecs(run: PipelineRun, spec: PipelineSpec, text: string): void {
  const tasks = new Set([...spec.tasks, ...(spec.finally ?? [])].map((task) => task.name));
  const stray = run.spec.taskRunSpecs?.find(({ pipelineTaskName }) => !tasks.has(pipelineTaskName ?? ''));
  if (stray) {
    const why = `pipelineRun's taskrunSpecs defined wrong taskName: "${stray.pipelineTaskName ?? ''}", does not exist in Pipeline`;
    throw userError('InvalidTaskRunSpecs', text, why);
  }
}

function checkTasks(spec: PipelineSpec, programOf: EngineHost['programOf'], text: string): void {
  const unknown = [...spec.tasks, ...(spec.finally ?? [])].find((task) => !programOf(task));
  if (unknown) {
    const name = taskName(unknown) ?? unknown.name;
    const where = unknown.taskRef?.resolver ? ` in namespace ${TASKS_NAMESPACE}` : '';
    throw new RunRefused(
      'CouldntGetTask',
      `${text}: Couldn't retrieve Task "${name}": tasks.tekton.dev "${name}" not found${where}`
    );
  }
}

/** The Pipeline that a run names, or that it has the cluster resolver fetch. */
export function referenceOf({ metadata, spec: { pipelineRef = {} } }: PipelineRun): {
  name: string;
  namespace: string;
} {
  const param = (name: string) => {
    const value = pipelineRef.params?.find((one) => one.name === name)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return { name: pipelineRef.name ?? param('name') ?? '', namespace: param('namespace') ?? metadata.namespace };
}
