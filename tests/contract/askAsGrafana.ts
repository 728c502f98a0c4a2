/** The loader's questions to a Prometheus, by the preview's model of Grafana's `/api/ds/query`: its steps, its alignment. */
import { runPromQuery } from '../../preview/server/query';
import type { TimeSeries } from '../../src/domain/analysis/types';
import type { Ask, SeriesAnswer, SeriesQuery } from '../../src/domain/prometheus';

/** A frame as the preview's server makes it: a time field, and one of numbers. */
interface Frame {
  schema: { fields: Array<{ labels?: Record<string, string> }> };
  data: { values: [number[], Array<number | null>] | [] };
}

/** One query after the other, as Grafana runs those of a request. */
export function askAsGrafana(url: string): Ask {
  return async (queries, range, signal = new AbortController().signal) => {
    const answers = new Map<string, SeriesAnswer>();
    for (const query of queries) {
      answers.set(query.refId, await answerTo(url, query, range, signal));
    }
    return answers;
  };
}

async function answerTo(
  url: string,
  { stepSeconds, ...query }: SeriesQuery,
  { from, to }: { from: number; to: number },
  signal: AbortSignal
): Promise<SeriesAnswer> {
  const kind =
    stepSeconds === undefined
      ? { instant: true, range: false }
      : { instant: false, range: true, interval: `${stepSeconds}s`, maxDataPoints: 11_000 };
  const { error, frames } = await runPromQuery({ url }, { ...query, ...kind }, from, to, signal);
  return error === undefined ? { series: (frames as Frame[]).flatMap(seriesOf) } : { error };
}

function seriesOf({ schema, data }: Frame): TimeSeries[] {
  const [times, values] = data.values;
  if (!times || !values) {
    return [];
  }
  const there = values.flatMap((value, i) => (value === null ? [] : [{ time: times[i] ?? NaN, value }]));
  return [
    {
      labels: schema.fields[1]?.labels ?? {},
      times: there.map(({ time }) => time),
      values: there.map(({ value }) => value),
    },
  ];
}
