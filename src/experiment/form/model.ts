/** What the start form holds, between a request (a preset, an earlier run) and the request that is sent. */
import type { ParamSpec, Pipeline, RunRequest, WorkspaceBinding, WorkspaceSpec } from '../../domain/pipeline';
import type { NamedValue, ParamValue } from '../../domain/run';
import { PARAMS, stringParam } from '../../domain/params';
import { initialReplicas, readScalingDraft, scaledObjectText, type ScalingDraft } from './scaling';
import { readSteps, stepYaml, type StepDraft } from './steps';

/** A param of any kind; the part that its type does not use stays empty. */
export interface ParamDraft {
  name: string;
  type: ParamSpec['type'];
  text: string;
  items: Array<{ value: string }>;
  entries: Array<{ key: string; value: string }>;
  /** A preset, a run or a default gave this value: an empty text is then meant, not forgotten. */
  given: boolean;
}

export interface WorkspaceDraft {
  name: string;
  kind: WorkspaceBinding['kind'] | 'none';
  size: string;
  accessMode: string;
  storageClassName: string;
  claimName: string;
  subPath: string;
  raw: Record<string, unknown>;
}

export interface RunFormValues {
  experiment: string;
  generateName: string;
  params: ParamDraft[];
  /** In place of the param `load-steps`, when the Pipeline has it and its elements can be read. */
  steps: StepDraft[] | null;
  /** In place of `scaled-object` and `initial-replicas`, when the Pipeline has the first. */
  scaling: ScalingDraft | null;
  workspaces: WorkspaceDraft[];
  serviceAccountName: string;
  timeouts: { pipeline: string; tasks: string; finally: string };
  kept?: RunRequest['kept'];
}

type Filling = Omit<RunRequest, 'namespace' | 'pipeline'>;

/** The form for a Pipeline, filled from a request where the names and types agree, else from the Pipeline's defaults. */
export function formValues(pipeline: Pipeline, from?: Filling): RunFormValues {
  const start = new Map(pipeline.params.map((spec) => [spec.name, startValue(spec, from)]));
  const steps = startSteps(pipeline, start);
  const scaling = startScaling(pipeline, start);
  const own: string[] = [
    ...(steps ? [PARAMS.loadSteps] : []),
    ...(scaling ? [PARAMS.scaledObject, PARAMS.initialReplicas] : []),
  ];
  return {
    experiment: from?.experiment ?? '',
    generateName: from?.generateName || `${pipeline.name}-`,
    params: pipeline.params
      .filter(({ name }) => !own.includes(name))
      .map((spec) => paramDraft(spec, start.get(spec.name))),
    steps,
    scaling,
    workspaces: pipeline.workspaces.map((workspace) =>
      workspaceDraft(
        workspace,
        from?.workspaces.find(({ name }) => name === workspace.name)
      )
    ),
    serviceAccountName: from?.serviceAccountName ?? '',
    timeouts: { pipeline: '', tasks: '', finally: '', ...withoutUndefined(from?.timeouts ?? {}) },
    ...(from?.kept ? { kept: from.kept } : {}),
  };
}

function startValue(spec: ParamSpec, from: Filling | undefined): ParamValue | undefined {
  const given = from?.params.find(({ name }) => name === spec.name)?.value;
  return given !== undefined && typeOf(given) === spec.type ? given : spec.default;
}

type Start = Map<string, ParamValue | undefined>;

function startSteps(pipeline: Pipeline, start: Start): StepDraft[] | null {
  const declared = pipeline.params.some(({ name, type }) => name === PARAMS.loadSteps && type === 'array');
  return (declared && readSteps(listOf(start.get(PARAMS.loadSteps)))) || null;
}

function startScaling(pipeline: Pipeline, start: Start): ScalingDraft | null {
  const declared = pipeline.params.some(({ name, type }) => name === PARAMS.scaledObject && type === 'string');
  return declared
    ? readScalingDraft(textOf(start.get(PARAMS.scaledObject)), textOf(start.get(PARAMS.initialReplicas)))
    : null;
}

/** Names of params and workspaces of a request that the Pipeline does not have, or has with another type. */
export function leftOut(pipeline: Pipeline, from: RunRequest): string[] {
  const params = from.params.filter(
    ({ name, value }) => pipeline.params.find((spec) => spec.name === name)?.type !== typeOf(value)
  );
  const workspaces = from.workspaces.filter(({ name }) => !pipeline.workspaces.some((spec) => spec.name === name));
  return [...params, ...workspaces].map(({ name }) => name);
}

/** The request that the form stands for, in the order of the Pipeline's declaration. */
export function formRequest(values: RunFormValues, pipeline: Pipeline, name?: string): RunRequest {
  const drafts = new Map(values.params.map((param) => [param.name, param]));
  const params = pipeline.params.flatMap((spec): NamedValue[] => {
    const special = specialValue(spec, values, pipeline);
    const draft = drafts.get(spec.name);
    const value = special ?? (draft ? draftValue(draft, spec) : undefined);
    return value === undefined ? [] : [{ name: spec.name, value }];
  });
  const { serviceAccountName, timeouts, kept } = values;
  // A Pipeline with a param for it names the experiment there; the form does not ask twice.
  const experiment = (stringParam(params, PARAMS.experiment) ?? values.experiment).trim();
  const set = Object.entries(timeouts).filter(([, text]) => text.trim() !== '');
  return {
    namespace: pipeline.namespace,
    pipeline: pipeline.name,
    generateName: prefix(values.generateName),
    ...(name === undefined ? {} : { name }),
    params,
    workspaces: values.workspaces.flatMap(binding),
    ...(serviceAccountName.trim() === '' ? {} : { serviceAccountName: serviceAccountName.trim() }),
    ...(set.length === 0 ? {} : { timeouts: Object.fromEntries(set.map(([key, text]) => [key, text.trim()])) }),
    ...(experiment === '' ? {} : { experiment }),
    ...(kept ? { kept } : {}),
  };
}

function prefix(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || trimmed.endsWith('-') ? trimmed : `${trimmed}-`;
}

function specialValue({ name }: ParamSpec, values: RunFormValues, pipeline: Pipeline): ParamValue | undefined {
  if (name === PARAMS.loadSteps && values.steps) {
    return values.steps.map(stepYaml);
  }
  if (name === PARAMS.scaledObject && values.scaling) {
    const text = (param: string) => values.params.find((draft) => draft.name === param)?.text ?? '';
    return scaledObjectText(values.scaling, {
      namespace: text(PARAMS.namespace) || pipeline.namespace,
      deployment: text(PARAMS.variant),
      modelId: text(PARAMS.model),
    });
  }
  return name === PARAMS.initialReplicas && values.scaling ? initialReplicas(values.scaling) : undefined;
}

function paramDraft(spec: ParamSpec, value: ParamValue | undefined): ParamDraft {
  const keys = [...new Set([...(spec.properties ?? []), ...Object.keys(mapOf(value))])];
  return {
    name: spec.name,
    type: spec.type,
    text: textOf(value),
    items: listOf(value).map((item) => ({ value: item })),
    entries: keys.map((key) => ({ key, value: mapOf(value)[key] ?? '' })),
    given: value !== undefined,
  };
}

function draftValue(draft: ParamDraft, spec: ParamSpec): ParamValue | undefined {
  switch (draft.type) {
    case 'string':
      return draft.text === '' && !draft.given && spec.default === undefined ? undefined : draft.text;
    case 'array':
      return draft.items.length === 0 && !draft.given ? undefined : draft.items.map(({ value }) => value);
    case 'object': {
      const entries = draft.entries.filter(({ key, value }) => key !== '' && (value !== '' || draft.given));
      return entries.length === 0 && !draft.given
        ? undefined
        : Object.fromEntries(entries.map(({ key, value }) => [key, value]));
    }
  }
}

const DEFAULT_WORKSPACE = { size: '10Gi', accessMode: 'ReadWriteOnce' } as const;

function workspaceDraft(spec: WorkspaceSpec, bound: WorkspaceBinding | undefined): WorkspaceDraft {
  const draft: WorkspaceDraft = {
    name: spec.name,
    kind: bound?.kind ?? (spec.optional ? 'none' : 'volumeClaimTemplate'),
    ...DEFAULT_WORKSPACE,
    storageClassName: '',
    claimName: '',
    subPath: '',
    raw: {},
  };
  return bound ? { ...draft, ...withoutUndefined(bound) } : draft;
}

function binding(draft: WorkspaceDraft): WorkspaceBinding[] {
  const { name, kind, size, accessMode, storageClassName, claimName, subPath, raw } = draft;
  switch (kind) {
    case 'none':
      return [];
    case 'volumeClaimTemplate':
      return [{ name, kind, size: size.trim(), accessMode, ...(storageClassName ? { storageClassName } : {}) }];
    case 'persistentVolumeClaim':
      return [{ name, kind, claimName: claimName.trim(), ...(subPath ? { subPath } : {}) }];
    case 'emptyDir':
      return [{ name, kind }];
    case 'raw':
      return [{ name, kind, raw }];
  }
}

function typeOf(value: ParamValue): ParamSpec['type'] {
  return Array.isArray(value) ? 'array' : typeof value === 'object' ? 'object' : 'string';
}

const textOf = (value: ParamValue | undefined): string => (typeof value === 'string' ? value : '');
const listOf = (value: ParamValue | undefined): string[] => (Array.isArray(value) ? value : []);
const mapOf = (value: ParamValue | undefined): Record<string, string> =>
  typeof value === 'object' && !Array.isArray(value) ? value : {};

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}
