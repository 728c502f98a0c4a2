/** Percentiles as GuideLLM takes them: a value that there is, none between two. */

export type Weighted = readonly [value: number, weight: number];

/** The least value at or below which a share of all weights lies; undefined without values. @param share 0 to 1 */
export function percentile(values: readonly Weighted[], share: number): number | undefined {
  const sorted = [...values].sort(([a], [b]) => a - b);
  const wanted = share * sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let seen = 0;
  return (sorted.find(([, weight]) => {
    seen += weight;
    return seen >= wanted;
  }) ?? sorted.at(-1))?.[0];
}

/** Requests under way at once, by the time that each number lasted. */
export function concurrency(
  requests: ReadonlyArray<{ sentAt: number; endedAt: number }>,
  { from, to }: { from: number; to: number }
): { mean?: number; median?: number } {
  const clamp = (at: number) => Math.min(to, Math.max(from, at));
  const changes = requests
    .flatMap(({ sentAt, endedAt }) => [
      { at: clamp(sentAt), by: 1 },
      { at: clamp(endedAt), by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const lasted: Weighted[] = [];
  let [last, count] = [from, 0];
  for (const { at, by } of [...changes, { at: to, by: 0 }]) {
    if (at > last) {
      lasted.push([count, at - last]);
    }
    [last, count] = [at, count + by];
  }
  const seconds = to - from;
  return seconds > 0
    ? { mean: lasted.reduce((all, [n, time]) => all + n * time, 0) / seconds, median: percentile(lasted, 0.5) }
    : {};
}
