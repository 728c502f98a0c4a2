/**
 * The house style of what is drawn. Colours are names of Grafana's palette, which has a shade of each for both themes. No
 * two lines of a chart differ by colour alone: dash, width or step differ too.
 */
import type { Role, Threshold } from './spec';

export interface LineStyle {
  color: string;
  /** Pixels. */
  width: number;
  /** Lengths of dash and gap, pixels; a solid line without. */
  dash?: [number, number];
  /** Drawn as steps: a count that holds until it changes. */
  step?: true;
  /** Percent of opacity below the line. */
  fill?: number;
}

export const ROLE_STYLE: Readonly<Record<Role, LineStyle>> = {
  desired: { color: 'purple', width: 2, dash: [10, 6], step: true },
  'hpa-desired': { color: 'text', width: 1, dash: [2, 4], step: true },
  created: { color: 'yellow', width: 1, step: true },
  ready: { color: 'green', width: 3, step: true, fill: 10 },
  pending: { color: 'light-yellow', width: 1, dash: [4, 4], step: true },
  offered: { color: 'light-blue', width: 1, dash: [6, 4] },
  served: { color: 'blue', width: 2, fill: 8 },
  queue: { color: 'orange', width: 2 },
  'kv-cache': { color: 'dark-blue', width: 2 },
  p50: { color: 'light-orange', width: 1 },
  p90: { color: 'orange', width: 2, dash: [8, 4] },
  p99: { color: 'dark-orange', width: 3 },
  limit: { color: 'red', width: 1, dash: [12, 4] },
  'gpu-utilization': { color: 'light-green', width: 1 },
  'gpu-tensor': { color: 'dark-green', width: 3 },
  'gpu-memory': { color: 'dark-purple', width: 1, dash: [4, 4] },
  'gpu-power': { color: 'dark-yellow', width: 2, fill: 8 },
  ok: { color: 'green', width: 2 },
  error: { color: 'red', width: 3, dash: [3, 3] },
};

export type ThresholdPalette = Readonly<Record<'calm' | Threshold['severity'], string>>;

/** Of lines, bars and large figures: each at 3:1 or more on both themes' background. */
export const THRESHOLD_PALETTE: ThresholdPalette = { calm: 'green', warning: 'dark-orange', critical: 'red' };
/**
 * Of a table's cells: only what is past a threshold has a background. Grafana writes on it in dark where it is bright, else
 * in white; in these shades both are legible (WCAG AA), which plain orange and red are not.
 */
export const CELL_PALETTE: ThresholdPalette = {
  calm: 'transparent',
  warning: 'super-light-orange',
  critical: 'dark-red',
};

export interface ThresholdSteps {
  mode: 'absolute';
  steps: Array<{ color: string; value: number | null }>;
}

/** Grafana's steps for thresholds that are reached from below, or, with `below`, from above. */
export function thresholdSteps(
  thresholds: readonly Threshold[] = [],
  palette: ThresholdPalette = THRESHOLD_PALETTE
): ThresholdSteps {
  const sorted = [...thresholds].sort((a, b) => a.value - b.value);
  const colors = sorted.map((threshold) => palette[threshold.severity]);
  const values = [null, ...sorted.map((threshold) => threshold.value)];
  const inOrder = sorted[0]?.below ? [...colors, palette.calm] : [palette.calm, ...colors];
  return { mode: 'absolute', steps: values.map((value, i) => ({ color: inOrder[i] ?? palette.calm, value })) };
}

/** Axis bounds that keep the threshold lines in sight, a little apart from the edge. */
export function softMax(thresholds: readonly Threshold[] = []): number | undefined {
  return thresholds.length === 0 ? undefined : Math.max(...thresholds.map((threshold) => threshold.value)) * 1.15;
}
