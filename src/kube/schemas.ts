/**
 * The parts of Kubernetes and Tekton objects that this plugin reads. Strict on these, blind to everything else, so a
 * newer cluster's extra fields do no harm.
 */
import * as z from 'zod/mini';

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

const Name = z.string().check(z.minLength(1, 'must not be empty'));
const Labels = maybe(z.record(z.string(), z.string()));

export const ObjectMeta = z.object({
  name: Name,
  namespace: Name,
  uid: Name,
  // A dry-run's answer has none.
  resourceVersion: maybe(z.string()),
  creationTimestamp: Time,
  labels: Labels,
  annotations: Labels,
});

const Condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: maybe(z.string()),
  message: maybe(z.string()),
});

const Param = z.object({ name: z.string(), value: z.unknown() });
const Params = maybe(z.array(Param));

const Timeouts = maybe(z.object({ pipeline: maybe(z.string()), tasks: maybe(z.string()), finally: maybe(z.string()) }));

export const PipelineRun = z.object({
  metadata: ObjectMeta,
  spec: z.object({
    pipelineRef: maybe(z.object({ name: maybe(z.string()) })),
    params: Params,
    status: maybe(z.string()),
    timeouts: Timeouts,
    taskRunTemplate: maybe(z.object({ serviceAccountName: maybe(z.string()) })),
  }),
  status: maybe(
    z.object({
      conditions: maybe(z.array(Condition)),
      startTime: maybe(Time),
      completionTime: maybe(Time),
      results: Params,
      skippedTasks: maybe(z.array(z.object({ name: z.string(), reason: maybe(z.string()) }))),
    })
  ),
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
export type StepState = z.output<typeof StepState>;

export const TaskRun = z.object({
  metadata: ObjectMeta,
  spec: z.object({ params: Params }),
  status: maybe(
    z.object({
      conditions: maybe(z.array(Condition)),
      podName: maybe(z.string()),
      startTime: maybe(Time),
      completionTime: maybe(Time),
      steps: maybe(z.array(StepState)),
      retriesStatus: maybe(z.array(z.unknown())),
    })
  ),
});

const ParamDeclaration = z.object({
  name: Name,
  type: maybe(z.enum(['string', 'array', 'object'])),
  description: maybe(z.string()),
  default: z.optional(z.unknown()),
  enum: maybe(z.array(z.string())),
  properties: maybe(z.record(z.string(), z.unknown())),
});
export type ParamDeclaration = z.output<typeof ParamDeclaration>;

export const Pipeline = z.object({
  metadata: z.object({ name: Name, namespace: Name }),
  spec: z.object({
    description: maybe(z.string()),
    params: maybe(z.array(ParamDeclaration)),
    workspaces: maybe(z.array(z.object({ name: Name, description: maybe(z.string()), optional: maybe(z.boolean()) }))),
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
    workspaces: maybe(z.array(z.looseObject({ name: Name }))),
    timeouts: Timeouts,
    taskRunTemplate: maybe(z.looseObject({ serviceAccountName: maybe(z.string()) })),
    taskRunSpecs: maybe(z.array(z.unknown())),
  }),
});

/** The Table representation: `cells` by the order of `columnDefinitions`, the object's metadata beside them. */
export const Table = z.object({
  kind: z.literal('Table'),
  metadata: z.object({ resourceVersion: maybe(z.string()), continue: maybe(z.string()) }),
  // Events of a watch repeat the rows only.
  columnDefinitions: maybe(z.array(z.object({ name: z.string() }))),
  rows: maybe(z.array(z.unknown())),
});

export const TableRow = z.object({ cells: z.array(z.unknown()), object: z.object({ metadata: ObjectMeta }) });

/** Any list's metadata; items are decoded one by one so that a broken one does not hide the rest. */
export const List = z.object({
  metadata: z.object({ resourceVersion: maybe(z.string()), continue: maybe(z.string()) }),
  items: maybe(z.array(z.unknown())),
});
