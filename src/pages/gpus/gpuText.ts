/** A GPU and a node in words, for tooltips and screen readers. */

import { meanOf, type Gpu, type GpuMeasure, type GpuNode } from '../../domain/gpu';
import { t } from '../../i18n/t';

/** A value with its unit, by Grafana's formatter. */
export type FormatValue = (value: number) => string;

export function gpuIndex(gpu: Gpu): string {
  return t('gpus.cell.index', 'GPU {{index}}', { index: gpu.index });
}

/** A node's name without its domain, which a rack's nodes share; an address stays whole. */
export function shortNode(node: string): string {
  return /^[\d.]+$/.test(node) ? node : (node.split('.')[0] ?? node);
}

export function holderOf(gpu: Gpu): string {
  return gpu.pod === undefined ? t('gpus.cell.no-pod', 'no pod') : [gpu.namespace, gpu.pod].filter(Boolean).join('/');
}

export function gpuName(gpu: Gpu, measure: GpuMeasure, format: FormatValue): string {
  const value = gpu[measure];
  const shown = value === undefined ? t('gpus.cell.no-value', 'no value') : format(value);
  return [gpu.node, gpuIndex(gpu), shown, holderOf(gpu), gpu.model].filter((part) => part !== '').join(' · ');
}

export function nodeName({ node, gpus }: GpuNode, measure: GpuMeasure, format: FormatValue): string {
  const mean = meanOf(gpus, measure);
  return t('gpus.node.name', '{{node}}, {{count}} GPUs, mean {{mean}}', {
    node,
    count: gpus.length,
    mean: mean === undefined ? t('gpus.cell.no-value', 'no value') : format(mean),
  });
}
