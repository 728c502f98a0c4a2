/** Distributions of several clients as one: observations with weights. */
import type { LatencyId } from '../domain/analysis/types';
import { isSampled, type ClientBenchmark, type LatencySummary } from './report';

export interface WeightedPoint {
  value: number;
  weight: number;
}

/** A summed-up distribution is taken apart into so many equal shares: 0.1 %, finer than any percentile asked for. */
const SHARES = 1000;

/**
 * Observations of a latency among successful requests. From the requests themselves when all of them are in the file;
 * from GuideLLM's percentiles, linear in between, when it is a sample.
 *
 * An ITL counts once for each token after the first, as vLLM's histogram counts it; within a request it is the mean.
 */
export function weightedPoints(benchmark: ClientBenchmark, id: LatencyId): WeightedPoint[] {
  const summary = benchmark.summaries[id];
  return isSampled(benchmark) && summary
    ? pointsOfSummary(summary, summaryWeight(benchmark, summary, id))
    : pointsOfRequests(benchmark, id);
}

function pointsOfRequests({ requests }: ClientBenchmark, id: LatencyId): WeightedPoint[] {
  const points: WeightedPoint[] = [];
  for (let i = 0; i < requests.count; i++) {
    const value = requests[id][i]!;
    const tokens = requests.outputTokens[i]!;
    if (requests.status[i] === 0 && !Number.isNaN(value)) {
      points.push({ value, weight: id === 'itl' && tokens > 1 ? tokens - 1 : 1 });
    }
  }
  return points;
}

function summaryWeight({ totals, outputTokens }: ClientBenchmark, { count }: LatencySummary, id: LatencyId): number {
  return id === 'itl' && outputTokens !== undefined && outputTokens > totals.successful
    ? outputTokens - totals.successful
    : count;
}

function pointsOfSummary({ points }: LatencySummary, weight: number): WeightedPoint[] {
  return Array.from({ length: SHARES }, (_, i) => ({
    value: valueAt(points, (i + 0.5) / SHARES),
    weight: weight / SHARES,
  }));
}

function valueAt(points: LatencySummary['points'], share: number): number {
  const after = points.findIndex(([at]) => at >= share);
  const upper = points[after] ?? points.at(-1)!;
  const lower = points[after - 1] ?? upper;
  const [from, to] = [lower[0], upper[0]];
  return to > from ? lower[1] + ((upper[1] - lower[1]) * (share - from)) / (to - from) : upper[1];
}

/** Share (0 to 1) → the least value that this share of the weight does not exceed. Sorts once. */
export function quantileOf(points: WeightedPoint[]): (share: number) => number {
  const sorted = [...points].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  return (share) => {
    // Of sums in another order the last digits differ.
    const least = share * total * (1 - 1e-12);
    let passed = 0;
    for (const { value, weight } of sorted) {
      passed += weight;
      if (passed >= least) {
        return value;
      }
    }
    return sorted.at(-1)?.value ?? NaN;
  };
}
