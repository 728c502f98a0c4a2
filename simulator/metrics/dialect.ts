/** How labels look once they are scraped: through OpenShift user-workload monitoring, or with honorLabels. */
import type { WvaVersion } from '../../src/queries/metrics';
import type { Gpu } from '../world/gpu';
import { labelText } from './sink';

export const LABEL_DIALECTS = ['openshift', 'plain'] as const;
/** `openshift`: the scraped pod keeps `namespace` and `pod`, the workload's become `exported_*`; `plain`: honorLabels. */
export type LabelDialect = (typeof LABEL_DIALECTS)[number];

export interface ExpositionOptions {
  labels: LabelDialect;
  wvaVersion: WvaVersion;
}

/** Where WVA's controller runs. */
export const WVA_NAMESPACE = 'llm-d-autoscaler';
const CONTROLLER = {
  namespace: WVA_NAMESPACE,
  pod: 'workload-variant-autoscaler-controller-manager-6ddfbddf57-l5ptf',
  container: 'manager',
};

/** Target labels of the controller and, where a series is about a namespace, that namespace. */
export function controllerLabels(
  dialect: LabelDialect,
  workloadNamespace?: string
): Record<string, string | undefined> {
  return dialect === 'openshift'
    ? { ...CONTROLLER, exported_namespace: workloadNamespace }
    : { namespace: workloadNamespace };
}

/** Labels of a GPU's series. Exporters of WVA 0.9's time write `hostname`, older ones `Hostname`. */
export function gpuLabels(gpu: Gpu, { labels, wvaVersion }: ExpositionOptions): string {
  const { pod, node } = gpu;
  const prefix = labels === 'openshift' ? 'exported_' : '';
  return labelText({
    gpu: String(gpu.index),
    UUID: gpu.uuid,
    device: `nvidia${gpu.index}`,
    modelName: gpu.accelerator.modelName,
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
