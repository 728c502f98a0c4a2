/** One benchmark of a report, put together from its parts as they come. */
import type { LatencyId } from '../domain/analysis/types';
import type { ErrorKinds } from './errorKinds';
import { asNumber, asObject, readRequest, text } from './readRequest';
import { REQUEST_STATUSES, type ClientBenchmark, type LatencySummary, type RequestStatus } from './report';
import { RequestStore } from './requestStore';

/** Metrics of a report that are kept, and what their values are multiplied with to be seconds. */
export const LATENCY_METRICS: Record<string, { id: LatencyId; toSeconds: number }> = {
  time_to_first_token_ms: { id: 'ttft', toSeconds: 0.001 },
  inter_token_latency_ms: { id: 'itl', toSeconds: 0.001 },
  request_latency: { id: 'e2e', toSeconds: 1 },
};

/** `p001` is 0.1 %, `p01` is 1 %, `p999` is 99.9 %. */
const PERCENTILES: Array<[string, number]> = [
  ['p001', 0.001],
  ['p01', 0.01],
  ['p05', 0.05],
  ['p10', 0.1],
  ['p25', 0.25],
  ['p50', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
];

export class BenchmarkBuilder {
  private readonly store = new RequestStore();
  private readonly inFile: Record<RequestStatus, number> = { successful: 0, errored: 0, incomplete: 0 };
  private readonly summaries: ClientBenchmark['summaries'] = {};
  private totals?: Record<RequestStatus, number>;
  private times: number[] = [];
  private outputTokens?: number;
  private id?: string;
  private strategy?: string;
  private earliest = Infinity;
  private latest = -Infinity;

  request(status: RequestStatus, value: unknown, errors: ErrorKinds): void {
    const row = readRequest(value, status, errors);
    if (row) {
      this.store.add(row);
      this.inFile[status]++;
      this.earliest = Math.min(this.earliest, row.start || Infinity);
      this.latest = Math.max(this.latest, row.end || row.start || -Infinity);
    }
  }

  metric(name: string, value: unknown): void {
    const latency = LATENCY_METRICS[name];
    if (latency) {
      this.summaries[latency.id] = summary(value, latency.toSeconds);
    } else if (name === 'output_token_count') {
      const total = asNumber(asObject(value)?.total_sum);
      this.outputTokens = Number.isNaN(total) ? undefined : total;
    }
  }

  setTotals(value: unknown): void {
    const counts = asObject(value);
    if (counts) {
      const [successful = 0, errored = 0, incomplete = 0] = REQUEST_STATUSES.map(
        (status) => asNumber(counts[status]) || 0
      );
      this.totals = { successful, errored, incomplete };
    }
  }

  /** Of the benchmark as GuideLLM gives it, epoch seconds. */
  time(value: unknown): void {
    const at = asNumber(value);
    if (at > 0) {
      this.times.push(at * 1000);
    }
  }

  /** `config` (0.5 on), `args` (to 0.3), `scheduler` (0.4): each names the strategy, some the benchmark. */
  describe(value: unknown): void {
    const described = asObject(value);
    const strategy = asObject(described?.strategy);
    this.strategy ??= text(strategy?.type_) ?? text(strategy?.kind);
    this.identify(described?.id_);
  }

  identify(value: unknown): void {
    this.id ??= text(value);
  }

  /** @returns undefined when nothing is known of it: neither a request nor a count */
  done(): ClientBenchmark | undefined {
    const requests = this.store.done();
    const totals = this.largerTotals();
    const times = [this.earliest, this.latest, ...(requests.count > 0 ? [] : this.times)].filter(Number.isFinite);
    if (totals.successful + totals.errored + totals.incomplete === 0 || times.length === 0) {
      return undefined;
    }
    const isWhole = requests.count >= totals.successful + totals.errored + totals.incomplete;
    const all = isWhole ? times : [...times, ...this.times];
    return {
      id: this.id,
      from: Math.min(...all),
      to: Math.max(...all),
      strategy: this.strategy,
      totals,
      outputTokens: this.outputTokens,
      summaries: this.summaries,
      requests,
    };
  }

  /** What the report counts, but never fewer than it shows. */
  private largerTotals(): Record<RequestStatus, number> {
    const of = (status: RequestStatus) => Math.max(this.totals?.[status] ?? 0, this.inFile[status]);
    return { successful: of('successful'), errored: of('errored'), incomplete: of('incomplete') };
  }
}

function summary(value: unknown, toSeconds: number): LatencySummary | undefined {
  const given = asObject(value);
  const percentiles = asObject(given?.percentiles) ?? {};
  const count = asNumber(given?.count);
  if (!given || !(count > 0)) {
    return undefined;
  }
  const known: Array<[number, unknown]> = [
    [0, given.min],
    ...PERCENTILES.map(([name, share]): [number, unknown] => [
      share,
      percentiles[name] ?? (name === 'p50' ? given.median : undefined),
    ]),
    [1, given.max],
  ];
  let highest = 0;
  const points = known.flatMap(([share, at]): Array<readonly [number, number]> => {
    const number = asNumber(at) * toSeconds;
    highest = Math.max(highest, number || 0);
    return Number.isNaN(number) ? [] : [[share, highest]];
  });
  return points.length > 1 ? { count, points } : undefined;
}
