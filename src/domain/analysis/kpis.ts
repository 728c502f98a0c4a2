/**
 * Every figure of a run: what it means, its unit, its formula. docs/analysis.md is generated from here; measureKpis.ts has
 * the arithmetic.
 */
import type { KpiDefinition } from './kpi';
import { LATENCY_KPIS, POWER_KPIS, SATURATION_KPIS, type GaugeKpiId, type LatencyKpiId } from './kpiDistributions';
import { COST_KPIS, ENERGY_KPIS, ERROR_KPIS, LOAD_KPIS, THROUGHPUT_KPIS } from './kpiFigures';
import { CHAIN_KPIS, REPLICA_KPIS } from './kpiReplicas';

export { KPI_GROUPS, type KpiDefinition, type KpiGroup } from './kpi';
export { GAUGE_PERCENTILES, LATENCY_PERCENTILES } from './kpiDistributions';
export { OSCILLATION_MINUTES } from './kpiReplicas';

export type KpiId =
  | LatencyKpiId
  | GaugeKpiId
  | keyof typeof ERROR_KPIS
  | keyof typeof THROUGHPUT_KPIS
  | keyof typeof LOAD_KPIS
  | keyof typeof REPLICA_KPIS
  | keyof typeof CHAIN_KPIS
  | keyof typeof COST_KPIS
  | keyof typeof ENERGY_KPIS;

/** In the order in which tables show them. */
const ENTRIES = [
  ...LATENCY_KPIS,
  ...entriesOf(ERROR_KPIS),
  ...entriesOf(THROUGHPUT_KPIS),
  ...SATURATION_KPIS,
  ...entriesOf(LOAD_KPIS),
  ...entriesOf(REPLICA_KPIS),
  ...entriesOf(CHAIN_KPIS),
  ...entriesOf(COST_KPIS),
  ...entriesOf(ENERGY_KPIS),
  ...POWER_KPIS,
];

export const KPI_IDS: readonly KpiId[] = ENTRIES.map(([id]) => id);

// Object.fromEntries forgets the keys; the union is made of the same lists.
export const KPIS = Object.fromEntries(ENTRIES) as Record<KpiId, KpiDefinition>;

export function isKpiId(text: string): text is KpiId {
  return Object.hasOwn(KPIS, text);
}

function entriesOf<Id extends string>(definitions: Record<Id, KpiDefinition>): Array<[Id, KpiDefinition]> {
  return Object.entries(definitions) as Array<[Id, KpiDefinition]>;
}
