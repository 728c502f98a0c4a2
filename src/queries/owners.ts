/**
 * Which pods a workload has had, found out by asking: the question, and how its answer is read. Everything else about the
 * workload is then asked of these pods by name.
 *
 * Owners are known, in this order, from the variant label on a pod's own series (WVA's name for the variant, or the
 * workload's), from the recording rule of kube-prometheus and OpenShift, from kube-state-metrics, and last from the name of
 * a pod that is seen and of which none of them says anything.
 */
import { M, type MetricKey } from './metrics';
import { POD, asVariant, called, ofVariant, podPrefixOf, podsByName, regexOf } from './ownership';
import { aggregate, copyLabel, exactly, matching, series, tag, type Read } from './promql';
import { quoteRegex, type Matcher, type Scope } from './selector';
import { targets } from './wvaSeries';

/** Where the owner of a pod is known from, the surest first. */
export const OWNERSHIP_SOURCES = ['label', 'rule', 'owner', 'name'] as const;
export type OwnershipSource = (typeof OWNERSHIP_SOURCES)[number];

export const VARIANT_LABEL = 'llm_d_ai_variant';

/** A scope that names its workload. */
export type One = Scope & { variant: string };

/** Between two looks at who owned what: a pod takes longer than that to serve. */
const LOOK_SECONDS = 60;
/** Looks within a window at least, so that a short one does not fall between two. */
const LEAST_LOOKS = 12;
/** Kinds whose pods come and go by themselves: one of a variant's name is not the variant. */
export const NO_REPLICAS = '(?i:job|cronjob|daemonset|node)';
export const ON_POD = 'on (namespace, pod)';

/**
 * The pods that the workload had at any time of a window, by `namespace` and `pod`, and the `source` that says so.
 *
 * @param windowSeconds its length up to the moment of the instant query
 */
export function podsOf(s: One, windowSeconds: number): string {
  return podsWithin(s, looksAt(windowSeconds));
}

/** Range and resolution of a subquery over a window. */
export function looksAt(windowSeconds: number): string {
  const look = Math.max(1, Math.min(LOOK_SECONDS, Math.floor(windowSeconds / LEAST_LOOKS)));
  return `${windowSeconds}s:${look}s`;
}

/** @param looks a subquery's range and resolution, as PromQL has them */
function podsWithin(s: One, looks: string): string {
  const read: Read = (selector) => `last_over_time(${selector}[${looks}])`;
  const pods = (expr: string, source: OwnershipSource) => tag(aggregate('group', POD, expr), 'source', source);
  const likely = matching('pod', `${podPrefixOf(s.variant)}.+`, true);
  const ruled = read(series(M.podOwnerRule, [...inNamespace(s), ...likely]));
  const owned = read(series(M.podOwner, [...inNamespace(s), ...likely]));
  const unlabelled = [
    pods(byRule(s, read), 'rule'),
    pods(`(${byOwner(s, read)} unless ${ON_POD} ${ruled})`, 'owner'),
    pods(`(${byName(s, read)} unless ${ON_POD} ${ruled} unless ${ON_POD} ${owned})`, 'name'),
  ].join(` or ${ON_POD} `);
  const { mine, others } = byLabel(s, read);
  return `${pods(mine, 'label')} or ${ON_POD} ((${unlabelled}) unless ${ON_POD} ${others})`;
}

export const inNamespace = (s: Scope): Matcher[] => matching('namespace', s.namespace, true);

/** Pods that carry a variant's label: this one's, and those of others that are there. A label that leads nowhere says nothing. */
function byLabel(s: One, read: Read): { mine: string; others: string } {
  const labelled = copyLabel(
    read(series(M.running, [...inNamespace(s), { label: VARIANT_LABEL, op: '!=', value: '' }])),
    'variant_name',
    VARIANT_LABEL
  );
  const known = [
    asVariant(read(series(M.created, inNamespace(s))), 'deployment'),
    asVariant(read(series(M.statefulCreated, inNamespace(s))), 'statefulset'),
  ].join(' or ');
  const led = `${labelled} * on (namespace, variant_name) group_left (variant) ${targets(s, read)}`;
  const itself = asVariant(`(${labelled} unless on (namespace, variant_name) ${targets(s, read)})`, 'variant_name');
  return {
    mine: ofVariant(`(${led} or ${itself})`, s.variant),
    others: `((${led} or (${itself} and on (namespace, variant) (${known}))) unless on (variant) ${called(s.variant)})`,
  };
}

/** By the recording rule. A LeaderWorkerSet calls the StatefulSet of a leader's workers as that leader's pod. */
function byRule(s: One, read: Read): string {
  const of = (...matchers: Matcher[]) =>
    read(
      series(M.podOwnerRule, [...inNamespace(s), ...matchers, { label: 'workload_type', op: '!~', value: NO_REPLICAS }])
    );
  const own = of(...exactly('workload', s.variant));
  const ofLeaders = of({ label: 'workload', op: '=~', value: `${regexOf(s.variant)}-[0-9]+` });
  return `(${own} or (${ofLeaders} and on (namespace, workload) ${copyLabel(own, 'workload', 'pod')}))`;
}

/** By kube-state-metrics: the pod's owner, or its ReplicaSet's; and as in {@link byRule}, its leader's. */
function byOwner(s: One, read: Read): string {
  const pod = (...matchers: Matcher[]) => read(series(M.podOwner, [...inNamespace(s), ...matchers]));
  const kind = (op: Matcher['op'], value: string): Matcher => ({ label: 'owner_kind', op, value });
  const ownerLike = (value: string): Matcher => ({
    label: 'owner_name',
    op: '=~',
    value: `${regexOf(s.variant)}${value}`,
  });
  const own = pod(kind('!~', `ReplicaSet|${NO_REPLICAS}`), ...exactly('owner_name', s.variant));
  const ofLeaders = pod(kind('=', 'StatefulSet'), ownerLike('-[0-9]+'));
  const workers = `(${ofLeaders} and on (namespace, owner_name) ${copyLabel(own, 'owner_name', 'pod')})`;
  const replicaSets = read(
    series(M.replicaSetOwner, [...inNamespace(s), kind('!~', NO_REPLICAS), ...exactly('owner_name', s.variant)])
  );
  const inReplicaSets = copyLabel(pod(kind('=', 'ReplicaSet'), ownerLike('-.+')), 'replicaset', 'owner_name');
  return `(${own} or ${workers} or (${inReplicaSets} and on (namespace, replicaset) ${replicaSets}))`;
}

/** Pods that vLLM or the GPUs' exporter speaks of and whose names are of the workload's form. */
function byName(s: One, read: Read): string {
  const names = (label: string) => podsByName(label, s.variant);
  const { gpuNamespace, gpuPod } = s.dialect;
  const onGpu = (key: MetricKey) => {
    const selector = series(M[key], [...matching(gpuNamespace, s.namespace, true), ...names(gpuPod)]);
    return copyLabel(copyLabel(read(selector), 'namespace', gpuNamespace), 'pod', gpuPod);
  };
  const serving = read(series(M.running, [...inNamespace(s), ...names('pod')]));
  return `(${[serving, onGpu('gpuUtil'), onGpu('gpuMemUsed')].map((seen) => aggregate('group', POD, seen)).join(' or ')})`;
}

/** What an answer to {@link podsOf} says. */
export interface OwnedPods {
  /** Names of the pods, in order. */
  pods: string[];
  /** Who says so, of all of them, the surest first. */
  sources: OwnershipSource[];
}

/** @param labels of each series of the answer */
export function ownedPods(labels: ReadonlyArray<Readonly<Record<string, string>>>): OwnedPods {
  const pods = [...new Set(labels.flatMap(({ pod }) => pod ?? []))].sort();
  const sources = OWNERSHIP_SOURCES.filter((source) => labels.some((one) => one.source === source));
  return { pods, sources };
}

/** The scope with its pods named; as it is, where none is known. */
export function withPods<S extends Scope>(s: S, { pods }: Pick<OwnedPods, 'pods'>): S {
  return pods.length === 0 ? s : { ...s, pods: pods.map(quoteRegex).join('|') };
}

interface PodsQuery {
  query: string;
  regex: string;
}

/** Query and regex of a Grafana variable whose values are the names of the pods that a query answers with. */
export const asPodsVariable = (expr: string): PodsQuery => ({
  query: `query_result(${expr})`,
  regex: '/pod="([^"]+)"/',
});

/** A variable of the names of the pods that a workload had in the range. */
export const podsVariable = (s: One): PodsQuery => asPodsVariable(podsWithin(s, `$__range:${LOOK_SECONDS / 60}m`));
