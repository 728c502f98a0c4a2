/**
 * Every figure of a run, one row each: id, title, unit, formula, metrics and the function that computes it. The table of
 * docs/analysis.md is generated from here.
 */
import type { Kpi } from './kpi';
import { GOODPUT_KPIS } from './goodput';
import { COST_KPIS, ENERGY_KPIS } from './kpiCost';
import { LATENCY_KPIS, POWER_KPIS, SATURATION_KPIS } from './kpiDistributions';
import { MODEL_KPIS } from './kpiModel';
import { CHAIN_KPIS, REPLICA_KPIS } from './kpiReplicas';
import { START_UP_KPIS } from './kpiStartUp';
import { ERROR_KPIS, LOAD_KPIS, THROUGHPUT_KPIS } from './kpiRequests';

export { KPI_GROUPS, type Kpi, type KpiGroup } from './kpi';
export { GAUGE_PERCENTILES, LATENCY_PERCENTILES } from './kpiDistributions';
export { OSCILLATION_MINUTES } from './replicas';

/** In the order in which tables show them. */
const ROWS = [
  ...LATENCY_KPIS,
  ...ERROR_KPIS,
  ...THROUGHPUT_KPIS,
  ...GOODPUT_KPIS,
  ...SATURATION_KPIS,
  ...LOAD_KPIS,
  ...REPLICA_KPIS,
  ...CHAIN_KPIS,
  ...START_UP_KPIS,
  ...COST_KPIS,
  ...MODEL_KPIS,
  ...ENERGY_KPIS,
  ...POWER_KPIS,
] as const satisfies readonly Kpi[];

export type KpiId = (typeof ROWS)[number]['id'];

export const KPI_IDS: readonly KpiId[] = ROWS.map(({ id }) => id);

// Object.fromEntries forgets the keys; the union is made of the same rows.
export const KPIS = Object.fromEntries(ROWS.map((row) => [row.id, row])) as Record<KpiId, Kpi>;
