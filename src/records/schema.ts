/** The JSON Schema of a record (draft-07): what a reader may rely on. docs/records.schema.json is written from it. */
import { RECORD_KIND, RECORD_VERSION } from './record';

/** As much of JSON Schema as a record needs. */
export interface Schema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: SchemaType | readonly SchemaType[];
  const?: string | number | boolean;
  enum?: readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  /** Of the properties that are not named. */
  additionalProperties?: Schema;
  items?: Schema;
}
export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

const TEXT: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'number' };
const TIME: Schema = { type: 'number', description: 'epoch ms' };
const TEXTS: Schema = { type: 'array', items: TEXT };
const LABELS: Schema = { type: 'object', additionalProperties: TEXT };

function object(properties: Record<string, Schema>, required: string[], description?: string): Schema {
  return { type: 'object', ...(description && { description }), properties, required };
}

const NAMED_VALUES: Schema = { type: 'array', items: object({ name: TEXT }, ['name']) };

export const RUN_SCHEMA = object(
  {
    namespace: TEXT,
    name: TEXT,
    uid: TEXT,
    phase: TEXT,
    experiment: TEXT,
    mode: TEXT,
    replicas: TEXT,
    workload: object({ namespace: TEXT, variant: TEXT }, ['namespace', 'variant']),
    startedAt: TIME,
    finishedAt: TIME,
    loadStartedAt: TIME,
    loadProfile: object({ steps: { type: 'array', items: { type: 'object' } } }, ['steps']),
    params: NAMED_VALUES,
    results: NAMED_VALUES,
    pruned: { type: 'boolean' },
  },
  ['namespace', 'name', 'phase', 'workload', 'startedAt', 'loadStartedAt', 'params', 'results', 'pruned'],
  'the run, or the window that stands for one'
);

const SERIES = object(
  {
    labels: LABELS,
    from: TIME,
    stepSeconds: NUMBER,
    values: { type: 'array', items: { type: ['number', 'null'] }, description: 'null where nothing was measured' },
  },
  ['labels', 'from', 'stepSeconds', 'values']
);

const HISTOGRAM = object(
  {
    bounds: { type: 'array', items: { type: ['number', 'string'] }, description: 'upper bounds, the last one "+Inf"' },
    counts: { type: 'array', items: NUMBER, description: 'observations at or below each bound' },
  },
  ['bounds', 'counts']
);

const COUNTED = object({ value: NUMBER, error: NUMBER }, ['value', 'error']);

const VARIANT = object(
  {
    workload: TEXT,
    replicasMean: NUMBER,
    replicasPeak: NUMBER,
    gpusPerReplica: NUMBER,
    accelerator: TEXT,
    role: TEXT,
    replicaHours: COUNTED,
    served: COUNTED,
    replicaCost: { type: 'number', description: 'what the cluster says that a replica costs an hour' },
  },
  ['workload'],
  'one of the workloads that served the model'
);

const MEASUREMENTS = object(
  {
    window: object({ from: TIME, to: TIME, stepSeconds: NUMBER }, ['from', 'to', 'stepSeconds']),
    series: { type: 'object', additionalProperties: { type: 'array', items: SERIES } },
    latency: { type: 'object', additionalProperties: HISTOGRAM },
    totals: { type: 'object', additionalProperties: { type: ['number', 'null'] } },
    gpusPerReplica: NUMBER,
    model: { type: 'string', description: 'model_name of vLLM' },
    variants: { type: 'array', items: VARIANT },
    prices: {
      type: 'array',
      items: object({ by: { enum: ['variant', 'accelerator'] }, of: TEXT, perGpuHour: NUMBER }, [
        'by',
        'of',
        'perGpuHour',
      ]),
    },
    queries: LABELS,
    problems: TEXTS,
    unread: TEXTS,
  },
  ['window', 'series', 'latency', 'totals', 'queries', 'problems'],
  'what Prometheus said, at most 240 points a series'
);

const COURSE = object(
  {
    series: { type: 'array', items: SERIES },
    stepSeconds: NUMBER,
    expr: TEXT,
    thresholds: object({ values: { type: 'object', additionalProperties: NUMBER }, sources: LABELS }, [
      'values',
      'sources',
    ]),
  },
  ['series', 'stepSeconds', 'expr', 'thresholds'],
  'what the decisions of the run are told from: a series a fact, and the thresholds in force'
);

const CYCLE = object(
  {
    at: TIME,
    model: TEXT,
    namespace: TEXT,
    analyses: { type: 'array', items: object({ kind: { enum: ['capacity', 'spare'] } }, ['kind']) },
    decisions: {
      type: 'array',
      items: object({ name: TEXT, current: NUMBER, target: NUMBER, action: { enum: ['up', 'down', 'none'] } }, [
        'name',
        'current',
        'target',
        'action',
      ]),
    },
  },
  ['at', 'analyses', 'decisions'],
  'what the controller said of a model in one cycle'
);

const BENCHMARK = object(
  {
    strategy: TEXT,
    durationSeconds: NUMBER,
    promptTokens: NUMBER,
    outputTokens: NUMBER,
    latency: {
      type: 'object',
      additionalProperties: object({ median: NUMBER, p95: NUMBER }, ['median', 'p95'], 's'),
    },
    requestsPerSecond: NUMBER,
    concurrency: NUMBER,
    outputTokensPerSecond: NUMBER,
  },
  ['strategy', 'latency'],
  'as GuideLLM prints it at the end of a load step'
);

const WHY: Schema = { type: 'string', description: 'why it was not read, or not all of it' };

const LOGS = object(
  {
    controller: object(
      {
        cycles: { type: 'array', items: CYCLE },
        lines: NUMBER,
        broken: { type: 'number', description: 'lines that cannot be read' },
        from: TIME,
        to: TIME,
        pod: TEXT,
        why: WHY,
      },
      ['cycles', 'lines', 'broken']
    ),
    load: {
      type: 'array',
      items: object(
        {
          task: { type: 'string', description: 'name of the TaskRun' },
          pod: TEXT,
          benchmarks: { type: 'array', items: BENCHMARK },
          succeeded: NUMBER,
          failed: NUMBER,
          incomplete: NUMBER,
          errors: {
            type: 'array',
            description: 'lines that report an error, by kind, with the first one of each',
            items: object({ kind: TEXT, count: NUMBER, example: TEXT }, ['kind', 'count', 'example']),
          },
          lines: NUMBER,
          broken: { type: 'number', description: 'rows of the tables that cannot be read' },
          why: WHY,
        },
        ['task', 'pod', 'benchmarks', 'lines', 'broken']
      ),
    },
  },
  [],
  "what logs said that do not last: the controller's, and the load steps' own"
);

const FIGURE = object(
  {
    value: NUMBER,
    unit: TEXT,
    error: { type: 'number', description: 'the true value lies within ± so much' },
    coverage: { type: 'number', description: 'share of the window that was measured, where that is not all' },
    why: { type: 'string', description: 'why there is no value' },
    applies: { const: false, description: 'such a run can have no value' },
    problem: { type: 'string', description: 'why the value cannot be relied on' },
  },
  ['unit']
);

export const RECORD_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Run record',
  ...object(
    {
      kind: { const: RECORD_KIND },
      version: { const: RECORD_VERSION },
      writtenAt: { type: 'string', description: 'ISO 8601' },
      writer: object({ name: TEXT, version: TEXT }, ['name', 'version']),
      run: RUN_SCHEMA,
      measurements: MEASUREMENTS,
      figures: { type: 'object', additionalProperties: FIGURE, description: 'by the ids of docs/analysis.md' },
      gaps: { type: 'array', items: object({ from: TIME, to: TIME }, ['from', 'to']) },
      scalings: { type: 'array', items: object({ at: TIME, from: NUMBER, to: NUMBER }, ['at', 'from', 'to']) },
      cluster: object({ wvaVersion: TEXT, dialect: LABELS }, []),
      course: COURSE,
      logs: LOGS,
    },
    ['kind', 'version', 'writtenAt', 'writer', 'run', 'measurements', 'figures', 'gaps', 'scalings']
  ),
};
