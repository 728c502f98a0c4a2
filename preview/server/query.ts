/**
 * `/api/ds/query` for Prometheus: asks its HTTP API and answers in Grafana's data frame JSON.
 *
 * grafana/grafana: pkg/promlib (querydata, models) and pkg/promlib/converter.
 */
import { fillMacros, duration, stepMs, type StepInput } from './interval';

export interface PromQuery {
  refId: string;
  expr: string;
  range?: boolean;
  instant?: boolean;
  legendFormat?: string;
  interval?: string;
  intervalMs?: number;
  intervalFactor?: number;
  maxDataPoints?: number;
  utcOffsetSec?: number;
}

export interface PromSource {
  url: string;
  timeInterval?: string;
}

export interface QueryResult {
  status: number;
  frames: unknown[];
  error?: string;
  errorSource?: 'downstream' | 'plugin';
}

interface Series {
  metric: Record<string, string>;
  values?: Array<[number, string]>;
  value?: [number, string];
}

interface PromAnswer {
  status: string;
  error?: string;
  errorType?: string;
  warnings?: string[];
  infos?: string[];
  data?: { resultType: 'matrix' | 'vector' | 'scalar' | 'string'; result: Series[] | [number, string] };
}

/** Runs one query; range and instant both, when both are asked for. Never throws: errors are in the result. */
export async function runPromQuery(
  source: PromSource,
  query: PromQuery,
  from: number,
  to: number,
  signal: AbortSignal
): Promise<QueryResult> {
  const input: StepInput = {
    rangeMs: to - from,
    minInterval: query.interval,
    intervalMs: query.intervalMs,
    intervalFactor: query.intervalFactor,
    maxDataPoints: query.maxDataPoints,
    timeInterval: source.timeInterval,
  };
  const step = stepMs(input);
  const expr = fillMacros(query.expr, step, input);
  const wanted = { range: query.range === true || query.instant !== true, instant: query.instant === true };
  try {
    const frames: unknown[] = [];
    if (wanted.range) {
      const offset = (query.utcOffsetSec ?? 0) * 1000;
      const align = (time: number) => Math.floor((time + offset) / step) * step - offset;
      const answer = await ask(
        source,
        'query_range',
        { query: expr, start: align(from) / 1000, end: align(to) / 1000, step: step / 1000 },
        signal
      );
      frames.push(...toFrames(answer, { ...query, expr }, step));
    }
    if (wanted.instant) {
      const answer = await ask(source, 'query', { query: expr, time: to / 1000 }, signal);
      frames.push(...toFrames(answer, { ...query, expr }, step));
    }
    return { status: 200, frames };
  } catch (error) {
    const { status, message } =
      error instanceof PromError ? error : { status: 500, message: String((error as Error).message) };
    return { status, frames: [], error: message, errorSource: 'downstream' };
  }
}

class PromError extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
  }
}

async function ask(
  source: PromSource,
  path: string,
  params: Record<string, string | number>,
  signal: AbortSignal
): Promise<PromAnswer> {
  const url = `${source.url.replace(/\/+$/, '')}/api/v1/${path}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(Object.entries(params).map(([key, value]) => [key, String(value)])),
      signal,
    });
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    throw new PromError(502, `Post "${url}": ${cause}`);
  }
  const text = await response.text();
  let answer: PromAnswer;
  try {
    answer = JSON.parse(text) as PromAnswer;
  } catch {
    throw new PromError(response.status, unparsed(text));
  }
  if (answer.status !== 'success') {
    throw new PromError(response.status, `${answer.errorType ?? 'error'}: ${answer.error ?? 'unknown'}`);
  }
  return answer;
}

/** What Grafana says of an answer that is no JSON: its parser's words, with the answer's in them (json-iterator/go, iter.go). */
function unparsed(text: string): string {
  const found = text.slice(0, 1);
  return `expect { or n, but found ${found}, error found in #1 byte of ...|${text.slice(0, 10)}|..., bigger context ...|${text.slice(0, 100)}|...`;
}

function toFrames(answer: PromAnswer, query: PromQuery, step: number): unknown[] {
  const data = answer.data;
  if (data === undefined) {
    return [];
  }
  const series: Series[] =
    data.resultType === 'scalar' || data.resultType === 'string'
      ? [{ metric: {}, value: data.result as [number, string] }]
      : (data.result as Series[]);
  const meta = {
    type: data.resultType === 'matrix' ? 'timeseries-multi' : 'numeric-multi',
    typeVersion: [0, 1],
    custom: { resultType: data.resultType },
    notices: [
      ...(answer.warnings ?? []).map((text) => ({ severity: 'warning', text })),
      ...(answer.infos ?? []).map((text) => ({ severity: 'info', text })),
    ],
    executedQueryString: `Expr: ${query.expr}\nStep: ${duration(step)}`,
  };
  if (series.length === 0) {
    return [{ schema: { refId: query.refId, meta, fields: [] }, data: { values: [] } }];
  }
  return series.map((one) => toFrame(one, query, meta, data.resultType === 'matrix' ? step : undefined));
}

function toFrame(series: Series, query: PromQuery, meta: unknown, interval: number | undefined): unknown {
  const points = series.values ?? (series.value === undefined ? [] : [series.value]);
  const times = points.map(([seconds]) => Math.round(seconds * 1000));
  const { values, entities } = encode(points.map(([, text]) => text));
  const name = legend(query, series.metric);
  return {
    schema: {
      refId: query.refId,
      meta,
      fields: [
        {
          name: 'Time',
          type: 'time',
          typeInfo: { frame: 'time.Time' },
          config: interval === undefined ? {} : { interval },
        },
        {
          name: series.metric.__name__ ?? 'Value',
          type: 'number',
          typeInfo: { frame: 'float64' },
          labels: series.metric,
          config: name === '' ? {} : { displayNameFromDS: name },
        },
      ],
    },
    data: { values: [times, values], entities: [null, entities] },
  };
}

/** JSON has no NaN and no infinities: they travel beside the values, as lists of indexes. */
function encode(texts: string[]): { values: Array<number | null>; entities: Record<string, number[]> | null } {
  const entities: Record<string, number[]> = {};
  const values = texts.map((text, index) => {
    const special = { NaN: 'NaN', '+Inf': 'Inf', Inf: 'Inf', '-Inf': 'NegInf' }[text];
    if (special === undefined) {
      return Number(text);
    }
    (entities[special] ??= []).push(index);
    return null;
  });
  return { values, entities: Object.keys(entities).length === 0 ? null : entities };
}

/** The name of a series; empty when the legend is automatic and Grafana's frontend is to find one. */
export function legend(query: Pick<PromQuery, 'expr' | 'legendFormat'>, labels: Record<string, string>): string {
  const format = query.legendFormat ?? '';
  if (format === '__auto') {
    return Object.keys(labels).length > 0 ? '' : query.expr;
  }
  if (format !== '') {
    return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_match, label: string) => labels[label] ?? '');
  }
  const { __name__: name = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([key, value]) => `${key}="${value}"`);
  const text = pairs.length === 0 ? name || '{}' : `${name}{${pairs.join(', ')}}`;
  return text === '{}' ? query.expr : text;
}
