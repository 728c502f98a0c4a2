/** The Table representation: CRD printer columns as cells, dates as relative text. */
import type { KubeObject } from './objects';
import { badRequest } from './status';
import type { ResourceName } from './store';

interface Column {
  name: string;
  type: 'string' | 'date' | 'integer';
  format?: string;
  description: string;
  priority: number;
  cell(object: KubeObject, now: number): string | number | null;
}

export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** `includeObject`, Metadata by default. Throws a 400. */
export function includeObject(text: string | null): IncludeObject {
  if (text === null || text === '') {
    return 'Metadata';
  }
  if (text !== 'None' && text !== 'Metadata' && text !== 'Object') {
    throw badRequest(`unrecognized includeObject value: ${JSON.stringify(text)}`);
  }
  return text;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const pair = (big: number, bigUnit: string, small: number, smallUnit: string) =>
  small ? `${big}${bigUnit}${small}${smallUnit}` : `${big}${bigUnit}`;

/** k8s.io/apimachinery/pkg/util/duration.HumanDuration: about two digits of precision. */
export function humanDuration(seconds: number): string {
  const s = Math.floor(seconds);
  if (s < -1) {
    return '<invalid>';
  }
  const steps: Array<[below: number, text: () => string]> = [
    [0, () => '0s'],
    [2 * MINUTE, () => `${s}s`],
    [10 * MINUTE, () => pair(Math.floor(s / MINUTE), 'm', s % MINUTE, 's')],
    [3 * HOUR, () => `${Math.floor(s / MINUTE)}m`],
    [8 * HOUR, () => pair(Math.floor(s / HOUR), 'h', Math.floor(s / MINUTE) % 60, 'm')],
    [2 * DAY, () => `${Math.floor(s / HOUR)}h`],
    [8 * DAY, () => pair(Math.floor(s / DAY), 'd', Math.floor(s / HOUR) % 24, 'h')],
    [2 * YEAR, () => `${Math.floor(s / DAY)}d`],
    [8 * YEAR, () => pair(Math.floor(s / YEAR), 'y', Math.floor(s / DAY) % 365, 'd')],
  ];
  return steps.find(([below]) => s < below)?.[1]() ?? `${Math.floor(s / YEAR)}y`;
}

interface WithStatus {
  status?: {
    startTime?: string;
    completionTime?: string;
    phase?: string;
    conditions?: Array<{ type: string; status: string; reason?: string }>;
  };
}

const statusOf = (object: KubeObject) => (object as KubeObject & WithStatus).status ?? {};
const succeeded = (object: KubeObject) => statusOf(object).conditions?.find(({ type }) => type === 'Succeeded');
const ago = (time: string | undefined, now: number) =>
  time === undefined ? null : humanDuration((now - Date.parse(time)) / 1000);

const text = (name: string, cell: Column['cell'], description = ''): Column => ({
  name,
  type: 'string',
  description,
  priority: 0,
  cell,
});
const date = (name: string, read: (object: KubeObject) => string | undefined): Column => ({
  name,
  type: 'date',
  description: '',
  priority: 0,
  cell: (object, now) => ago(read(object), now),
});

const NAME: Column = {
  ...text('Name', (object) => object.metadata.name, 'Name must be unique within a namespace.'),
  format: 'name',
};
const AGE = date('Age', (object) => object.metadata.creationTimestamp);
const RUN: Column[] = [
  NAME,
  text('Succeeded', (object) => succeeded(object)?.status ?? null),
  text('Reason', (object) => succeeded(object)?.reason ?? null),
  date('StartTime', (object) => statusOf(object).startTime),
  date('CompletionTime', (object) => statusOf(object).completionTime),
];

const COLUMNS: Record<ResourceName, Column[]> = {
  pipelineruns: RUN,
  taskruns: RUN,
  pipelines: [NAME, AGE],
  pods: [NAME, text('Status', (object) => statusOf(object).phase ?? null), AGE],
  configmaps: [
    NAME,
    {
      ...text('Data', (object) => Object.keys((object as KubeObject & { data?: object }).data ?? {}).length),
      type: 'integer',
    },
    AGE,
  ],
};

export interface ListMeta {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** A Table of the objects; `headers` false leaves the column definitions out, as a watch does after its first event. */
export function toTable(
  resource: ResourceName,
  objects: KubeObject[],
  metadata: ListMeta,
  { include, now, headers = true }: { include: IncludeObject; now: number; headers?: boolean }
) {
  const columns = COLUMNS[resource];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: headers
      ? columns.map(({ name, type, format = '', description, priority }) => ({
          name,
          type,
          format,
          description,
          priority,
        }))
      : null,
    rows: objects.map((object) => ({
      cells: columns.map(({ cell }) => cell(object, now)),
      ...(include === 'None' ? {} : { object: include === 'Object' ? object : partial(object) }),
    })),
  };
}

const partial = ({ metadata }: KubeObject) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata,
});
