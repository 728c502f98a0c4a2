/** A GPU and a node in words, for tooltips and screen readers. */

import { meanOf, type Gpu, type GpuMeasure, type GpuNode, type PodRef } from '../../domain/gpu';
import { t } from '../../i18n/t';

/** A value with its unit, by Grafana's formatter. */
export type FormatValue = (value: number) => string;

export function gpuIndex(gpu: Gpu): string {
  const { index, instance, profile = '?' } = gpu;
  return instance === undefined
    ? t('gpus.cell.index', 'GPU {{index}}', { index })
    : t('gpus.cell.instance', 'GPU {{index}}, instance {{instance}} ({{profile}})', {
        index,
        instance,
        profile,
      });
}

/** A node's name without its domain, which a rack's nodes share; an address stays whole. */
export function shortNode(node: string): string {
  return /^[\d.]+$/.test(node) ? node : (node.split('.')[0] ?? node);
}

export function podName({ namespace, pod }: PodRef): string {
  return [namespace, pod].filter(Boolean).join('/');
}

export function holderOf(gpu: Gpu): string {
  const pods = gpu.pods.map(podName);
  return pods.length > 1
    ? t('gpus.cell.shared', 'shared by {{pods}}', { pods: pods.join(', ') })
    : (pods[0] ?? t('gpus.cell.free', 'free'));
}

export function gpuName(gpu: Gpu, measure: GpuMeasure, format: FormatValue): string {
  const shown = valueOf(gpu, measure, format);
  return [gpu.node, gpuIndex(gpu), shown, holderOf(gpu), gpu.model].filter((part) => part !== '').join(' · ');
}

/** A measure of a GPU in words. */
export function valueOf(gpu: Gpu, measure: GpuMeasure, format: FormatValue): string {
  const value = gpu[measure];
  return value === undefined ? noValue(gpu, measure) : format(value);
}

/** Why a GPU has no value, as far as that is known. */
function noValue({ instance }: Gpu, measure: GpuMeasure): string {
  return instance !== undefined && measure === 'utilization'
    ? t('gpus.cell.mig', 'no utilisation with MIG')
    : t('gpus.cell.no-value', 'no value');
}

export function nodeName({ node, gpus }: GpuNode, measure: GpuMeasure, format: FormatValue): string {
  const mean = meanOf(gpus, measure);
  return t('gpus.node.name', '{{node}}, {{count}} GPUs, mean {{mean}}', {
    node,
    count: gpus.length,
    mean: mean === undefined ? t('gpus.cell.no-value', 'no value') : format(mean),
  });
}
