/**
 * Several questions in one query: each part carries its key as a label, and the answer is taken apart by it. A Prometheus, and
 * whatever stands before it, is asked a third as often for the same samples.
 */
import type { TimeSeries } from '../domain/analysis/types';
import type { Ask, SeriesAnswer, SeriesQuery } from '../domain/prometheus';
import { tag } from '../queries/promql';

/** Label that names the part of a joined answer. */
export const PART = 'part';

export interface JoinableQuery extends SeriesQuery {
  /** Queries of the same word, over the same range at the same step, are asked as one. */
  join?: string;
}

/** As {@link Ask}, of queries that may be joined. */
export type JoinedAsk = (
  queries: readonly JoinableQuery[],
  ...more: Parameters<Ask> extends [unknown, ...infer Rest] ? Rest : never
) => Promise<Map<string, SeriesAnswer>>;

/** Queries that are asked as one, in their order; those without a word are alone. */
export function joinedParts<Query extends Pick<JoinableQuery, 'join'>>(queries: readonly Query[]): Query[][] {
  const groups = new Map<string | Query, Query[]>();
  for (const query of queries) {
    const key = query.join ?? query;
    groups.set(key, [...(groups.get(key) ?? []), query]);
  }
  return [...groups.values()];
}

/**
 * Answers by the key of each part. Where Prometheus refuses a joined query its parts are asked one by one, so that one that
 * cannot be answered takes no other with it.
 *
 * @throws what `ask` throws
 */
export function joining(ask: Ask): JoinedAsk {
  return async (queries, range, signal) => {
    const joins = joinedParts(queries);
    const answers = await ask(joins.map(joined), range, signal);
    const refused = joins.filter((parts) => parts.length > 1 && answers.get(joined(parts).refId)?.series === undefined);
    const apart = refused.length === 0 ? [] : await ask(refused.flat().map(plain), range, signal);
    const known = joins
      .filter((parts) => !refused.includes(parts))
      .flatMap((parts) => takenApart(parts, answers.get(joined(parts).refId)));
    return new Map([...known, ...apart]);
  };
}

const plain = ({ refId, expr, stepSeconds }: JoinableQuery): SeriesQuery => ({ refId, expr, stepSeconds });

function joined(parts: readonly JoinableQuery[]): SeriesQuery {
  const [first] = parts as [JoinableQuery];
  return parts.length === 1
    ? plain(first)
    : {
        refId: first.join ?? first.refId,
        expr: parts.map(({ refId, expr }) => tag(expr, PART, refId)).join(' or '),
        stepSeconds: first.stepSeconds,
      };
}

function takenApart(parts: readonly JoinableQuery[], answer: SeriesAnswer | undefined): Array<[string, SeriesAnswer]> {
  if (answer === undefined) {
    return [];
  }
  if (parts.length === 1 || answer.series === undefined) {
    return parts.map(({ refId }) => [refId, answer]);
  }
  const { series, ...notices } = answer;
  return parts.map(({ refId }) => [
    refId,
    { ...notices, series: series.filter(({ labels }) => labels[PART] === refId).map(withoutPart) },
  ]);
}

function withoutPart({ labels: { [PART]: _part, ...labels }, ...series }: TimeSeries): TimeSeries {
  return { ...series, labels };
}
