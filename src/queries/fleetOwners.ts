/**
 * Whose every pod is: the joins of owners.ts made for all workloads at once, at one moment and whatever the scrape. What
 * recording rules keep, so that no page has to make them.
 */
import type { Latency } from './latency';
import { presentHeld } from './gpuSeries';
import { M } from './metrics';
import { NO_REPLICAS, ON_POD, OWNERSHIP_SOURCES, VARIANT_LABEL, inNamespace, type OwnershipSource } from './owners';
import { POD, VARIANT, asVariant, isOne, led, perServer, variantByName } from './ownership';
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

/**
 * From per-pod (or finer) to what the scope is about: one number for one variant, else one a variant, by who owns the pods.
 * Pods of no workload are left out.
 *
 * @param seen pods of a fleet, for those of which nothing but the name tells whose they are; without it, those that vLLM runs in
 */
export function overPods(op: Parameters<typeof aggregate>[0], s: Scope, perPod: string, seen?: string): string {
  return isOne(s) ? aggregate(op, [], perPod) : aggregate(op, VARIANT, led(perPod, fleetOwners(s, seen)));
}

/**
 * What is asked where no rule keeps owners: a chart of a fleet asks at each of its points, so only those that are of pods
 * wherever kube-state-metrics is; the recording rule of kube-prometheus is made of them.
 */
export const UNRECORDED_SOURCES: readonly OwnershipSource[] = ['owner', 'name'];

/**
 * Series of value 1 that lead the pods of a fleet to their `variant`: those that something keeps, or made of
 * {@link UNRECORDED_SOURCES}.
 *
 * @param seen pods of which perhaps only the name tells whose they are; without it, those that vLLM runs in
 */
export function fleetOwners(s: Scope, seen?: string): string {
  if (s.owners !== undefined) {
    return seen === undefined ? s.owners : ofSomebody(`(${s.owners} or ${ON_POD} ${variantByName(seen)})`);
  }
  const pods = seen ?? aggregate('group', POD, series(M.running, inNamespace(s)));
  const all = owners({ s, read: asIs, seen: pods }, UNRECORDED_SOURCES);
  return ofSomebody(aggregate('group', OWNED, all));
}

/** Of which pods, and when. */
interface Asked {
  s: Scope;
  read: Read;
  /** Pods that are there, for those of which nobody but their name says whose they are. */
  seen: string;
}

function owners(asked: Asked, sources: readonly OwnershipSource[] = OWNERSHIP_SOURCES): string {
  const { known, unknown } = byLabel(asked);
  const said: Array<[string, OwnershipSource]> = [
    [known, 'label'],
    [byRule(asked), 'rule'],
    [byOwner(asked, sources === UNRECORDED_SOURCES), 'owner'],
    [unknown, 'label'],
    [variantByName(`(${asked.seen})`), 'name'],
  ];
  return said
    .filter(([, source]) => sources.includes(source))
    .map(([expr, source]) => tag(one(expr), 'source', source))
    .join(` or ${ON_POD} `);
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

/**
 * Pods of a leader's workers, pods of a workload, and those that are known to be nobody's replica. Each selector as narrow as
 * can be: a page asks for all of this at every point of a chart.
 *
 * @param own of a selector's further matchers: owned pods with their variant
 */
function owned(workers: string, own: (...matchers: Matcher[]) => string, nobodys: string): string {
  const leaders = copyLabel(one(own(LEADERS)), 'replica', 'pod');
  const ofLeader = `${workers} * on (namespace, replica) group_left (variant) ${leaders}`;
  return `(${ofLeader} or ${ON_POD} ${own()} or ${ON_POD} ${nobodys})`;
}

/** What a leader's pod is called. */
const LEADER = '.+-[0-9]+';
const LEADERS: Matcher = { label: 'pod', op: '=~', value: LEADER };

function byRule({ s, read }: Asked): string {
  const of = (...matchers: Matcher[]) => read(series(M.podOwnerRule, [...inNamespace(s), ...matchers]));
  const type = (op: Matcher['op']): Matcher => ({ label: 'workload_type', op, value: NO_REPLICAS });
  const ofLeaders = aggregate(
    'group',
    [...POD, 'workload'],
    of(type('!~'), { label: 'workload', op: '=~', value: LEADER })
  );
  const own = (...matchers: Matcher[]) => asVariant(of(type('!~'), ...matchers), 'workload');
  return owned(copyLabel(ofLeaders, 'replica', 'workload'), own, of(type('=~')));
}

/** @param thrifty of a pod in a ReplicaSet without an owner the name tells: to leave these out costs a look at each pod */
function byOwner({ s, read }: Asked, thrifty: boolean): string {
  const pod = (...matchers: Matcher[]) =>
    aggregate('group', [...POD, 'owner_name'], read(series(M.podOwner, [...inNamespace(s), ...matchers])));
  const kind = (op: Matcher['op'], value: string): Matcher => ({ label: 'owner_kind', op, value });
  const somebody: Matcher = { label: 'owner_name', op: '!=', value: NOBODY };
  const replicaSets = aggregate(
    'group',
    ['namespace', 'replicaset', 'owner_name'],
    read(series(M.replicaSetOwner, [...inNamespace(s), kind('!~', NO_REPLICAS), somebody]))
  );
  const ofReplicaSet = asVariant(`topk by (namespace, replicaset) (1, ${replicaSets})`, 'owner_name');
  const own = (...matchers: Matcher[]) => {
    const direct = asVariant(pod(kind('!~', `ReplicaSet|${NO_REPLICAS}`), somebody, ...matchers), 'owner_name');
    const inReplicaSets = copyLabel(pod(kind('=', 'ReplicaSet'), ...matchers), 'replicaset', 'owner_name');
    return `(${direct} or ${inReplicaSets} * on (namespace, replicaset) group_left (variant) ${ofReplicaSet})`;
  };
  const ofLeaders = pod(kind('=', 'StatefulSet'), { label: 'owner_name', op: '=~', value: LEADER });
  const nobodys = `(${pod(kind('=~', NO_REPLICAS))} or ${pod({ label: 'owner_name', op: '=', value: NOBODY })})`;
  return owned(copyLabel(ofLeaders, 'replica', 'owner_name'), own, thrifty ? nobodys : pod());
}

/**
 * Requests (of `itl`: tokens) per second in each bucket (`le`) of latencies, of each variant, told apart by the label
 * `series`. As in `latency`, buckets of two names of a metric never mix.
 *
 * @param owners series that lead pods to their variant
 */
export function bucketsByVariant(which: readonly Latency[], owners: string): string {
  const anyPod = [...ANYWHERE, ...matching('pod', undefined, true)];
  const named = (name: string) => {
    const rate = perServer(`rate(${series(`${name}_bucket`, anyPod, '[$__rate_interval]')})`, ['le']);
    return aggregate('sum', [...POD, 'le'], rate);
  };
  const perPod = which
    .map((one) => tag(underAnyName(one, named, 'or on (namespace, pod)'), 'series', one))
    .join(' or ');
  return aggregate('sum', [...VARIANT, 'series', 'le'], led(perPod, owners));
}
