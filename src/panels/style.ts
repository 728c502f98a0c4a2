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
  'hpa-desired': { color: 'light-purple', width: 2, dash: [2, 5], step: true },
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
};

export const SEVERITY_COLOR: Readonly<Record<Threshold['severity'], string>> = { warning: 'orange', critical: 'red' };

/** Colour of a value that is past no threshold. */
const CALM = 'green';
/** The same in a table's cell: only what is past a threshold has a background, on which Grafana picks a legible text. */
export const CALM_CELL = 'transparent';

export interface ThresholdSteps {
  mode: 'absolute';
  steps: Array<{ color: string; value: number | null }>;
}

/** Grafana's steps for thresholds that are reached from below, or, with `below`, from above. */
export function thresholdSteps(thresholds: readonly Threshold[] = [], calm: string = CALM): ThresholdSteps {
  const sorted = [...thresholds].sort((a, b) => a.value - b.value);
  const colors = sorted.map((threshold) => SEVERITY_COLOR[threshold.severity]);
  const values = [null, ...sorted.map((threshold) => threshold.value)];
  const inOrder = sorted[0]?.below ? [...colors, calm] : [calm, ...colors];
  return { mode: 'absolute', steps: values.map((value, i) => ({ color: inOrder[i] ?? calm, value })) };
}

/** Axis bounds that keep the threshold lines in sight, a little apart from the edge. */
export function softMax(thresholds: readonly Threshold[] = []): number | undefined {
  return thresholds.length === 0 ? undefined : Math.max(...thresholds.map((threshold) => threshold.value)) * 1.15;
}
