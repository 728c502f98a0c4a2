/** Which system a series comes from, and the times in which that was not seen. */
import type { Source } from './evidence';
import type { Segment } from './segments';
import type { Measurements, SeriesId, Span } from './types';

/** Series of vLLM are not listed. */
export const SOURCES: Partial<Record<SeriesId, Source>> = {
  desired: 'wva',
  hpaDesired: 'kube',
  created: 'kube',
  ready: 'kube',
  power: 'gpu',
  gpus: 'gpu',
};

/**
 * What was measured: Prometheus carries a value on for five minutes when a target does not say that it has gone, so within
 * a hole there are values that nobody measured.
 */
export function outsideHoles(segments: Segment[], { evidence }: Measurements, id: SeriesId): Segment[] {
  const holes = evidence?.holes[SOURCES[id] ?? 'vllm'] ?? [];
  return holes.reduce((left, hole) => left.flatMap((segment) => without(segment, hole)), segments);
}

function without(segment: Segment, hole: Span): Segment[] {
  const before = { ...segment, to: Math.min(segment.to, hole.from) };
  const after = { ...segment, from: Math.max(segment.from, hole.to) };
  return [before, after].filter(({ from, to }) => to > from);
}
