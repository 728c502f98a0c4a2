/** Prometheus as Grafana's query API reaches it: several queries in one request, each with its own fate. */
import { FieldType, dataFrameFromJSON, type DataFrame } from '@grafana/data';

import { t } from '../i18n/t';
import type { TimeSeries } from '../domain/analysis/types';
import type { AnswerNotices, Prometheus, SeriesAnswer, SeriesQuery } from '../domain/prometheus';
import { dsQuery, type DsQuery, type DsResult } from './dsQuery';
import { unanswered } from './unanswered';

/** Points of a series that Grafana asks for at most: its limit against Prometheus' own of 11,000. */
const MOST_POINTS = 11_000;

/** The Prometheus behind a data source of Grafana, by its uid. */
export function grafanaPrometheus(uid: string): Prometheus {
  return {
    id: uid,
    ask: async (queries, range, signal) => {
      const results = await dsQuery(uid, queries.map(toDsQuery), range, signal);
      return new Map(queries.map(({ refId }) => [refId, answerOf(results[refId])]));
    },
  };
}

function answerOf(result: DsResult | undefined): SeriesAnswer {
  if (!result || result.error) {
    const message = result?.error ?? t('errors.prometheus.no-answer', 'no answer');
    return { error: message, cause: unanswered({ message, status: result?.status }) };
  }
  const frames = (result.frames ?? []).map((json) => dataFrameFromJSON(json));
  return { series: frames.flatMap(seriesOf), ...noticesOf(frames) };
}

function toDsQuery({ refId, expr, stepSeconds }: SeriesQuery): DsQuery {
  return stepSeconds === undefined
    ? { refId, expr, instant: true, range: false, intervalMs: 15_000, maxDataPoints: 100 }
    : {
        refId,
        expr,
        instant: false,
        range: true,
        interval: `${stepSeconds}s`,
        intervalMs: stepSeconds * 1000,
        maxDataPoints: MOST_POINTS,
      };
}

/** Each number field of a frame with its labels. */
function seriesOf(frame: DataFrame): TimeSeries[] {
  const time = frame.fields.find((field) => field.type === FieldType.time);
  return frame.fields
    .filter((field) => field.type === FieldType.number)
    .map(({ labels = {}, values }) => {
      const there = values.flatMap((value: unknown, i): number[] =>
        typeof value === 'number' && Number.isFinite(value) ? [i] : []
      );
      return { labels, times: there.map((i) => Number(time?.values[i])), values: there.map((i) => Number(values[i])) };
    });
}

/** Prometheus' warnings and infos: Grafana puts them all on each frame, or on one without fields. */
function noticesOf(frames: DataFrame[]): AnswerNotices {
  const texts = (isWanted: (severity: string) => boolean) => [
    ...new Set(
      frames.flatMap(({ meta }) => meta?.notices ?? []).flatMap((one) => (isWanted(one.severity) ? one.text : []))
    ),
  ];
  const warnings = texts((severity) => severity !== 'info');
  const infos = texts((severity) => severity === 'info');
  return { ...(warnings.length > 0 && { warnings }), ...(infos.length > 0 && { infos }) };
}
