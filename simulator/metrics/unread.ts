/**
 * Metrics that real exporters have beside those that the plugin reads: what a query could mistake for its own, and what later
 * queries will find. Those that the plugin reads stand in src/queries/catalogue.
 */
import type { FamilyType, Sink } from './sink';

const UNREAD = {
  podOwner: ['kube_pod_owner', 'gauge', 'The object that made a pod.'],
  replicaSetOwner: ['kube_replicaset_owner', 'gauge', 'The object that made a ReplicaSet.'],
  podOwnerRule: ['namespace_workload_pod:kube_pod_owner:relabel', 'gauge', 'The workload of each pod.'],
  requests: ['kube_pod_container_resource_requests', 'gauge', 'What a container asks for.'],
  unschedulable: ['kube_pod_status_unschedulable', 'gauge', 'Pods that no node takes.'],
  statefulSpec: ['kube_statefulset_replicas', 'gauge', 'Pods that a StatefulSet was told to have.'],
  statefulCreated: ['kube_statefulset_status_replicas', 'gauge', 'Pods of a StatefulSet that exist.'],
  statefulReady: ['kube_statefulset_status_replicas_ready', 'gauge', 'Pods of a StatefulSet that serve.'],
  hpaCurrent: ['kube_horizontalpodautoscaler_status_current_replicas', 'gauge', 'Replicas as the HPA counts them.'],
  hpaTargetSpec: ['kube_horizontalpodautoscaler_spec_target_metric', 'gauge', "A metric's target."],
  hpaTargetStatus: ['kube_horizontalpodautoscaler_status_target_metric', 'gauge', 'A metric as it was last read.'],
  hpaCondition: ['kube_horizontalpodautoscaler_status_condition', 'gauge', 'Conditions of an HPA.'],
  kedaValue: ['keda_scaler_metrics_value', 'gauge', 'What a trigger last read.'],
  kedaErrors: ['keda_scaler_errors_total', 'counter', 'Polls of a trigger that failed.'],
  kedaPaused: ['keda_scaled_object_paused', 'gauge', 'Whether a ScaledObject is paused.'],
  eppSaturation: ['llm_d_epp_flow_control_pool_saturation', 'gauge', 'Load of a pool over what it can take.'],
  eppRunning: ['llm_d_epp_request_running', 'gauge', 'Requests on their way.'],
  eppEndpoints: ['llm_d_epp_ready_endpoints', 'gauge', 'Servers that can be routed to.'],
  eppSaturationOld: [
    'inference_extension_flow_control_pool_saturation',
    'gauge',
    'Load of a pool over what it can take.',
  ],
  eppRunningOld: ['inference_objective_running_requests', 'gauge', 'Requests on their way.'],
  eppEndpointsOld: ['inference_pool_ready_pods', 'gauge', 'Servers that can be routed to.'],
  wvaKvSpareConfig: ['wva_config_kv_spare_threshold', 'gauge', 'kvSpareTrigger in force.'],
  wvaQueueSpareConfig: ['wva_config_queue_spare_threshold', 'gauge', 'queueSpareTrigger in force.'],
  wvaGpuDiscoveryUp: ['wva_gpu_discovery_up', 'gauge', 'Whether the nodes could be read.'],
} as const satisfies Record<string, readonly [name: string, type: FamilyType, help: string]>;

export type UnreadKey = keyof typeof UNREAD;

/** Begins a family. @returns its name */
export function begin(sink: Sink, key: UnreadKey): string {
  const [name, type, help] = UNREAD[key];
  sink.family(name, type, help);
  return name;
}
