/** What the GPU grid can show, each measure with the scale that its shade and fill are drawn on. */

import { GPU_MEASURES, type Gpu, type GpuMeasure } from '../../domain/gpu';
import { t } from '../../i18n/t';

export interface Scale {
  /** Grafana's unit id. */
  unit: string;
  /** Value of an empty cell, and of a full one; a larger value is drawn full. */
  min: number;
  max: number;
  /** The end of the scale grows with the largest value: its limit depends on the model. */
  open?: boolean;
}

export const SCALES: Record<GpuMeasure, Scale> = {
  utilization: { unit: 'percentunit', min: 0, max: 1 },
  memory: { unit: 'percentunit', min: 0, max: 1 },
  tensor: { unit: 'percentunit', min: 0, max: 1 },
  // The L40S draws 350 W at most (NVIDIA's data sheet); larger cards stretch the scale.
  powerWatts: { unit: 'watt', min: 0, max: 350, open: true },
  // Idle cards rest near 30 °C, and throttle from about 90 °C.
  temperatureCelsius: { unit: 'celsius', min: 20, max: 95 },
};

export function measureLabel(measure: GpuMeasure): string {
  switch (measure) {
    case 'utilization':
      return t('gpus.measure.utilization', 'Utilisation');
    case 'memory':
      return t('gpus.measure.memory', 'Memory');
    case 'tensor':
      return t('gpus.measure.tensor', 'Tensor activity');
    case 'powerWatts':
      return t('gpus.measure.power', 'Power');
    case 'temperatureCelsius':
      return t('gpus.measure.temperature', 'Temperature');
  }
}

export function isMeasure(value: unknown): value is GpuMeasure {
  return GPU_MEASURES.some((measure) => measure === value);
}

/** How full a cell is drawn, 0 to 1; undefined without a value. `largest` stretches an open scale. */
export function fillOf(value: number | undefined, scale: Scale, largest: number): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const max = scale.open ? Math.max(scale.max, largest) : scale.max;
  return Math.min(1, Math.max(0, (value - scale.min) / (max - scale.min)));
}

/** Largest value of a measure; 0 without any. */
export function largestOf(gpus: readonly Gpu[], measure: GpuMeasure): number {
  return gpus.reduce((largest, gpu) => Math.max(largest, gpu[measure] ?? 0), 0);
}

export const RANK_ORDERS = ['highest', 'lowest'] as const;
export type RankOrder = (typeof RANK_ORDERS)[number];

/** GPUs by a measure; those without a value last, whatever the order. */
export function ranked(gpus: readonly Gpu[], measure: GpuMeasure, order: RankOrder): Gpu[] {
  const sign = order === 'highest' ? -1 : 1;
  return [...gpus].sort((a, b) => {
    const [x, y] = [a[measure], b[measure]];
    return x === undefined || y === undefined ? Number(x === undefined) - Number(y === undefined) : sign * (x - y);
  });
}

/** Unique among GPUs and their instances, also of an exporter that gives no UUID. */
export function gpuKey(gpu: Gpu): string {
  const whole = gpu.uuid || `${gpu.node}/${gpu.index}`;
  return gpu.instance === undefined ? whole : `${whole}/${gpu.instance}`;
}

const ARROWS = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'] as const;

/** The GPU that a key leads to: left and right along the nodes, up and down by node, Home and End. */
export function neighbour(gpus: readonly Gpu[], from: string | undefined, key: string): Gpu | undefined {
  const at = Math.max(
    0,
    gpus.findIndex((gpu) => gpuKey(gpu) === from)
  );
  const node = gpus[at]?.node;
  switch (ARROWS.find((arrow) => arrow === key)) {
    case 'ArrowRight':
      return gpus[at + 1];
    case 'ArrowLeft':
      return gpus[at - 1];
    case 'ArrowDown':
      return gpus.find((gpu, i) => i > at && gpu.node !== node);
    case 'ArrowUp': {
      const above = gpus.slice(0, at).filter((gpu) => gpu.node !== node);
      return above.find((gpu) => gpu.node === above[above.length - 1]?.node);
    }
    case 'Home':
      return gpus[0];
    case 'End':
      return gpus[gpus.length - 1];
    case undefined:
      return undefined;
  }
}

/** Columns, at most so many, in which cells fill every line; as many as may be where none but one does. */
export function evenColumns(count: number, most: number): number {
  const fits = Array.from({ length: Math.min(count, most) }, (_, index) => index + 1).filter((n) => count % n === 0);
  const largest = Math.max(1, ...fits);
  return largest === 1 ? Math.max(1, Math.min(count, most)) : largest;
}
