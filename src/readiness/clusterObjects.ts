/** The parts of cluster objects that readiness is judged by, decoded as they come from the API server. */
import {
  array,
  map,
  maybe,
  name,
  number,
  object,
  record,
  string,
  unknown,
  type Decoded,
  type Decoder,
} from '../kube/decoder';

const text = map(maybe(string), (value) => value ?? '');
const listOf = <T>(item: Decoder<T>) => map(maybe(array(item)), (value) => value ?? []);
const part = <S extends Record<string, Decoder<unknown>>>(shape: S) => {
  const decoder = object(shape);
  return ((value, path) => decoder(value ?? {}, path)) as typeof decoder;
};
const strings = map(maybe(record(string)), (value) => value ?? {});

const Meta = object({ name, namespace: text, labels: strings, annotations: strings });

const Condition = object({ type: string, status: string, reason: text, message: text });
export type ConditionWire = Decoded<typeof Condition>;
const Conditioned = part({ conditions: listOf(Condition) });

export const Version = object({ gitVersion: name });

/** `/apis`: the API groups that the cluster serves. */
export const ApiGroups = map(
  object({ groups: listOf(object({ name, versions: listOf(object({ version: name })) })) }),
  ({ groups }) => new Map(groups.map((group) => [group.name, group.versions.map(({ version }) => version)]))
);
export type ApiGroupsWire = Decoded<typeof ApiGroups>;

/** A row of a Table with the object's metadata: a list of nodes at a fraction of its size. */
const NodeRow = object({ object: object({ metadata: Meta }) });
export const Nodes = map(object({ rows: listOf(NodeRow) }), ({ rows }) => rows.map((row) => row.object.metadata));

export const ClusterPolicy = object({ metadata: Meta, status: part({ state: text, conditions: listOf(Condition) }) });

export const StorageClass = object({ metadata: Meta, provisioner: text });

export const Application = object({
  metadata: Meta,
  spec: part({ destination: part({ namespace: text }) }),
  status: part({
    health: part({ status: text, message: text }),
    sync: part({ status: text, revision: text }),
    operationState: part({ message: text, phase: text }),
    conditions: listOf(object({ type: string, message: text })),
    reconciledAt: text,
  }),
});
export type ApplicationWire = Decoded<typeof Application>;

export const ConfigMap = object({ metadata: Meta, data: strings });

export const ApiService = object({ metadata: Meta, status: Conditioned });

const TargetRef = part({ kind: text, name: text });

export const ScaledObject = object({
  metadata: Meta,
  spec: part({
    scaleTargetRef: TargetRef,
    triggers: listOf(object({ type: text, metadata: map(maybe(record(unknown)), (m) => m ?? {}) })),
  }),
  status: Conditioned,
});
export type ScaledObjectWire = Decoded<typeof ScaledObject>;

export const HorizontalPodAutoscaler = object({
  metadata: Meta,
  spec: part({ scaleTargetRef: TargetRef, minReplicas: maybe(number), maxReplicas: maybe(number) }),
  status: Conditioned,
});
export type AutoscalerWire = Decoded<typeof HorizontalPodAutoscaler>;

/** Conditions stand a level deeper, for each Gateway. */
export const InferencePool = object({
  metadata: Meta,
  status: part({
    parents: listOf(part({ conditions: listOf(Condition) })),
    parent: listOf(part({ conditions: listOf(Condition) })),
  }),
});

export const Gateway = object({ metadata: Meta, status: Conditioned });

export const AdmissionPolicy = object({ metadata: Meta });

/** Grafana's answer to a search for dashboards. */
export const DashboardUids = map(array(object({ uid: name })), (all) => all.map(({ uid }) => uid));

/** Any list: its items as they come. */
export const Items = object({ items: listOf(unknown) });
