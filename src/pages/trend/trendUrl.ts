/** What a trend shows, as URL parameters and back. */
import { KPI_IDS, type KpiId } from '../../domain/analysis/kpis';
import type { UrlValues } from '../../shared/urlValues';

/** Runs of an experiment that are measured: the newest ones. */
export const LIMITS = [12, 25, 50] as const;
export type Limit = (typeof LIMITS)[number];

export interface TrendView {
  /** The one with the newest run, without. */
  experiment?: string;
  kpi: KpiId;
  limit: Limit;
}

export const URL_KEYS = ['experiment', 'kpi', 'limit'] as const;

export function readTrendUrl(values: UrlValues): TrendView {
  const one = (key: (typeof URL_KEYS)[number]): string | undefined => [values[key] ?? []].flat()[0];
  return {
    experiment: one('experiment') || undefined,
    kpi: KPI_IDS.find((id) => id === one('kpi')) ?? 'ttft-p99',
    limit: LIMITS.find((limit) => String(limit) === one('limit')) ?? 12,
  };
}

export function writeTrendUrl({ experiment, kpi, limit }: TrendView): Record<(typeof URL_KEYS)[number], string | null> {
  return { experiment: experiment ?? null, kpi, limit: limit === 12 ? null : String(limit) };
}
