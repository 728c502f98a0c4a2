/** A Prometheus histogram. */

export class Histogram {
  /** Observations in each bucket, not cumulated; the last is what lies above every bound. */
  readonly counts: number[];
  sum = 0;
  /** Told each observation as it is, before it disappears in a bucket. */
  onObserve?: (value: number, times: number) => void;

  /** @param bounds upper bounds, ascending, without +Inf */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  /** Counts `times` observations of one value. */
  observe(value: number, times = 1): void {
    let low = 0;
    let high = this.bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (this.bounds[middle] ?? Infinity)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    this.counts[low] = (this.counts[low] ?? 0) + times;
    this.sum += value * times;
    this.onObserve?.(value, times);
  }

  get count(): number {
    return this.counts.reduce((sum, n) => sum + n, 0);
  }
}
