/** Histograms as exposition: cumulated buckets, sum and count. */
import type { Histogram } from '../world/histogram';
import { joinLabels, type Sink } from './sink';

/** Python's client writes `le="1.0"`, Go's `le="1"`. */
export type LeStyle = 'python' | 'go';

/** Label texts of the bounds; bounds are shared by all histograms of a kind. */
const leTexts = new Map<readonly number[], Record<LeStyle, string[]>>();

function leOf(bounds: readonly number[], style: LeStyle): string[] {
  let texts = leTexts.get(bounds);
  if (!texts) {
    const go = [...bounds.map(String), '+Inf'];
    const python = go.map((text) => (/^\d+$/.test(text) ? `${text}.0` : text));
    const label = (text: string) => `le="${text}"`;
    texts = { go: go.map(label), python: python.map(label) };
    leTexts.set(bounds, texts);
  }
  return texts[style];
}

export function writeHistogram(sink: Sink, name: string, labels: string, histogram: Histogram, style: LeStyle): void {
  const le = leOf(histogram.bounds, style);
  let cumulated = 0;
  const bucket = `${name}_bucket`;
  for (let i = 0; i < le.length; i++) {
    cumulated += histogram.counts[i] ?? 0;
    sink.sample(bucket, joinLabels(labels, le[i] ?? ''), cumulated);
  }
  sink.sample(`${name}_sum`, labels, histogram.sum);
  sink.sample(`${name}_count`, labels, cumulated);
}
