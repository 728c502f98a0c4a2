/** What a trend shows, as URL parameters and back. */
import { KPI_IDS, type KpiId } from '../../domain/analysis/kpis';
import { oneOf, optionalWords, urlCodec } from '../../shared/urlCodec';

/** Runs of an experiment that are shown: the newest ones. */
export const LIMITS = [12, 25, 50, 500] as const;
/** Of them, as many of the newest are measured where they have no record. */
export const MOST_MEASURED = 50;
export type Limit = (typeof LIMITS)[number];

export interface TrendView {
  /** The one with the newest run, without. */
  experiment?: string;
  kpi: KpiId;
  limit: Limit;
}

export const TREND_URL = urlCodec<TrendView>({
  experiment: optionalWords('experiment'),
  kpi: oneOf<KpiId>('kpi', KPI_IDS, 'ttft-p99'),
  limit: oneOf<Limit>('limit', LIMITS, 12),
});
