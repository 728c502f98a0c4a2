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

/** `static`: a fixed number of replicas; `keda`: a ScaledObject by signals of its own, or by several of those known. */
export const RUN_MODES = ['static', ...SCALER_KINDS, 'keda'] as const;
export type RunMode = (typeof RUN_MODES)[number];

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
