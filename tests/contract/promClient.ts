/** Asks a Prometheus directly, as Grafana's backend would. */

export interface RangeSeries {
  metric: Record<string, string>;
  /** `[seconds, text]` pairs. */
  values: Array<[number, string]>;
}

export interface InstantSample {
  labels: Record<string, string>;
  value: number;
}

/** Times in seconds since the epoch. */
export interface Range {
  start: number;
  end: number;
  step: number;
}

/** @throws Error with Prometheus' own message, and the query, when it refuses */
async function ask(url: string, path: string, parameters: Record<string, string>): Promise<unknown[]> {
  const response = await fetch(`${url}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  const body = (await response.json()) as { status: string; error?: string; data?: { result: unknown[] } };
  if (body.status !== 'success' || !body.data) {
    throw new Error(`Prometheus refused: ${body.error}\n${parameters.query}`);
  }
  return body.data.result;
}

export async function askRange(url: string, query: string, range: Range): Promise<RangeSeries[]> {
  const { start, end, step } = range;
  const parameters = { query, start: String(start), end: String(end), step: String(step) };
  return (await ask(url, 'query_range', parameters)) as RangeSeries[];
}

export async function askInstant(url: string, query: string, time: number): Promise<InstantSample[]> {
  const result = (await ask(url, 'query', { query, time: String(time) })) as Array<{
    metric: Record<string, string>;
    value: [number, string];
  }>;
  return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}

/** Whether an answer has a number in it: NaN, as a quantile of nothing gives, does not count. */
export function hasNumbers(series: RangeSeries[]): boolean {
  return series.some(({ values }) => values.some(([, text]) => Number.isFinite(Number(text))));
}
