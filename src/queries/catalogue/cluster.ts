/** Metrics of Kubernetes objects (kube-state-metrics) and of KEDA. */
import type { Metric } from './metric';

const DEPLOYMENT = ['namespace', 'deployment'] as const;
const STATEFUL_SET = ['namespace', 'statefulset'] as const;
const HPA = ['namespace', 'horizontalpodautoscaler'] as const;
const POD = ['namespace', 'pod', 'uid'] as const;
/** Label of an object's annotation `llm-d.ai/variant-cost`, as kube-state-metrics writes it where it lets it through. */
export const COST = 'annotation_llm_d_ai_variant_cost';
/** Label of a pod's label `llm-d.ai/role`. */
export const ROLE = 'label_llm_d_ai_role';

export const KUBE = {
  specReplicas: {
    name: 'kube_deployment_spec_replicas',
    type: 'gauge',
    unit: 'replicas',
    labels: DEPLOYMENT,
    meaning: 'Replicas that the Deployment should have.',
  },
  created: {
    name: 'kube_deployment_status_replicas',
    type: 'gauge',
    unit: 'replicas',
    labels: DEPLOYMENT,
    meaning: 'Pods that exist, started or not.',
  },
  ready: {
    name: 'kube_deployment_status_replicas_ready',
    type: 'gauge',
    unit: 'replicas',
    labels: DEPLOYMENT,
    meaning: 'Pods that serve: the capacity there is.',
  },
  statefulCreated: {
    name: 'kube_statefulset_status_replicas',
    type: 'gauge',
    unit: 'replicas',
    labels: STATEFUL_SET,
    meaning: "Pods of a StatefulSet that exist; of a LeaderWorkerSet's own StatefulSet, its leaders: one a replica.",
  },
  statefulReady: {
    name: 'kube_statefulset_status_replicas_ready',
    type: 'gauge',
    unit: 'replicas',
    labels: STATEFUL_SET,
    meaning: 'Pods of a StatefulSet that serve.',
  },
  podOwnerRule: {
    name: 'namespace_workload_pod:kube_pod_owner:relabel',
    type: 'gauge',
    unit: 'always 1',
    labels: ['namespace', 'workload', 'workload_type', 'pod'],
    meaning: 'The workload of each pod, as a recording rule of kube-prometheus and OpenShift has it.',
  },
  podOwner: {
    name: 'kube_pod_owner',
    type: 'gauge',
    unit: 'always 1',
    labels: [...POD, 'owner_kind', 'owner_name', 'owner_is_controller'],
    meaning: 'The object that made a pod: a ReplicaSet, a StatefulSet, a Job.',
  },
  replicaSetOwner: {
    name: 'kube_replicaset_owner',
    type: 'gauge',
    unit: 'always 1',
    labels: ['namespace', 'replicaset', 'owner_kind', 'owner_name', 'owner_is_controller'],
    meaning: 'The Deployment that made a ReplicaSet.',
  },
  gpuRequests: {
    name: 'kube_pod_container_resource_requests',
    type: 'gauge',
    unit: 'by label unit',
    labels: [...POD, 'container', 'node', 'resource', 'unit'],
    meaning: 'What a container asks for; resource="nvidia_com_gpu" is GPUs.',
  },
  hpaDesired: {
    name: 'kube_horizontalpodautoscaler_status_desired_replicas',
    type: 'gauge',
    unit: 'replicas',
    labels: HPA,
    meaning: 'Replicas that the HPA asks for, after its windows and bounds.',
  },
  hpaMax: {
    name: 'kube_horizontalpodautoscaler_spec_max_replicas',
    type: 'gauge',
    unit: 'replicas',
    labels: HPA,
    meaning: 'Most replicas that the HPA may ask for.',
  },
  hpaMin: {
    name: 'kube_horizontalpodautoscaler_spec_min_replicas',
    type: 'gauge',
    unit: 'replicas',
    labels: HPA,
    meaning: 'Fewest replicas that the HPA may ask for.',
  },
  hpaInfo: {
    name: 'kube_horizontalpodautoscaler_info',
    type: 'gauge',
    unit: 'always 1',
    labels: [...HPA, 'scaletargetref_api_version', 'scaletargetref_kind', 'scaletargetref_name'],
    meaning: 'Which object an HPA scales: how an HPA made by KEDA is led back to its Deployment.',
  },
  hpaAnnotations: {
    name: 'kube_horizontalpodautoscaler_annotations',
    type: 'gauge',
    unit: 'always 1',
    labels: [...HPA, COST],
    meaning:
      "An HPA's annotations as annotation_<name>, those that kube-state-metrics lets through (none unless told). KEDA gives an HPA those of its ScaledObject; llm-d.ai/variant-cost is what a replica costs.",
  },
  deploymentAnnotations: {
    name: 'kube_deployment_annotations',
    type: 'gauge',
    unit: 'always 1',
    labels: [...DEPLOYMENT, COST],
    meaning: "A Deployment's annotations, as of an HPA.",
  },
  statefulSetAnnotations: {
    name: 'kube_statefulset_annotations',
    type: 'gauge',
    unit: 'always 1',
    labels: [...STATEFUL_SET, COST],
    meaning: "A StatefulSet's annotations, as of an HPA.",
  },
  hpaTargetStatus: {
    name: 'kube_horizontalpodautoscaler_status_target_metric',
    type: 'gauge',
    unit: 'by metric_target_type',
    labels: [...HPA, 'metric_name', 'metric_target_type'],
    meaning: 'What an HPA last read of a metric that it scales by: an average per replica, a value, or a utilization.',
  },
  hpaTargetSpec: {
    name: 'kube_horizontalpodautoscaler_spec_target_metric',
    type: 'gauge',
    unit: 'by metric_target_type',
    labels: [...HPA, 'metric_name', 'metric_target_type'],
    meaning: 'What an HPA holds a metric against.',
  },
  hpaCondition: {
    name: 'kube_horizontalpodautoscaler_status_condition',
    type: 'gauge',
    unit: '0 or 1',
    labels: [...HPA, 'condition', 'status'],
    meaning:
      'Conditions of an HPA. ScalingActive false: it has no metric to act on; ScalingLimited true: a bound or a policy holds it.',
  },
  kedaPaused: {
    name: 'keda_scaled_object_paused',
    type: 'gauge',
    unit: '0 or 1',
    labels: ['namespace', 'scaledObject'],
    meaning: 'Whether a ScaledObject is paused.',
  },
  kedaErrors: {
    name: 'keda_scaler_errors_total',
    type: 'counter',
    unit: 'polls',
    labels: ['namespace', 'scaledObject', 'metric', 'scaler', 'triggerIndex', 'type'],
    meaning: 'Polls of a trigger that failed; with a fallback KEDA then serves a fixed number of replicas.',
  },
  podUnschedulable: {
    name: 'kube_pod_status_unschedulable',
    type: 'gauge',
    unit: '0 or 1',
    labels: POD,
    meaning: 'A pod that no node takes, for want of a GPU for example. There is no series of the others.',
  },
  podPhase: {
    name: 'kube_pod_status_phase',
    type: 'gauge',
    unit: '0 or 1',
    labels: [...POD, 'phase'],
    meaning: 'One series a phase, 1 for the phase that the pod is in.',
  },
  podReady: {
    name: 'kube_pod_status_ready',
    type: 'gauge',
    unit: '0 or 1',
    labels: [...POD, 'condition'],
    meaning: 'condition="true" is 1 when the pod is ready.',
  },
  podLabels: {
    name: 'kube_pod_labels',
    type: 'gauge',
    unit: 'always 1',
    labels: [...POD, ROLE],
    meaning: "A pod's labels as label_<name>. OpenShift lets some through; stock kube-state-metrics none unless told.",
  },
} as const satisfies Record<string, Metric>;
