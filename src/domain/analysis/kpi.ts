/** What is said of a figure beside its value. */

export const KPI_GROUPS = [
  'latency',
  'errors',
  'throughput',
  'saturation',
  'replicas',
  'chain',
  'cost',
  'energy',
] as const;
export type KpiGroup = (typeof KPI_GROUPS)[number];

export interface KpiDefinition {
  title: string;
  group: KpiGroup;
  /** Grafana's unit id, in which the value is. */
  unit: string;
  decimals?: number;
  /** Which direction is an improvement. */
  better: 'lower' | 'higher' | 'neither';
  /** One line; names in it are series and totals of `Measurements`. */
  formula: string;
  /** Metrics behind it. */
  source: string;
  /** What counts as no data. */
  noData: string;
}
