/** The client's figures beside the server's, and what may be said of the difference. */
import type { KpiId } from '../domain/analysis/kpis';
import type { HistogramCounts, KpiValue, LatencyId } from '../domain/analysis/types';
import { CLIENT_LATENCIES, type ClientMeasurements } from './mergeReports';

/**
 * - `outside`: the client has more: time or errors that lie between it and vLLM.
 * - `within-bucket`: the server's percentile is known as a bucket of its histogram only, and the client's lies in it.
 * - `less`: the client has less, which no path explains: others put load on too, or the times or the sample differ.
 * - `same`: equal.
 * - `other-requests`: the reports hold far fewer answers than vLLM gave, so that the figures are not of the same requests.
 */
export const FINDINGS = ['outside', 'within-bucket', 'less', 'same', 'other-requests'] as const;
export type Finding = (typeof FINDINGS)[number];

export interface ComparedFigure {
  kpi: KpiId;
  client?: number;
  server?: number;
  /** Client less server. */
  difference?: number;
  /** Share of the server's. */
  relative?: number;
  finding?: Finding;
}

const PERCENTILES = [50, 90, 99] as const;

export function compareWithServer(
  client: ClientMeasurements,
  server: { kpis: Record<KpiId, KpiValue>; latency: Partial<Record<LatencyId, HistogramCounts>> }
): ComparedFigure[] {
  const figure = (kpi: KpiId, ofClient: number | undefined, histogram?: HistogramCounts): ComparedFigure =>
    compared(kpi, ofClient, server.kpis[kpi].value, histogram);
  const { successful, errored } = client.totals;
  const served = server.kpis['requests-served'].value;
  const figures = [
    ...CLIENT_LATENCIES.flatMap((id) =>
      PERCENTILES.map((p) => figure(`${id}-p${p}`, client.latency[id]?.[p], server.latency[id]))
    ),
    figure('requests-served', successful),
    figure('requests-failed', errored),
    figure('error-rate', successful + errored > 0 ? errored / (successful + errored) : undefined),
    figure('requests-per-second', client.requestsPerSecond),
    figure('tokens-per-second', client.tokensPerSecond),
  ];
  return served !== undefined && successful < LEAST_SHARE * served
    ? figures.map((one) => (one.finding === undefined ? one : { ...one, finding: 'other-requests' }))
    : figures;
}

/** With fewer of the served requests in the reports, others put load on too, or a report is missing. */
const LEAST_SHARE = 0.9;
/** Counts and rates of Prometheus are extrapolated: a request or so in a hundred is no difference. */
const NOISE = 0.01;

function compared(kpi: KpiId, client?: number, server?: number, histogram?: HistogramCounts): ComparedFigure {
  if (client === undefined || server === undefined) {
    return { kpi, client, server };
  }
  const difference = client - server;
  const relative = server === 0 ? undefined : difference / server;
  return { kpi, client, server, difference, relative, finding: findingOf(client, server, histogram) };
}

function findingOf(client: number, server: number, histogram: HistogramCounts | undefined): Finding {
  if (histogram && bucketOf(histogram, client) === bucketOf(histogram, server)) {
    return 'within-bucket';
  }
  if (Math.abs(client - server) <= NOISE * Math.max(Math.abs(client), Math.abs(server))) {
    return 'same';
  }
  return client > server ? 'outside' : 'less';
}

/** Index of the bucket that a value falls into. */
function bucketOf({ bounds }: HistogramCounts, value: number): number {
  return bounds.findIndex((bound) => value <= bound);
}
