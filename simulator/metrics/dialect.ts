/** How labels look once they are scraped: through OpenShift user-workload monitoring, or with honorLabels. */
import { CONTROLLER } from '../world/controllerPod';
import type { Gpu } from '../world/gpu';
import type { InstalledWva, WvaRelease } from '../world/release';
import { labelText } from './sink';

export const LABEL_DIALECTS = ['openshift', 'plain'] as const;
/** `openshift`: the scraped pod keeps `namespace` and `pod`, the workload's become `exported_*`; `plain`: honorLabels. */
export type LabelDialect = (typeof LABEL_DIALECTS)[number];

export const OWNERSHIPS = ['label', 'rule', 'owners', 'names'] as const;
/**
 * What says whose a pod is: the variant label on vLLM's series, kube-prometheus' recording rule, kube-state-metrics' owners
 * (beside either), or its name alone.
 */
export type Ownership = (typeof OWNERSHIPS)[number];

export interface ExpositionOptions {
  labels: LabelDialect;
  wvaVersion: InstalledWva;
  /** By default the rule with OpenShift's labels, else the owners. */
  ownership?: Ownership;
  /** A second controller pod goes on exposing numbers that no longer change. */
  frozenLeader?: boolean;
  /** vLLM versions whose counter never sees a request that was broken off. */
  silentAborts?: boolean;
  /** HPAs that somebody made without KEDA: their own name, their metrics by name, and no series of KEDA's. */
  plainHpas?: boolean;
  /** Beginnings of the names of metrics that nobody exposes here. */
  unexposed?: readonly string[];
}

/** Of a cluster that has WVA. */
export interface ControllerOptions extends ExpositionOptions {
  wvaVersion: WvaRelease;
}

export const ownershipOf = ({ ownership, labels }: ExpositionOptions): Ownership =>
  ownership ?? (labels === 'openshift' ? 'rule' : 'owners');

/** The pod that led before. */
export const OLD_LEADER = {
  pod: 'workload-variant-autoscaler-controller-manager-6ddfbddf57-x9c2k',
  instance: '10.131.2.17:8443',
};

/** Target labels of an operator and, where a series is about a namespace, that namespace. */
function operatorLabels(own: { namespace: string }, dialect: LabelDialect, workloadNamespace: string | undefined) {
  return dialect === 'openshift' ? { ...own, exported_namespace: workloadNamespace } : { namespace: workloadNamespace };
}

export function controllerLabels(
  dialect: LabelDialect,
  workloadNamespace?: string
): Record<string, string | undefined> {
  return operatorLabels(CONTROLLER, dialect, workloadNamespace);
}

export function kedaLabels(dialect: LabelDialect, workloadNamespace: string): Record<string, string | undefined> {
  return operatorLabels({ namespace: 'keda' }, dialect, workloadNamespace);
}

/** Labels of a GPU's series. Exporters of WVA 0.9's time write `hostname`, older ones `Hostname`. */
export function gpuLabels(gpu: Gpu, { labels, wvaVersion }: ExpositionOptions): string {
  const { pod, node, instance } = gpu;
  const prefix = labels === 'openshift' ? 'exported_' : '';
  return labelText({
    gpu: String(gpu.index),
    UUID: gpu.uuid,
    device: `nvidia${gpu.index}`,
    modelName: gpu.accelerator.modelName,
    ...(instance ? { GPU_I_PROFILE: instance.profile, GPU_I_ID: String(instance.id) } : {}),
    [wvaVersion === '0.9' ? 'hostname' : 'Hostname']: node,
    ...(labels === 'openshift' ? { namespace: 'nvidia-gpu-operator', pod: exporterPod(node) } : {}),
    ...(pod
      ? { [`${prefix}namespace`]: pod.namespace, [`${prefix}pod`]: pod.name, [`${prefix}container`]: 'vllm' }
      : {}),
  });
}

/** One exporter a node; its name follows from the node's. */
function exporterPod(node: string): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  let h = 0;
  for (const c of node) {
    h = (h * 31 + c.charCodeAt(0)) >>> 0;
  }
  const suffix = Array.from(
    { length: 5 },
    (_, i) => letters[Math.floor(h / letters.length ** i) % letters.length]
  ).join('');
  return `nvidia-dcgm-exporter-${suffix}`;
}
