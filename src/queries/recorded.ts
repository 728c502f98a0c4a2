/**
 * Twins of queries that read what recording rules have kept (recordings.ts). Each takes what its original takes and
 * answers with the same labels and values; where the rules do not keep enough for a scope, it is the original.
 */
import * as gpu from './gpu';
import * as raw from './latency';
import type { Latency } from './latency';
import * as load from './load';
import { ON_POD, OWNERSHIP_SOURCES, asPodsVariable, type One } from './owners';
import { POD, VARIANT } from './ownership';
import { aggregate, exactly, matching, series } from './promql';
import {
  LATENCY_RECORDS,
  NODE_RECORDS,
  OWNER_RECORD,
  RECORDED_LATENCIES,
  RECORDED_LIMITS,
  VARIANT_RECORDS,
} from './records';
import * as replicas from './replicas';
import * as saturation from './saturation';
import type { SaturationLimits } from './saturation';
import type { Matcher, Scope } from './selector';

/** Rules keep variants whole: one of them, or one model's share, is as cheap from the raw series. */
function ofFleet(key: keyof typeof VARIANT_RECORDS, raw: (s: Scope) => string): (s: Scope) => string {
  return (s) => {
    if (s.variant !== undefined || s.model !== undefined) {
      return raw(s);
    }
    return once(key, s);
  };
}

/** Two Prometheis that evaluate the same rule differ in their external labels: one of them counts. */
const once = (key: keyof typeof VARIANT_RECORDS, s: Scope): string =>
  aggregate('max', VARIANT, series(VARIANT_RECORDS[key], kept(s)));

/** Matchers of a scope's recorded series. */
const kept = (s: Scope): Matcher[] => [...matching('namespace', s.namespace, false), ...exactly('variant', s.variant)];

const desiredOfFleet = ofFleet('desired', replicas.desired);

/** Of one variant also what WVA last wanted when its workload is gone, as from the raw series. */
export function desired(s: Scope): string {
  return s.variant === undefined || s.model !== undefined
    ? desiredOfFleet(s)
    : aggregate('sum', [], `${once('desired', s)} or ${once('gone', s)}`);
}

/** What else the chain is of is kept of variants only while they serve or WVA speaks of them: the raw series have it always. */
export const chain = (s: Scope): string => replicas.chain(s, desired);

const isKept = (which: Latency): boolean => (RECORDED_LATENCIES as readonly Latency[]).includes(which);

/** Over two minutes, not over `$__rate_interval`. */
export function latency(s: Scope, which: Latency, quantile: number): string {
  if (s.variant === undefined || s.model !== undefined || !isKept(which)) {
    return raw.latency(s, which, quantile);
  }
  const rates = aggregate(
    'max',
    [...VARIANT, 'le'],
    series(LATENCY_RECORDS.buckets, [...kept(s), ...exactly('series', which)])
  );
  return `histogram_quantile(${quantile}, ${aggregate('sum', ['le'], rates)}) >= 0`;
}

/** Over two minutes, not over `$__rate_interval`. */
export const latencyPercentiles = (s: Scope, which: Latency): string => raw.latencyPercentiles(s, which, latency);

/** The pods that the workload had within the window, and the surest `source` that ever said so. */
export const podsOf = (s: One, windowSeconds: number): string => podsWithin(s, `${windowSeconds}s`);

/** A variable of the names of the pods that a workload had in the range. */
export const podsVariable = (s: One): ReturnType<typeof asPodsVariable> => asPodsVariable(podsWithin(s, '$__range'));

function podsWithin(s: One, range: string): string {
  const owner = (matchers: Matcher[]) => {
    const all = [...matching('namespace', s.namespace, false), ...matchers];
    return aggregate('group', [...POD, 'source'], `last_over_time(${series(OWNER_RECORD, all, `[${range}]`)})`);
  };
  return OWNERSHIP_SOURCES.map((source, i) => {
    const mine = owner([...exactly('variant', s.variant), { label: 'source', op: '=', value: source }]);
    const surer = OWNERSHIP_SOURCES.slice(0, i).join('|');
    return surer === '' ? mine : `(${mine} unless ${ON_POD} ${owner([{ label: 'source', op: '=~', value: surer }])})`;
  }).join(` or ${ON_POD} `);
}

/** The workloads of pods, as series of value 1 with their `variant`. */
export function servingOwners(s: Scope): string {
  const known = series(OWNER_RECORD, [
    ...matching('namespace', s.namespace, false),
    { label: 'variant', op: '!=', value: '' },
  ]);
  return `topk by (namespace, pod) (1, ${aggregate('group', [...POD, 'variant'], known)})`;
}

/** Of a fleet: those of which anything is kept. */
export function variants(s: Scope): string {
  const any = (['desired', 'created', 'kv'] as const).map((key) => once(key, s)).join(' or ');
  return s.variant !== undefined || s.model !== undefined ? replicas.variants(s) : aggregate('group', VARIANT, any);
}

export const gone = ofFleet('gone', replicas.gone);
export const current = ofFleet('current', replicas.current);
export const created = ofFleet('created', replicas.created);
export const ready = ofFleet('ready', replicas.ready);
export const pending = ofFleet('pending', replicas.pending);
export const hpaDesired = ofFleet('hpaDesired', replicas.hpaDesired);
export const hpaMax = ofFleet('hpaMax', replicas.hpaMax);
export const hpaMin = ofFleet('hpaMin', replicas.hpaMin);
export const kvHighest = ofFleet('kv', saturation.kvHighest);
export const queueLongest = ofFleet('queue', saturation.queueLongest);
export const waiting = ofFleet('waiting', load.waiting);
/** Over two minutes, not over `$__rate_interval`. */
export const served = ofFleet('served', load.served);

const recordedFor = (t: SaturationLimits): boolean =>
  (Object.keys(RECORDED_LIMITS) as Array<keyof SaturationLimits>).every((name) => t[name] === RECORDED_LIMITS[name]);

/** The rules go by WVA's default thresholds: with others this is the original. */
export function headroom(s: Scope, t: SaturationLimits): string {
  const raw = (scope: Scope) => saturation.headroom(scope, t);
  return recordedFor(t) ? ofFleet('headroom', raw)(s) : raw(s);
}

/** The rules go by WVA's default thresholds: with others this is the original. */
export function saturatedReplicas(s: Scope, t: SaturationLimits): string {
  const raw = (scope: Scope) => saturation.saturatedReplicas(scope, t);
  return recordedFor(t) ? ofFleet('saturated', raw)(s) : raw(s);
}

type Kept = keyof typeof NODE_RECORDS;

/** What is kept of the hardware in scope, by node and model and, of the bands, `le`; once, whoever evaluated the rule. */
function onNodes(s: Scope, key: Kept): string {
  const matchers: Matcher[] = [
    ...(s.node === undefined ? [] : [{ label: 'node', op: '=~' as const, value: s.node }]),
    ...(s.accelerator === undefined ? [] : [{ label: 'modelName', op: '=~' as const, value: s.accelerator }]),
  ];
  const by = ['node', 'modelName', ...(key === 'bands' ? ['le'] : [])];
  return aggregate('max', by, series(NODE_RECORDS[key], matchers));
}

/** Rules keep hardware, not who holds it. */
function ofHardware(twin: (s: Scope) => string, raw: (s: Scope) => string): (s: Scope) => string {
  return (s) => (s.namespace === undefined && s.variant === undefined ? twin(s) : raw(s));
}

const over = (op: 'sum' | 'max', by: string[], key: Kept) => (s: Scope) => aggregate(op, by, onNodes(s, key));
const mean =
  (by: string[], [sum, count]: readonly [Kept, Kept]) =>
  (s: Scope) =>
    `${aggregate('sum', by, onNodes(s, sum))} / ${aggregate('sum', by, onNodes(s, count))}`;

const PARTS = {
  utilization: ['utilization', 'utilizationCount'],
  memory: ['memory', 'memoryCount'],
  tensor: ['tensor', 'tensorCount'],
} as const satisfies Record<string, readonly [Kept, Kept]>;

export const gpuCount = ofHardware(over('sum', [], 'count'), gpu.gpuCount);
export const gpusHeld = ofHardware(over('sum', [], 'held'), gpu.gpusHeld);
export const gpuPower = ofHardware(over('sum', [], 'power'), gpu.gpuPower);
export const gpuHottest = ofHardware(over('max', [], 'hottest'), gpu.gpuHottest);
export const gpuUtilization = ofHardware(mean([], PARTS.utilization), gpu.gpuUtilization);
export const gpuMemory = ofHardware(mean([], PARTS.memory), gpu.gpuMemory);
export const gpuTensor = ofHardware(mean([], PARTS.tensor), gpu.gpuTensor);
export const gpusByNode = ofHardware(over('sum', ['node'], 'count'), gpu.gpusByNode);
export const powerByNode = ofHardware(over('sum', ['node'], 'power'), gpu.powerByNode);
export const hottestByNode = ofHardware(over('max', ['node'], 'hottest'), gpu.hottestByNode);
export const utilizationBands = ofHardware(over('sum', ['le'], 'bands'), gpu.utilizationBands);

export function byNode(s: Scope, measure: keyof typeof PARTS): string {
  return ofHardware(mean(['node'], PARTS[measure]), (scope) => gpu.byNode(scope, measure))(s);
}
