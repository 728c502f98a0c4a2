/**
 * Whose every pod is: the joins of owners.ts made for all workloads at once, at one moment and whatever the scrape. What
 * recording rules keep, so that no page has to make them.
 */
import type { Latency } from './latency';
import { presentHeld } from './gpuSeries';
import { M } from './metrics';
import { NO_REPLICAS, ON_POD, VARIANT_LABEL, inNamespace, type OwnershipSource } from './owners';
import { POD, VARIANT, asVariant, perServer, variantByName } from './ownership';
import { aggregate, asIs, copyLabel, matching, series, tag, underAnyName, type Read } from './promql';
import { UNIFIED, type Matcher, type Scope } from './selector';
import { spokenOf, targets } from './wvaSeries';

/** Everything there is. */
const ALL: Scope = { dialect: UNIFIED };
const ANYWHERE = inNamespace(ALL);

const OWNED = [...POD, 'variant'];
/** What kube-state-metrics writes where there is no owner. */
const NOBODY = '<none>';

/**
 * The workload of each pod (`variant`) and the `source` that says so, the surest first, of the namespaces that hold a
 * variant. Series of value 1, one a pod. A pod that is known to be no replica of any (of a Job, of nobody) has no
 * `variant`.
 *
 * As for one workload, but for a label that leads to no workload: here it is believed after owners, not before them.
 */
export function podOwners(): string {
  const serving = aggregate('group', POD, series(M.running, ANYWHERE));
  const all = owners({ s: ALL, read: asIs, seen: `${serving} or ${presentHeld(ALL, POD)}` });
  const here = `(${series(M.running, ANYWHERE)} or ${spokenOf(ALL)})`;
  return aggregate('group', [...OWNED, 'source'], `(${all}) and on (namespace) ${here}`);
}

/**
 * {@link podOwners} of the pods of the scope's namespace that vLLM ran in at any time of a window.
 *
 * @param read from a selector to what it said within the window
 */
export function servingPodOwners(s: Scope, read: Read): string {
  const serving = aggregate('group', POD, read(series(M.running, inNamespace(s))));
  const all = owners({ s, read, seen: serving });
  return aggregate('group', [...OWNED, 'source'], `(${all}) and ${ON_POD} ${serving}`);
}

/**
 * Each pod that vLLM runs in now and whose workload is known, as series of value 1 with their `variant`. What has no label
 * `variant` is taken out by what has none at all.
 */
export const servingOwners = (s: Scope): string => ofSomebody(servingPodOwners(s, asIs));

/** As {@link servingOwners}, of every pod whose owner is known by more than its name, and of `pods` by their names too. */
export const ownersOf = (s: Scope, pods: string): string =>
  ofSomebody(aggregate('group', [...OWNED, 'source'], owners({ s, read: asIs, seen: pods })));

const ofSomebody = (all: string): string => `(${all} unless on (variant) vector(1))`;

/** Of which pods, and when. */
interface Asked {
  s: Scope;
  read: Read;
  /** Pods that are there, for those of which nobody but their name says whose they are. */
  seen: string;
}

function owners(asked: Asked): string {
  const { known, unknown } = byLabel(asked);
  const said: Array<[string, OwnershipSource]> = [
    [known, 'label'],
    [byRule(asked), 'rule'],
    [byOwner(asked), 'owner'],
    [unknown, 'label'],
    [variantByName(`(${asked.seen})`), 'name'],
  ];
  return said.map(([expr, source]) => tag(one(expr), 'source', source)).join(` or ${ON_POD} `);
}

/** One owner a pod, however many say so. */
const one = (expr: string): string => `topk by (namespace, pod) (1, ${aggregate('group', OWNED, expr)})`;

/** Pods that carry a variant's label: of a workload that is there, and of one of which nobody knows. */
function byLabel({ s, read }: Asked): { known: string; unknown: string } {
  const carrying = read(series(M.running, [...inNamespace(s), { label: VARIANT_LABEL, op: '!=', value: '' }]));
  const labelled = copyLabel(aggregate('group', [...POD, VARIANT_LABEL], carrying), 'variant_name', VARIANT_LABEL);
  const led = `${labelled} * on (namespace, variant_name) group_left (variant) ${targets(s, read)}`;
  const itself = asVariant(`(${labelled} unless on (namespace, variant_name) ${targets(s, read)})`, 'variant_name');
  const workloads = [
    asVariant(read(series(M.created, inNamespace(s))), 'deployment'),
    asVariant(read(series(M.statefulCreated, inNamespace(s))), 'statefulset'),
  ].join(' or ');
  return { known: `(${led} or (${itself} and on (namespace, variant) (${workloads})))`, unknown: itself };
}

/** Pods of a workload, pods of a leader's workers, and those that are known to be nobody's replica. */
function owned(workers: string, own: string, all: string): string {
  const ofLeader = `${workers} * on (namespace, replica) group_left (variant) ${copyLabel(one(own), 'replica', 'pod')}`;
  return `(${ofLeader} or ${ON_POD} ${own} or ${ON_POD} ${all})`;
}

/** What a leader's pod is called. */
const LEADER = '.+-[0-9]+';

function byRule({ s, read }: Asked): string {
  const of = (...matchers: Matcher[]) => read(series(M.podOwnerRule, [...inNamespace(s), ...matchers]));
  const replicated: Matcher = { label: 'workload_type', op: '!~', value: NO_REPLICAS };
  const ofLeaders = aggregate(
    'group',
    [...POD, 'workload'],
    of(replicated, { label: 'workload', op: '=~', value: LEADER })
  );
  return owned(copyLabel(ofLeaders, 'replica', 'workload'), asVariant(of(replicated), 'workload'), of());
}

function byOwner({ s, read }: Asked): string {
  const pod = (...matchers: Matcher[]) =>
    aggregate('group', [...POD, 'owner_name'], read(series(M.podOwner, [...inNamespace(s), ...matchers])));
  const kind = (op: Matcher['op'], value: string): Matcher => ({ label: 'owner_kind', op, value });
  const somebody: Matcher = { label: 'owner_name', op: '!=', value: NOBODY };
  const direct = asVariant(pod(kind('!~', `ReplicaSet|${NO_REPLICAS}`), somebody), 'owner_name');
  const replicaSets = aggregate(
    'group',
    ['namespace', 'replicaset', 'owner_name'],
    read(series(M.replicaSetOwner, [...inNamespace(s), kind('!~', NO_REPLICAS), somebody]))
  );
  const ofReplicaSet = asVariant(`topk by (namespace, replicaset) (1, ${replicaSets})`, 'owner_name');
  const inReplicaSets = copyLabel(pod(kind('=', 'ReplicaSet')), 'replicaset', 'owner_name');
  const deployed = `${inReplicaSets} * on (namespace, replicaset) group_left (variant) ${ofReplicaSet}`;
  const ofLeaders = pod(kind('=', 'StatefulSet'), { label: 'owner_name', op: '=~', value: LEADER });
  return owned(copyLabel(ofLeaders, 'replica', 'owner_name'), `(${direct} or ${deployed})`, pod());
}

/**
 * Requests (of `itl`: tokens) per second in each bucket (`le`) of latencies, of each variant, told apart by the label
 * `series`. As in `latency`, buckets of two names of a metric never mix.
 */
export function bucketsByVariant(which: readonly Latency[]): string {
  const anyPod = [...ANYWHERE, ...matching('pod', undefined, true)];
  const named = (name: string) => {
    const rate = perServer(`rate(${series(`${name}_bucket`, anyPod, '[$__rate_interval]')})`, ['le']);
    return aggregate('sum', [...POD, 'le'], rate);
  };
  const perPod = which
    .map((one) => tag(underAnyName(one, named, 'or on (namespace, pod)'), 'series', one))
    .join(' or ');
  return aggregate('sum', [...VARIANT, 'series', 'le'], `(${perPod}) * ${ON_POD} group_left (variant) ${podOwners()}`);
}
