/**
 * The parts of Kubernetes and Tekton objects that this plugin reads. Strict on these, blind to everything else, so a
 * newer cluster's extra fields do no harm.
 */
import * as z from 'zod/mini';

import { namedValues } from './params';

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 time as epoch ms. */
const Time = z.pipe(
  z.string(),
  z.transform((text, ctx) => {
    const ms = RFC3339.test(text) ? Date.parse(text) : NaN;
    if (Number.isNaN(ms)) {
      ctx.issues.push({ code: 'custom', message: 'expected an RFC 3339 time', input: text });
      return z.NEVER;
    }
    return ms;
  })
);

/** Go omits empty fields, and sometimes writes them as null. */
const maybe = <S extends z.ZodMiniType>(schema: S) =>
  z.pipe(
    z.nullish(schema),
    z.transform((value) => value ?? undefined)
  );

/** Text that Go left out is empty. */
const text = () =>
  z.pipe(
    z.nullish(z.string()),
    z.transform((value) => value ?? '')
  );

const listOf = <S extends z.ZodMiniType>(item: S) =>
  z.pipe(
    z.nullish(z.array(item)),
    z.transform((value) => value ?? [])
  );

const Name = z.string().check(z.minLength(1, 'must not be empty'));
const Labels = maybe(z.record(z.string(), z.string()));

export const ObjectMeta = z.object({
  name: Name,
  namespace: Name,
  uid: Name,
  // A dry-run's answer has none.
  resourceVersion: text(),
  creationTimestamp: Time,
  labels: Labels,
  annotations: Labels,
});

const Condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: text(),
  message: text(),
});

const Param = z.object({ name: z.string(), value: z.unknown() });
const Params = z.pipe(
  z.nullish(z.array(Param)),
  z.transform((params) => namedValues(params ?? []))
);

/** The condition `Succeeded`; before Tekton has seen the run there is none. */
const Succeeded = z.pipe(
  listOf(Condition),
  z.transform((conditions) => conditions.find((c) => c.type === 'Succeeded') ?? { status: '', reason: '', message: '' })
);

/** A part that may be missing reads as if it were there and empty. */
const part = <Shape extends z.core.$ZodShape>(shape: Shape) => {
  const schema = z.object(shape);
  const empty = z.parse(schema, {});
  return z.pipe(
    z.nullish(schema),
    z.transform((value) => value ?? empty)
  );
};

const Timeouts = maybe(z.object({ pipeline: maybe(z.string()), tasks: maybe(z.string()), finally: maybe(z.string()) }));

export const PipelineRun = z.object({
  metadata: ObjectMeta,
  spec: z.object({
    pipelineRef: part({ name: maybe(z.string()) }),
    params: Params,
    status: maybe(z.string()),
    timeouts: Timeouts,
    taskRunTemplate: part({ serviceAccountName: maybe(z.string()) }),
  }),
  status: part({
    conditions: Succeeded,
    startTime: maybe(Time),
    completionTime: maybe(Time),
    results: Params,
    skippedTasks: listOf(z.object({ name: z.string(), reason: text() })),
  }),
});

const StepState = z.object({
  name: z.string(),
  container: maybe(z.string()),
  terminationReason: maybe(z.string()),
  running: maybe(z.object({ startedAt: maybe(Time) })),
  waiting: maybe(z.object({ reason: maybe(z.string()) })),
  terminated: maybe(
    z.object({
      exitCode: maybe(z.number()),
      reason: maybe(z.string()),
      startedAt: maybe(Time),
      finishedAt: maybe(Time),
    })
  ),
});
export type StepStateWire = z.output<typeof StepState>;

export const TaskRun = z.object({
  metadata: ObjectMeta,
  spec: z.object({ params: Params }),
  status: part({
    conditions: Succeeded,
    podName: maybe(z.string()),
    startTime: maybe(Time),
    completionTime: maybe(Time),
    steps: listOf(StepState),
    retriesStatus: listOf(z.unknown()),
  }),
});

const ParamDeclaration = z.object({
  name: Name,
  type: maybe(z.enum(['string', 'array', 'object'])),
  description: text(),
  default: z.optional(z.unknown()),
  enum: maybe(z.array(z.string())),
  properties: maybe(z.record(z.string(), z.unknown())),
});
export type ParamDeclarationWire = z.output<typeof ParamDeclaration>;

export const Pipeline = z.object({
  metadata: z.object({ name: Name, namespace: Name }),
  spec: z.object({
    description: text(),
    params: listOf(ParamDeclaration),
    workspaces: listOf(z.object({ name: Name, description: text(), optional: maybe(z.boolean()) })),
  }),
});

export const ConfigMap = z.object({
  metadata: z.object({ name: Name, namespace: Name, annotations: Labels }),
  data: Labels,
});

/** What a preset's or a finished run's manifest must have to be started (again); its metadata may be nearly empty. */
export const Startable = z.object({
  apiVersion: z.literal('tekton.dev/v1'),
  kind: z.literal('PipelineRun'),
  metadata: maybe(
    z.object({
      name: maybe(z.string()),
      generateName: maybe(z.string()),
      namespace: maybe(z.string()),
      labels: Labels,
      annotations: Labels,
    })
  ),
  spec: z.object({
    pipelineRef: z.object({ name: Name }),
    params: Params,
    workspaces: listOf(z.looseObject({ name: Name })),
    timeouts: Timeouts,
    taskRunTemplate: maybe(z.looseObject({ serviceAccountName: maybe(z.string()) })),
    taskRunSpecs: maybe(z.array(z.unknown())),
  }),
});

/** The Table representation: `cells` by the order of `columnDefinitions`, the object's metadata beside them. */
export const Table = z.object({
  kind: z.literal('Table'),
  metadata: z.object({ resourceVersion: text(), continue: text() }),
  // Events of a watch repeat the rows only.
  columnDefinitions: listOf(z.object({ name: z.string() })),
  rows: listOf(z.unknown()),
});

export const TableRow = z.object({ cells: z.array(z.unknown()), object: z.object({ metadata: ObjectMeta }) });

/** Any list's metadata; items are decoded one by one so that a broken one does not hide the rest. */
export const List = z.object({
  metadata: z.object({ resourceVersion: text(), continue: text() }),
  items: listOf(z.unknown()),
});
