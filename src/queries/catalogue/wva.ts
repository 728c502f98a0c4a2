/** Metrics of the Workload Variant Autoscaler and of the controller runtime under it. */
import type { Metric } from './metric';

const VARIANT = ['variant_name', 'namespace', 'accelerator_type', 'controller_instance'] as const;
const MODEL = ['variant_name', 'namespace', 'model_name', 'controller_instance'] as const;
const MODEL_ON_GPU = ['variant_name', 'namespace', 'model_name', 'accelerator_type', 'controller_instance'] as const;
const ALL = ['0.4', '0.5', '0.9'] as const;
const NEW = ['0.9'] as const;
const inferno = (suffix: string) => [{ name: `inferno_${suffix}`, usedBy: 'WVA up to 0.4' }] as const;

export const WVA = {
  wvaDesired: {
    name: 'wva_desired_replicas',
    otherNames: inferno('desired_replicas'),
    type: 'gauge',
    unit: 'replicas',
    labels: VARIANT,
    wvaVersions: ALL,
    meaning: 'Replicas that WVA wants the variant to have; what KEDA and the HPA act on.',
  },
  wvaCurrent: {
    name: 'wva_current_replicas',
    otherNames: inferno('current_replicas'),
    type: 'gauge',
    unit: 'replicas',
    labels: VARIANT,
    wvaVersions: ALL,
    meaning: "The Deployment's status.replicas as WVA last saw it: pods that are still starting count.",
  },
  wvaRatio: {
    name: 'wva_desired_ratio',
    otherNames: inferno('desired_ratio'),
    type: 'gauge',
    unit: 'ratio',
    labels: VARIANT,
    wvaVersions: ALL,
    meaning: 'Desired over current replicas.',
  },
  wvaScalings: {
    name: 'wva_replica_scaling_total',
    otherNames: inferno('replica_scaling_total'),
    type: 'counter',
    unit: 'scalings',
    labels: ['variant_name', 'namespace', 'direction', 'reason', 'controller_instance'],
    wvaVersions: ALL,
    meaning: 'Scaling decisions by direction (up, down). 0.5 registers it but never counts.',
  },
  wvaUtilization: {
    name: 'wva_saturation_utilization',
    type: 'gauge',
    unit: 'ratio',
    labels: MODEL_ON_GPU,
    wvaVersions: NEW,
    meaning:
      "Demand over capacity as the analyzer saw it; above 1 demand exceeds supply. V1: the replicas' mean KV use.",
  },
  wvaSpare: {
    name: 'wva_spare_capacity',
    type: 'gauge',
    unit: 'ratio or tokens',
    labels: MODEL_ON_GPU,
    wvaVersions: NEW,
    meaning: 'Room before the scale-up threshold. V1: kvCacheThreshold minus mean KV use; V2: see the WVA version.',
  },
  wvaRequired: {
    name: 'wva_required_capacity',
    type: 'gauge',
    unit: 'by label unit',
    labels: [...MODEL, 'unit'],
    wvaVersions: NEW,
    meaning: 'Above 0: scale-up needed. unit="binary" (V1) is 0 or 1, unit="continuous" (V2) is tokens of KV cache.',
  },
  wvaKvTokensUsed: {
    name: 'wva_kv_cache_tokens_used',
    type: 'gauge',
    unit: 'tokens',
    labels: MODEL,
    wvaVersions: NEW,
    meaning: 'KV-cache tokens in use over all replicas of the variant.',
  },
  wvaKvTokensCapacity: {
    name: 'wva_kv_cache_tokens_capacity',
    type: 'gauge',
    unit: 'tokens',
    labels: MODEL,
    wvaVersions: NEW,
    meaning: 'KV-cache tokens that all replicas of the variant can hold.',
  },
  wvaAvailableGpus: {
    name: 'wva_available_gpus',
    type: 'gauge',
    unit: 'GPUs',
    labels: ['accelerator_vendor', 'accelerator_model', 'accelerator_type', 'controller_instance'],
    wvaVersions: NEW,
    meaning: 'GPUs that are free for scale-up, as the limiter counts them.',
  },
  wvaLimited: {
    name: 'wva_decisions_limited_total',
    type: 'counter',
    unit: 'decisions',
    labels: ['variant_name', 'namespace', 'limiter_name', 'controller_instance'],
    wvaVersions: NEW,
    meaning: 'Decisions that a limiter cut down.',
  },
  wvaConfig: {
    name: 'wva_config_info',
    type: 'gauge',
    unit: 'always 1',
    labels: ['analyzer_name', 'limiter_enabled', 'scale_to_zero_enabled', 'controller_instance'],
    wvaVersions: NEW,
    meaning: "WVA's configuration, in its labels.",
  },
  wvaInterval: {
    name: 'wva_config_optimization_interval_seconds',
    type: 'gauge',
    unit: 's',
    labels: ['controller_instance'],
    wvaVersions: NEW,
    meaning: 'Seconds between two decisions.',
  },
  wvaErrors: {
    name: 'wva_errors_total',
    type: 'counter',
    unit: 'errors',
    labels: ['component', 'error_type', 'controller_instance'],
    wvaVersions: NEW,
    meaning: "WVA's own errors by component and type.",
  },
  wvaFreshness: {
    name: 'wva_metrics_freshness_status',
    type: 'gauge',
    unit: 'pods',
    labels: ['variant_name', 'status', 'controller_instance'],
    wvaVersions: NEW,
    meaning:
      'Pods of a variant whose metrics are fresh, stale, missing or unavailable. It has no namespace of the workload.',
  },
  wvaCycle: {
    name: 'wva_optimization_duration_seconds',
    type: 'histogram',
    unit: 's',
    labels: ['status', 'controller_instance'],
    wvaVersions: NEW,
    meaning: 'Length of an optimization cycle by outcome (success, error).',
  },
  wvaModels: {
    name: 'wva_models_processed',
    type: 'gauge',
    unit: 'models',
    labels: ['controller_instance'],
    wvaVersions: NEW,
    meaning: 'Models that the last cycle looked at.',
  },
  reconciles: {
    name: 'controller_runtime_reconcile_total',
    type: 'counter',
    unit: 'reconciles',
    labels: ['controller', 'result'],
    meaning:
      'Reconciles by result. controller="variantAutoscaling" exists only in versions with the VariantAutoscaling resource.',
  },
  reconcileErrors: {
    name: 'controller_runtime_reconcile_errors_total',
    type: 'counter',
    unit: 'errors',
    labels: ['controller'],
    meaning: 'Reconciles that ended in an error.',
  },
  reconcileTime: {
    name: 'controller_runtime_reconcile_time_seconds',
    type: 'histogram',
    unit: 's',
    labels: ['controller'],
    meaning: 'Length of a reconcile.',
  },
} as const satisfies Record<string, Metric>;
