/** Figures as other programs read them. */
import { KPI_IDS, KPIS, type KpiId } from '../src/domain/analysis/kpis';
import type { KpiValue } from '../src/domain/analysis/types';

export interface JsonFigure {
  /** In `unit`; null where it is not known. */
  value: number | null;
  /** Grafana's unit id: `s`, `percentunit` (0 to 1), `short` (a count), … */
  unit: string;
  /** The true value lies within ± so much, in the same unit; null where nothing is known of that. */
  error: number | null;
  /** Why there is no value, or why it cannot be relied on; null where neither is so. */
  problem: string | null;
}

/** All figures by id; the ids are those of docs/analysis.md. */
export function jsonFigures(kpis: Readonly<Record<KpiId, KpiValue>>): Record<KpiId, JsonFigure> {
  const entries = KPI_IDS.map((id): [KpiId, JsonFigure] => {
    const { value, error } = kpis[id];
    return [
      id,
      { value: value ?? null, unit: KPIS[id].unit, error: error ?? null, problem: problemOf(kpis[id]) ?? null },
    ];
  });
  return Object.fromEntries(entries) as Record<KpiId, JsonFigure>;
}

/** What is wrong with a figure, in words. */
export function problemOf({ value, why, coverage, problem }: KpiValue): string | undefined {
  if (value === undefined) {
    return why ?? problem ?? 'not known';
  }
  const partly = coverage === undefined ? undefined : `only ${Math.round(coverage * 100)} % of the window was measured`;
  const all = [problem, partly].filter((text) => text !== undefined);
  return all.length === 0 ? undefined : all.join('; ');
}
