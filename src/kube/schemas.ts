/**
 * The parts of Kubernetes and Tekton objects that this plugin reads. Strict on these, blind to everything else, so a
 * newer cluster's extra fields do no harm.
 */
import {
  array,
  boolean,
  looseObject,
  map,
  maybe,
  fail,
  name,
  number,
  object,
  oneOf,
  record,
  string,
  unknown,
  type Decoded,
  type Decoder,
} from './decoder';
import { namedValues } from './paramValue';

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 time as epoch ms. */
const time = map(string, (value, path) => {
  const ms = RFC3339.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? fail(path, 'expected an RFC 3339 time') : ms;
});

/** Text that Go left out is empty. */
const text = map(maybe(string), (value) => value ?? '');

const listOf = <T>(item: Decoder<T>) => map(maybe(array(item)), (value) => value ?? []);

const labels = maybe(record(string));

export const ObjectMeta = object({
  name: name,
  namespace: name,
  uid: name,
  // A dry-run's answer has none.
  resourceVersion: text,
  creationTimestamp: time,
  labels: labels,
  annotations: labels,
});

const Condition = object({
  type: string,
  status: string,
  reason: text,
  message: text,
});

const Param = object({ name: string, value: unknown });
const Params = map(maybe(array(Param)), (params) => namedValues(params ?? []));

/** The condition `Succeeded`; before Tekton has seen the run there is none. */
const Succeeded = map(
  listOf(Condition),
  (conditions) => conditions.find((c) => c.type === 'Succeeded') ?? { status: '', reason: '', message: '' }
);

/** A part that may be missing reads as if it were there and empty. */
const part = <S extends Record<string, Decoder<unknown>>>(shape: S) => {
  const decoder = object(shape);
  return ((value, path) => decoder(value ?? {}, path)) as typeof decoder;
};

const Timeouts = maybe(object({ pipeline: maybe(string), tasks: maybe(string), finally: maybe(string) }));

const ParamDeclaration = object({
  name: name,
  type: maybe(oneOf('string', 'array', 'object')),
  description: text,
  default: unknown,
  enum: maybe(array(string)),
  properties: maybe(record(unknown)),
});
export type ParamDeclarationWire = Decoded<typeof ParamDeclaration>;

const Matrix = maybe(object({ params: Params, include: listOf(object({ params: Params })) }));
export type MatrixWire = NonNullable<Decoded<typeof Matrix>>;

/** A Pipeline's spec, and `status.pipelineSpec` of a run: as far as it says what a run is about. */
export const PipelineSpec = object({
  params: listOf(ParamDeclaration),
  tasks: listOf(object({ name: name, matrix: Matrix, timeout: maybe(string) })),
});

export const PipelineRun = object({
  metadata: ObjectMeta,
  spec: object({
    pipelineRef: part({ name: maybe(string), resolver: maybe(string) }),
    params: Params,
    status: maybe(string),
    timeouts: Timeouts,
    taskRunTemplate: part({ serviceAccountName: maybe(string) }),
  }),
  status: part({
    conditions: Succeeded,
    startTime: maybe(time),
    completionTime: maybe(time),
    finallyStartTime: maybe(time),
    childReferences: listOf(object({ kind: text, name: name, pipelineTaskName: text })),
    pipelineSpec: unknown,
    results: Params,
    skippedTasks: listOf(object({ name: string, reason: text })),
  }),
});

const StepState = object({
  name: string,
  container: maybe(string),
  terminationReason: maybe(string),
  running: maybe(object({ startedAt: maybe(time) })),
  waiting: maybe(object({ reason: maybe(string) })),
  terminated: maybe(
    object({
      exitCode: maybe(number),
      reason: maybe(string),
      startedAt: maybe(time),
      finishedAt: maybe(time),
    })
  ),
});
export type StepStateWire = Decoded<typeof StepState>;

/** An earlier try of a task that was retried: Tekton keeps its whole status. */
const Try = part({
  conditions: Succeeded,
  podName: maybe(string),
  startTime: maybe(time),
  completionTime: maybe(time),
  steps: listOf(StepState),
});

export const TaskRun = object({
  metadata: ObjectMeta,
  spec: object({ params: Params }),
  status: part({
    conditions: Succeeded,
    podName: maybe(string),
    startTime: maybe(time),
    completionTime: maybe(time),
    steps: listOf(StepState),
    retriesStatus: listOf(Try),
  }),
});

export const Pipeline = object({
  metadata: object({ name: name, namespace: name }),
  spec: object({
    description: text,
    params: listOf(ParamDeclaration),
    workspaces: listOf(object({ name: name, description: text, optional: maybe(boolean) })),
  }),
});

export const ConfigMap = object({
  metadata: object({ name: name, namespace: name, annotations: labels }),
  data: labels,
});

/** What a preset's or a finished run's manifest must have to be started (again); its metadata may be nearly empty. */
export const Startable = object({
  apiVersion: oneOf('tekton.dev/v1'),
  kind: oneOf('PipelineRun'),
  metadata: maybe(
    object({
      name: maybe(string),
      generateName: maybe(string),
      namespace: maybe(string),
      labels: labels,
      annotations: labels,
    })
  ),
  spec: object({
    pipelineRef: maybe(looseObject({ name: maybe(string), resolver: maybe(string) })),
    params: Params,
    workspaces: listOf(looseObject({ name: name })),
    timeouts: Timeouts,
    taskRunTemplate: maybe(looseObject({ serviceAccountName: maybe(string) })),
    taskRunSpecs: maybe(array(unknown)),
  }),
});

/** The Table representation: `cells` by the order of `columnDefinitions`, the object's metadata beside them. */
export const Table = object({
  kind: oneOf('Table'),
  metadata: object({ resourceVersion: text, continue: text }),
  // Events of a watch repeat the rows only.
  columnDefinitions: listOf(object({ name: string })),
  rows: listOf(unknown),
});

export const TableRow = object({ cells: array(unknown), object: object({ metadata: ObjectMeta }) });

/** Any list's metadata; items are decoded one by one so that a broken one does not hide the rest. */
export const List = object({
  metadata: object({ resourceVersion: text, continue: text }),
  items: listOf(unknown),
});
