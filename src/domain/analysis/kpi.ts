/** What a figure of a run is: one row says all of it, from its name to its arithmetic. */
import type { Measured } from './measured';
import type { Span } from './types';

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

/** A figure before it is known whether there is one. */
export interface Figure {
  /** In the row's unit. */
  value: number | undefined;
  /** The time that went into it, for figures over time. */
  measured?: readonly Span[];
  /** What the value can be off by either way, in the same unit. */
  error?: number;
  /** Why the value is not to be relied on. */
  problem?: string;
  /** Where the value is from, when that is not where the figure is usually from. */
  source?: string;
  /** Why there is none, where that is more than the row's `noData`. */
  why?: string;
}

export interface Kpi {
  id: string;
  title: string;
  group: KpiGroup;
  /** Grafana's unit id, in which the value is. */
  unit: string;
  decimals?: number;
  /** Which direction is an improvement. */
  better: 'lower' | 'higher' | 'neither';
  /** One line; names in it are series and totals of `Measurements`. */
  formula: string;
  /** Metrics behind it, by their keys in `src/queries/catalogue`. */
  metrics: readonly string[];
  /** What it is made of, by the keys of `Measurements.queries`: one that got no answer is the reason for no value. */
  needs: readonly string[];
  /** What counts as no data. */
  noData: string;
  figure: (run: Measured) => Figure;
  /** Why the figure says nothing of such a run, whatever was measured; undefined where it applies. */
  inapplicable?: (run: Measured) => string | undefined;
  /** Of a percentile: the family whose members differ in it alone, as the documents show it in one row. */
  family?: KpiFamily;
}

export interface KpiFamily {
  title: string;
  /** With `p` for the percentile. */
  formula: string;
}
