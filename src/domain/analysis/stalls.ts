/** Times in which the load of a run made no progress, though it was on: a load generator that hangs, or servers that do. */
import type { AnalysedRun, Measurements, SeriesId, Span } from './types';

/**
 * So long nothing has to happen, s: five times a scrape interval of a minute, the longest in use, so that two scrapes that
 * failed are none; and longer than a rate's window, in which an earlier request still counts.
 */
export const STALL_SECONDS = 300;
/** A load this slow has longer pauses of its own: so many of its requests have to be missing. */
const MISSING_REQUESTS = 3;

type Measured = Pick<Measurements, 'series' | 'window'>;

/**
 * Spans, epoch ms, of at least {@link STALL_SECONDS} in which, at every sample, no request arrived, none ended and no token was
 * generated, while a load step was on. Steps are on where the plan offers requests; of a load that is not known, only while
 * the run is in progress. A time without samples is not known to be one, and ends a span.
 */
export function stalls(run: Pick<AnalysedRun, 'finishedAt'>, { series, window }: Measured): Span[] {
  const at = (id: SeriesId) => valuesAt(series, id);
  const [arrived, served, failed, tokens, planned] = [
    at('arrived'),
    at('served'),
    at('failed'),
    at('generatedTokens'),
    at('planned'),
  ];
  const isPlanKnown = planned.size > 0;
  if (!isPlanKnown && run.finishedAt !== undefined) {
    return [];
  }
  const stepMs = window.stepSeconds * 1000;
  const plannedAt = planOf(planned);
  const spans: Array<Span & { rate: number }> = [];
  for (const [time, count] of [...arrived].sort(([a], [b]) => a - b)) {
    const rate = isPlanKnown ? plannedAt(time) : Infinity;
    const ended = served.get(time);
    const happens =
      ended === undefined || [count, ended, failed.get(time) ?? 0, tokens.get(time) ?? 0].some((value) => value !== 0);
    if (happens || rate === 0 || time < window.from || time > window.to) {
      continue;
    }
    const last = spans.at(-1);
    if (last && time - last.to <= 1.5 * stepMs) {
      last.to = time;
      last.rate = Math.min(last.rate, rate);
    } else {
      spans.push({ from: time, to: time, rate });
    }
  }
  return spans
    .filter(({ from, to, rate }) => to - from >= Math.max(STALL_SECONDS, MISSING_REQUESTS / rate) * 1000)
    .map(({ from, to }) => ({ from, to }));
}

/**
 * Since when a run in progress is stalled, epoch ms, as of what was measured; undefined: it is not, or that is not known.
 *
 * @param found its {@link stalls}
 */
export function stalledSince(
  run: Pick<AnalysedRun, 'finishedAt'>,
  { window }: Pick<Measured, 'window'>,
  found: readonly Span[]
): number | undefined {
  const last = run.finishedAt === undefined ? found.at(-1) : undefined;
  const { to, stepSeconds } = window;
  return last && last.to >= to - 2 * stepSeconds * 1000 ? last.from : undefined;
}

/** The rate that the plan offers at a time, req/s: the last one that was said; 0 before. To be asked for ascending times. */
function planOf(planned: ReadonlyMap<number, number>): (time: number) => number {
  const rates = [...planned].sort(([a], [b]) => a - b);
  let next = 0;
  return (time) => {
    while ((rates[next]?.[0] ?? Infinity) <= time) {
      next += 1;
    }
    return rates[next - 1]?.[1] ?? 0;
  };
}

function valuesAt(series: Measurements['series'], id: SeriesId): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { times, values } of series[id] ?? []) {
    times.forEach((time, i) => sums.set(time, (sums.get(time) ?? 0) + (values[i] ?? 0)));
  }
  return sums;
}
