/** Prometheus by its own HTTP API, for Node: the same questions and answers as through Grafana (domain/prometheus.ts). */
import type { TimeSeries } from '../../domain/analysis/types';
import type { AskedRange, Prometheus, SeriesAnswer, SeriesQuery } from '../../domain/prometheus';
import { UserError, isErrorPage, isUserError } from '../../shared/errors';
import { unanswered } from '../unanswered';
import { DEFAULT_TIMEOUT_MS, send, type HttpAccess, type HttpAnswer } from './request';

export type { HttpAccess } from './request';

type Pair = [seconds: number, value: string];

interface PromBody {
  status?: string;
  errorType?: string;
  error?: string;
  warnings?: string[];
  infos?: string[];
  data?: { resultType: string; result: unknown };
}

/** A proxy that lets an account read may refuse POST, which it takes for a write. */
const MAYBE_GET_ONLY = [403, 405, 501];

/** The queries of a request go one after the other, so that as many are on their way as there are requests. */
export function httpPrometheus(access: HttpAccess): Prometheus {
  let method: 'GET' | 'POST' = 'POST';

  const answerOf = async (path: string, form: Record<string, string>, signal?: AbortSignal): Promise<HttpAnswer> => {
    const answer = await send(access, method, path, form, signal);
    if (method === 'GET' || !MAYBE_GET_ONLY.includes(answer.status)) {
      return answer;
    }
    const again = await send(access, 'GET', path, form, signal);
    if (again.status < 400) {
      method = 'GET';
    }
    return again;
  };

  const ask = async (query: SeriesQuery, range: AskedRange, signal?: AbortSignal): Promise<SeriesAnswer> => {
    const { path, form } = questionOf(query, range, access.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    try {
      return decode(await answerOf(path, form, signal));
    } catch (error) {
      signal?.throwIfAborted();
      const cause = isUserError(error) ? error : noConnection(access.url, error);
      return { error: cause.message, cause };
    }
  };

  return {
    id: access.url,
    ask: async (queries, range, signal) => {
      const answers = new Map<string, SeriesAnswer>();
      for (const query of queries) {
        signal?.throwIfAborted();
        const answer = await ask(query, range, signal);
        // The others would wait as long for the same.
        if (answer.series === undefined && isUserError(answer.cause) && concernsAll(answer.cause)) {
          throw answer.cause;
        }
        answers.set(query.refId, answer);
      }
      return answers;
    },
  };
}

/** Whether a failure is about the way to Prometheus or the account, not about one query. */
function concernsAll({ status }: UserError): boolean {
  return status === undefined || status === 401 || status === 403 || status === 404;
}

/** Ends at multiples of the step, as Grafana's backend has them: both read the same points. */
function questionOf(
  { expr, stepSeconds }: SeriesQuery,
  { from, to }: AskedRange,
  timeoutMs: number
): { path: string; form: Record<string, string> } {
  const form = { query: expr, timeout: `${Math.ceil(timeoutMs / 1000)}s` };
  if (stepSeconds === undefined) {
    return { path: 'query', form: { ...form, time: String(to / 1000) } };
  }
  const aligned = (time: number): string => String(Math.floor(time / 1000 / stepSeconds) * stepSeconds);
  return {
    path: 'query_range',
    form: { ...form, start: aligned(from), end: aligned(to), step: String(stepSeconds) },
  };
}

/** @throws UserError with Prometheus' own words, or those of what stands before it */
function decode({ status, text, location }: HttpAnswer): SeriesAnswer {
  const body = parsed(text);
  if (status >= 200 && status < 300 && body?.status === 'success' && body.data) {
    return {
      series: seriesOf(body.data),
      ...(body.warnings?.length && { warnings: body.warnings }),
      ...(body.infos?.length && { infos: body.infos }),
    };
  }
  if (body?.error !== undefined) {
    throw unanswered({ message: `${body.errorType ?? 'error'}: ${body.error}`, status });
  }
  throw unanswered({ message: proxyWords(status, text, location), status, byProxy: true });
}

function parsed(text: string): PromBody | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}

const MOST_WORDS = 300;

function proxyWords(status: number, text: string, location?: string): string {
  if (location !== undefined) {
    return `HTTP ${status}: redirected to ${location}, which is not Prometheus' API (a login page?)`;
  }
  const words = isErrorPage(text) ? '' : text.trim().replace(/\s+/g, ' ').slice(0, MOST_WORDS);
  if (status >= 200 && status < 300) {
    return `HTTP ${status}: this is not an answer of Prometheus${words === '' ? '' : `: ${words}`}`;
  }
  return words === '' ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
}

function noConnection(url: string, error: unknown): UserError {
  const { code, message } = error as { code?: string; message?: string };
  const words = message || code || String(error);
  return unanswered({ message: `${new URL(url).host}: ${words}`, cause: error });
}

function seriesOf({ resultType, result }: NonNullable<PromBody['data']>): TimeSeries[] {
  switch (resultType) {
    case 'matrix':
      return (result as Array<{ metric: Record<string, string>; values?: Pair[] }>).map(({ metric, values = [] }) =>
        finite(metric, values)
      );
    case 'vector':
      return (result as Array<{ metric: Record<string, string>; value?: Pair }>).map(({ metric, value }) =>
        finite(metric, value ? [value] : [])
      );
    case 'scalar':
      return [finite({}, [result as Pair])];
    default:
      return [];
  }
}

function finite(labels: Record<string, string>, pairs: Pair[]): TimeSeries {
  const there = pairs.filter(([, text]) => Number.isFinite(Number(text)));
  return {
    labels,
    times: there.map(([seconds]) => Math.round(seconds * 1000)),
    values: there.map(([, text]) => Number(text)),
  };
}
