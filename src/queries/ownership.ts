/**
 * What belongs to what: pods to a workload, servers to a pod, GPUs to each other. Every other query builds on this file, and
 * no other looks at a pod's name.
 *
 * Where the pods of a workload are known (owners.ts asks for them), a scope names them. Where they are not, their names
 * tell: Kubernetes makes these by rules, but nothing keeps another object from having one of the same form, so this is a
 * guess.
 */
import { aggregate, copyLabel, matching, tag } from './promql';
import { quoteRegex, unquote, type Matcher, type Scope } from './selector';

/**
 * A vLLM server, and in it an engine (a data-parallel rank). Several servers in a pod have a port each, and may all call
 * their engine 0; a server that two jobs or two Prometheis scrape has one address.
 */
export const SERVER = ['namespace', 'pod', 'instance', 'engine'];

/** A GPU, or an instance of it (MIG). What names its node and its number may change while it runs. */
export const GPU = ['UUID', 'GPU_I_ID'];

/** Labels of a per-pod answer. */
export const POD = ['namespace', 'pod'];
/** Labels of a per-variant answer. */
export const VARIANT = ['namespace', 'variant'];

/**
 * A hash in a name: letters and digits that make no words. A ReplicaSet's is a 32-bit number whose digits are replaced by ten
 * of them, so that it is seldom shorter than eight; other controllers use them all.
 */
const HASH = '[bcdfghjklmnpqrstvwxz2456789]';
const SHORT_HASH = '[4-9bcdf]{5,7}';
const LONGEST_HASH = 10;
/** What Kubernetes appends to a name that it generates. */
const RANDOM = '[a-z0-9]{5}';
/** A generated name has 63 characters at most: what stands before the random ones is cut here. */
const CUT = 58;
const OF_DEPLOYMENT = `-(?:${HASH}{8,${LONGEST_HASH}}|${SHORT_HASH})-${RANDOM}`;
/** Of a StatefulSet's pods; in a LeaderWorkerSet of a leader, and of its workers. */
const ORDINAL = '-[0-9]{1,4}(?:-[0-9]{1,4})?';

/**
 * Regex of the names that pods of a workload have.
 *
 * @param workload its name between quotes. Of a Grafana variable the length is not known, so that what could be a cut name
 * of it passes; {@link ANY_POD} has to hold too
 */
export function podNamesOf(workload: string): string {
  if (isVariable(workload)) {
    return `${workload}(?:${OF_DEPLOYMENT}|(?:-${HASH}{0,${LONGEST_HASH}})?${RANDOM}|${ORDINAL})`;
  }
  const name = unquote(workload);
  const room = CUT - name.length;
  if (room <= 0) {
    return `${quoteRegex(name.slice(0, CUT))}${RANDOM}|${quoteRegex(name)}${ORDINAL}`;
  }
  const forms = [OF_DEPLOYMENT, ...(room - 1 <= LONGEST_HASH ? [`-${HASH}{${room - 1}}${RANDOM}`] : []), ORDINAL];
  return `${quoteRegex(name)}(?:${forms.join('|')})`;
}

/** Whether it is one of Grafana's variables that stands between the quotes. */
const isVariable = (text: string): boolean => /^\$\{?\w+\}?$/.test(text);

/** A name as a part of a regex. A variable stays what it is: where it is used, something else decides to the letter. */
export const regexOf = (name: string): string => (isVariable(name) ? name : quoteRegex(unquote(name)));

/** What the names of all pods of a workload begin with, as a part of a regex. */
export const podPrefixOf = (workload: string): string =>
  isVariable(workload) ? workload : quoteRegex(unquote(workload).slice(0, CUT));

/** Regex of the pods of any workload; a name that Kubernetes cut is as long as a name may be. */
const ANY_POD = `.+${OF_DEPLOYMENT}|.{${CUT + 5}}|.+${ORDINAL}`;

/** Matchers of the pods whose names are of a workload's form. */
export function podsByName(label: string, workload: string): Matcher[] {
  return [
    ...matching(label, podNamesOf(workload), true),
    ...(isVariable(workload) ? matching(label, ANY_POD, true) : []),
  ];
}

/** Matchers of the scope's pods under a label; of a fleet, where they have to be pods, of whatever name. */
function ofPods(label: string, { pods, variant }: Scope, any: boolean): Matcher[] {
  if (pods !== undefined) {
    // A variable without a value would match what has no pod at all.
    return [...matching(label, pods, true), { label, op: '!=', value: '' }];
  }
  if (variant !== undefined) {
    return podsByName(label, variant);
  }
  return any ? matching(label, undefined, true) : [];
}

/** Matchers of vLLM's series: those of the scope's namespace, and of the variant's pods. */
export function podMatchers(s: Scope): Matcher[] {
  return [
    ...matching('namespace', s.namespace, true),
    ...ofPods('pod', s, true),
    ...matching('model_name', s.model, false),
  ];
}

/**
 * Matchers of DCGM series. A GPU that no pod holds has no namespace, so the namespace only matters when the scope names
 * one: without it the scope is the hardware.
 */
export function gpuMatchers(s: Scope): Matcher[] {
  return [
    ...matching(s.dialect.gpuNamespace, s.namespace, false),
    ...ofPods(s.dialect.gpuPod, s, false),
    ...matching('modelName', s.accelerator, false),
    ...matching(s.dialect.gpuNode, s.node, false),
  ];
}

/** Whether a scope is about one variant: its queries then give one series. */
export function isOne(s: Scope): boolean {
  return s.variant !== undefined;
}

/**
 * Puts the variant on each series by the name of its pod; a pod of no workload's form gets none. Of a workload's name that
 * is longer than what Kubernetes leaves of it, the variant is only that. Small steps: one regex for all of them takes
 * Prometheus a millisecond a pod.
 */
export function variantByName(perPod: string): string {
  const cut = copyLabel(perPod, 'cut', 'pod', `(.{${CUT}})${RANDOM}`);
  const ofCut = copyLabel(cut, 'variant', 'cut', `(.+?)(?:-${HASH}{0,${LONGEST_HASH}})?`);
  const ofWhole = copyLabel(ofCut, 'variant', 'pod', `(.+)${OF_DEPLOYMENT}`);
  return copyLabel(ofWhole, 'variant', 'pod', `(.+?)${ORDINAL}`);
}

/**
 * Puts the replica of one variant on each series: its pod, or in a LeaderWorkerSet the leader of the group.
 *
 * @param label of the pod
 */
export function replicaOf(perPod: string, s: Scope, label = 'pod'): string {
  const group = `(${s.variant === undefined ? '.+?' : regexOf(s.variant)}-[0-9]{1,4})-[0-9]{1,4}`;
  return copyLabel(copyLabel(perPod, 'replica', label), 'replica', label, group);
}

/** Puts the variant on each series by the owner of its pod; those of pods without one are left out. */
export const led = (perPod: string, owners: string): string =>
  `(${perPod}) * on (namespace, pod) group_left (variant) ${owners}`;

/**
 * One series a server (and by what else tells its series apart), however often it is scraped. Two scrapes of a server read
 * it at different moments, and neither is truer: their mean, not the higher of the two.
 */
export function perServer(expr: string, more: string[] = []): string {
  return aggregate('avg', [...SERVER, ...more], expr);
}

/**
 * Those of a query's series whose label `variant` is a name to the letter: for labels that the query itself has made, which
 * no matcher sees.
 */
export function ofVariant(expr: string, variant: string): string {
  return `(${expr} and on (variant) ${called(variant)})`;
}

/** A series of value 1 that carries a name as `variant`. */
export function called(variant: string): string {
  // In what label_replace writes a dollar begins a group's name, unless it is Grafana's.
  return tag('vector(1)', 'variant', isVariable(variant) ? variant : variant.replaceAll('$', '$$$$'));
}

/** A label under the name `variant`. */
export const asVariant = (expr: string, label: string): string => copyLabel(expr, 'variant', label);
