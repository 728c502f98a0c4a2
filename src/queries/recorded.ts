/**
 * Twins of queries that read what recording rules have kept (recordings.ts). Each takes what its original takes and
 * answers with the same labels and values; where the rules do not keep enough for a scope, it is the original.
 */
import * as gpu from './gpu';
import * as load from './load';
import { VARIANT } from './ownership';
import { aggregate, series } from './promql';
import { NODE_RECORDINGS, RECORDED_LIMITS, VARIANT_RECORDINGS } from './recordings';
import * as replicas from './replicas';
import * as saturation from './saturation';
import type { SaturationLimits } from './saturation';
import type { Matcher, Scope } from './selector';

/** Rules keep variants whole: one of them, or one model's share, is as cheap from the raw series. */
function ofFleet(key: keyof typeof VARIANT_RECORDINGS, raw: (s: Scope) => string): (s: Scope) => string {
  return (s) => {
    if (s.variant !== undefined || s.model !== undefined) {
      return raw(s);
    }
    const namespace: Matcher[] =
      s.namespace === undefined ? [] : [{ label: 'namespace', op: '=~', value: s.namespace }];
    // Two Prometheis that evaluate the same rule differ in their external labels: one of them counts.
    return aggregate('max', VARIANT, series(VARIANT_RECORDINGS[key].record, namespace));
  };
}

export const desired = ofFleet('desired', replicas.desired);
export const current = ofFleet('current', replicas.current);
export const created = ofFleet('created', replicas.created);
export const ready = ofFleet('ready', replicas.ready);
export const pending = ofFleet('pending', replicas.pending);
export const hpaDesired = ofFleet('hpaDesired', replicas.hpaDesired);
export const hpaMax = ofFleet('hpaMax', replicas.hpaMax);
export const hpaMin = ofFleet('hpaMin', replicas.hpaMin);
export const kvHighest = ofFleet('kv', saturation.kvHighest);
export const queueLongest = ofFleet('queue', saturation.queueLongest);
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

type Kept = keyof typeof NODE_RECORDINGS;

/** What is kept of the hardware in scope, by node and model and, of the bands, `le`; once, whoever evaluated the rule. */
function kept(s: Scope, key: Kept): string {
  const matchers: Matcher[] = [
    ...(s.node === undefined ? [] : [{ label: 'node', op: '=~' as const, value: s.node }]),
    ...(s.accelerator === undefined ? [] : [{ label: 'modelName', op: '=~' as const, value: s.accelerator }]),
  ];
  const by = ['node', 'modelName', ...(key === 'bands' ? ['le'] : [])];
  return aggregate('max', by, series(NODE_RECORDINGS[key].record, matchers));
}

/** Rules keep hardware, not who holds it. */
function ofHardware(twin: (s: Scope) => string, raw: (s: Scope) => string): (s: Scope) => string {
  return (s) => (s.namespace === undefined && s.variant === undefined ? twin(s) : raw(s));
}

const over = (op: 'sum' | 'max', by: string[], key: Kept) => (s: Scope) => aggregate(op, by, kept(s, key));
const mean =
  (by: string[], [sum, count]: readonly [Kept, Kept]) =>
  (s: Scope) =>
    `${aggregate('sum', by, kept(s, sum))} / ${aggregate('sum', by, kept(s, count))}`;

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
