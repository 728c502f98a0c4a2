/** Variable queries of the Prometheus data source: `label_values(…)`, `label_names()`, `metrics(…)`, `query_result(…)`. */
import { type MetricFindValue, type TimeRange } from '@grafana/data';

type Ask = (path: string, params: Record<string, unknown>) => Promise<unknown>;

interface Answer<T> {
  data?: T;
}

interface Sample {
  metric: Record<string, string>;
  value: [number, string];
}

export async function findMetrics(query: string, range: TimeRange | undefined, ask: Ask): Promise<MetricFindValue[]> {
  const text = query.trim();
  const times =
    range === undefined
      ? {}
      : { start: Math.floor(range.from.valueOf() / 1000), end: Math.ceil(range.to.valueOf() / 1000) };
  const values = async (label: string, match?: string) => {
    const params = match === undefined ? times : { ...times, 'match[]': match };
    const { data = [] } = (await ask(`api/v1/label/${encodeURIComponent(label)}/values`, params)) as Answer<string[]>;
    return data;
  };
  const asText = (list: string[]): MetricFindValue[] => list.map((value) => ({ text: value }));

  if (/^label_names\(.*\)\s*$/.test(text)) {
    const { data = [] } = (await ask('api/v1/labels', times)) as Answer<string[]>;
    return asText(data);
  }
  const labelValues = /^label_values\((?:(.+),\s*)?([a-zA-Z_$][\w$]*)\)\s*$/s.exec(text);
  if (labelValues !== null) {
    return asText(await values(labelValues[2] ?? '', labelValues[1]?.trim()));
  }
  const metrics = /^metrics\((.+)\)\s*$/.exec(text);
  if (metrics !== null) {
    const pattern = new RegExp(metrics[1] ?? '');
    return asText((await values('__name__')).filter((name) => pattern.test(name)));
  }
  const result = /^query_result\((.+)\)\s*$/s.exec(text);
  if (result !== null) {
    return samples(await ask('api/v1/query', { query: result[1], time: times.end }));
  }
  return samples(await ask('api/v1/query', { query: text, time: times.end }));
}

/** Series as text, the way Grafana writes them: name, labels, value, time in ms. */
function samples(answer: unknown): MetricFindValue[] {
  const { data } = answer as Answer<{ resultType: string; result: Sample[] | [number, string] }>;
  if (data?.resultType === 'scalar') {
    const [time, value] = data.result as [number, string];
    return [{ text: `${value} ${time * 1000}`, expandable: false }];
  }
  return ((data?.result ?? []) as Sample[]).map(({ metric, value }) => {
    const { __name__: name = '', ...labels } = metric;
    const pairs = Object.entries(labels).map(([key, label]) => `${key}="${label}"`);
    return { text: `${name}{${pairs.join(',')}} ${value[1]} ${value[0] * 1000}`, expandable: true };
  });
}
