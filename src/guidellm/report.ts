/** What is kept of a GuideLLM report. Times are epoch ms by the client's clock, latencies are seconds. */
import type { LatencyId } from '../domain/analysis/types';

/** `errored`: it failed; `incomplete`: the client cut it off when its time was over. */
export const REQUEST_STATUSES = ['successful', 'errored', 'incomplete'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** Requests by column: half a million of them are 30 MB, and pass from a worker without being copied. */
export interface RequestColumns {
  count: number;
  /** Index in {@link REQUEST_STATUSES}. */
  status: Uint8Array;
  /** Epoch ms; NaN where the report does not say. */
  start: Float64Array;
  end: Float64Array;
  /** Seconds; NaN where there is none: no first token, a single token. */
  ttft: Float64Array;
  /** Mean of the request. */
  itl: Float64Array;
  e2e: Float64Array;
  promptTokens: Float64Array;
  outputTokens: Float64Array;
  /** Index in `errorKinds` of the report, counted from 1; 0 for none. */
  error: Uint16Array;
}

/** A distribution as GuideLLM sums it up; seconds. */
export interface LatencySummary {
  count: number;
  /** Share of the requests (0 to 1) and the value that it does not exceed, both rising. */
  points: ReadonlyArray<readonly [share: number, value: number]>;
}

/** One benchmark of a report: one strategy at one rate. */
export interface ClientBenchmark {
  /** Given by GuideLLM; tells a report that was dropped twice. */
  id?: string;
  from: number;
  to: number;
  strategy?: string;
  /** Requests that the client made, by how they ended, whether or not they are in the file. */
  totals: Record<RequestStatus, number>;
  /** Generated tokens of all successful requests. */
  outputTokens?: number;
  /** Of all successful requests. */
  summaries: Partial<Record<LatencyId, LatencySummary>>;
  /** Those that are in the file: all, or a sample (`sample_requests`). */
  requests: RequestColumns;
}

export interface ErrorKind {
  kind: string;
  /** The first message of the kind, shortened. */
  example: string;
}

export interface GuidellmReport {
  fileName: string;
  /** Version of GuideLLM; before 0.4 it does not say. */
  version?: string;
  benchmarks: ClientBenchmark[];
  errorKinds: ErrorKind[];
}

export function benchmarkTotal({ totals }: ClientBenchmark): number {
  return totals.successful + totals.errored + totals.incomplete;
}

/** Whether the file holds only a sample of its requests. */
export function isSampled(benchmark: ClientBenchmark): boolean {
  return benchmark.requests.count < benchmarkTotal(benchmark);
}
