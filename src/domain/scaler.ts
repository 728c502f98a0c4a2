/** Who scales the workload of a run, as its ScaledObject says: by the metric that its triggers read. */

export const SCALER_KINDS = ['wva', 'keda-queue', 'keda-saturation', 'hpa'] as const;
export type ScalerKind = (typeof SCALER_KINDS)[number];

export const TRIGGER_KEYS = ['wvaDesired', 'eppQueue', 'poolSaturation', 'eppRunning', 'kvUse', 'waiting'] as const;
export type TriggerKey = (typeof TRIGGER_KEYS)[number];

/** Spelled here as the cluster's objects carry them; charts take them from `queries`, and a test holds both equal. */
export const TRIGGER_METRICS: Readonly<Record<TriggerKey, string>> = {
  wvaDesired: 'wva_desired_replicas',
  eppQueue: 'llm_d_epp_flow_control_queue_size',
  poolSaturation: 'llm_d_epp_flow_control_pool_saturation',
  eppRunning: 'llm_d_epp_request_running',
  kvUse: 'vllm:kv_cache_usage_perc',
  waiting: 'vllm:num_requests_waiting',
};

/** What each scaler reads. */
export const SCALER_TRIGGERS = {
  wva: ['wvaDesired'],
  'keda-queue': ['eppQueue', 'eppRunning'],
  'keda-saturation': ['poolSaturation', 'eppRunning'],
  hpa: ['kvUse', 'waiting'],
} as const satisfies Record<ScalerKind, readonly TriggerKey[]>;

/** WVA wherever it is followed; else the scaler whose signal is there, with no other scaler's beside it. */
export function scalerKindOf(found: readonly TriggerKey[]): ScalerKind | undefined {
  return found.includes('wvaDesired')
    ? 'wva'
    : SCALER_KINDS.find((kind) => {
        const own: readonly TriggerKey[] = SCALER_TRIGGERS[kind];
        return found.some((key) => key !== 'eppRunning') && found.every((key) => own.includes(key));
      });
}

/**
 * The scaler in force of a run. `static`: a fixed number of replicas; `wva`: WVA, of which the analyzer is not known; `keda`: a
 * ScaledObject by signals of its own, or by several of those known.
 */
export const RUN_MODES = ['static', 'wva', 'wva-v1', 'wva-v2', 'keda-queue', 'keda-saturation', 'keda', 'hpa'] as const;
export type RunMode = (typeof RUN_MODES)[number];

export const isByWva = (mode: RunMode | undefined): boolean => mode?.startsWith('wva') ?? false;

/** Who decides on the replicas of a workload, as far as metrics tell. */
export const SCALERS_IN_FORCE = ['none', 'wva-v1', 'wva-v2', 'keda', 'hpa', 'unknown'] as const;
export type ScalerKindInForce = (typeof SCALERS_IN_FORCE)[number];

/** `known`: every input of the rule is there; `likely`: one that could change the answer is missing; `unknown`: no answer. */
export const CERTAINTIES = ['unknown', 'likely', 'known'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export interface ScalerInForce {
  kind: ScalerKindInForce;
  certainty: Certainty;
}

/** WVA's metric up to 0.4. */
const WVA_BEFORE = 'inferno_desired_replicas';

/** Of a param `scaled-object`: an empty one is a static run. */
export function modeOf(scaledObject: string): RunMode {
  if (scaledObject.trim() === '') {
    return 'static';
  }
  const found = TRIGGER_KEYS.filter((key) => scaledObject.includes(TRIGGER_METRICS[key]));
  return scaledObject.includes(WVA_BEFORE) ? 'wva' : (scalerKindOf(found) ?? 'keda');
}

/** Whether something scales the workload. */
export const isScaled = (mode: RunMode | undefined): boolean => mode !== undefined && mode !== 'static';

/** What names of an HPA's metrics have in them, however an adapter or KEDA has spelled them. */
const SIGNS: Readonly<Record<TriggerKey, RegExp>> = {
  wvaDesired: /(wva|inferno).desired.replicas/i,
  eppQueue: /flow.control.queue.size|epp.queue.size/i,
  poolSaturation: /pool.saturation/i,
  eppRunning: /epp.request.running|epp.running.requests/i,
  kvUse: /kv.cache.us(e|age)|gpu.cache.usage/i,
  waiting: /requests.waiting|waiting.requests/i,
};

/**
 * The scaler of a run: what was applied to it, as far as metrics do not say otherwise. They say which analyzer of WVA it was,
 * who scaled a run of which nothing else is known, and where another was at work than was applied; which signals KEDA reads is
 * in its ScaledObject, and in the names of the HPA's metrics only where somebody gave them such.
 *
 * @param applied of the run's params or its mark
 * @param found by metrics over the run
 * @param metrics names of what the HPA reads
 */
export function modeInForce(
  applied: RunMode | undefined,
  found: ScalerInForce | undefined,
  metrics: readonly string[] = []
): RunMode | undefined {
  if (found === undefined) {
    return applied;
  }
  const isSure = found.certainty === 'known' || applied === undefined;
  switch (found.kind) {
    case 'wva-v1':
    case 'wva-v2':
      return isSure || isByWva(applied) ? found.kind : applied;
    case 'keda':
      return isSure ? ofKeda(applied, metrics) : applied;
    case 'hpa':
      return isSure ? 'hpa' : applied;
    case 'none':
      return applied ?? 'static';
    case 'unknown':
      return applied;
  }
}

/** A ScaledObject on vLLM's own metrics is KEDA's too. */
const BY_KEDA: readonly RunMode[] = ['keda-queue', 'keda-saturation', 'keda', 'hpa'];

/** What was applied says which signals it reads; where that was no ScaledObject of KEDA's, the names of the metrics may. */
function ofKeda(applied: RunMode | undefined, metrics: readonly string[]): RunMode {
  const found = TRIGGER_KEYS.filter((key) => metrics.some((name) => SIGNS[key].test(name)));
  return BY_KEDA.find((mode) => mode === applied) ?? scalerKindOf(found) ?? 'keda';
}
