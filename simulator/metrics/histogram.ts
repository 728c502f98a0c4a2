/** Histograms as exposition: cumulated buckets, sum and count. */
import type { Histogram } from '../world/histogram';
import { joinLabels, type Sink } from './sink';

/** Python's client writes `le="1.0"`, Go's `le="1"`. */
export type LeStyle = 'python' | 'go';

const leTexts = new Map<readonly number[], Record<LeStyle, string[]>>();

function leOf(bounds: readonly number[], style: LeStyle): string[] {
  let texts = leTexts.get(bounds);
  if (!texts) {
    const go = [...bounds.map(String), '+Inf'];
    texts = { go, python: go.map((text) => (/^\d+$/.test(text) ? `${text}.0` : text)) };
    leTexts.set(bounds, texts);
  }
  return texts[style];
}

export function writeHistogram(sink: Sink, name: string, labels: string, histogram: Histogram, style: LeStyle): void {
  const le = leOf(histogram.bounds, style);
  let cumulated = 0;
  histogram.counts.forEach((count, i) => {
    cumulated += count;
    sink.sample(`${name}_bucket`, joinLabels(labels, `le="${le[i]}"`), cumulated);
  });
  sink.sample(`${name}_sum`, labels, histogram.sum);
  sink.sample(`${name}_count`, labels, cumulated);
}
