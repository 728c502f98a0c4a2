/**
 * A request of a report, whatever version wrote it.
 *
 * | GuideLLM | times | latencies |
 * |---|---|---|
 * | 0.2, 0.3 | `start_time`, `end_time` | `time_to_first_token_ms`, `inter_token_latency_ms`, `request_latency` (s) |
 * | 0.4 on | `request_start_time`, `request_end_time`, `info.timings.*` | the same names |
 *
 * Between the two, `scheduler_info.request_timings` held what `info.timings` holds. Epoch seconds throughout.
 */
import type { ErrorKinds } from './errorKinds';
import { REQUEST_STATUSES, type RequestStatus } from './report';
import type { RequestRow } from './requestStore';

/** Fields that are dropped while reading: prompts and answers, most of a report's bytes. */
export const LONG_TEXTS: ReadonlySet<string> = new Set([
  'prompt',
  'output',
  'reasoning_output',
  'request_args',
  'tool_calls',
  'traceback',
]);

type Json = Record<string, unknown>;

/** @returns undefined for what is no request at all */
export function readRequest(value: unknown, status: RequestStatus, errors: ErrorKinds): RequestRow | undefined {
  const request = asObject(value);
  if (!request) {
    return undefined;
  }
  const info = asObject(request.info) ?? asObject(request.scheduler_info) ?? {};
  const timings = asObject(info.timings) ?? asObject(info.request_timings) ?? {};
  const start = seconds(request.request_start_time, request.start_time, timings.request_start, timings.resolve_start);
  const end = seconds(request.request_end_time, request.end_time, timings.request_end, timings.resolve_end);
  const e2e = positive(asNumber(request.request_latency), end - start);
  const message = text(request.error) ?? text(info.error);
  return {
    status: REQUEST_STATUSES.indexOf(status),
    start:
      (Number.isNaN(start) ? seconds(timings.targeted_start, info.targeted_start_time, timings.queued) : start) * 1000,
    end: end * 1000,
    e2e,
    ttft: positive(asNumber(request.time_to_first_token_ms) / 1000),
    itl: positive(asNumber(request.inter_token_latency_ms) / 1000),
    promptTokens: tokens(request.prompt_tokens, request.input_metrics),
    outputTokens: tokens(request.output_tokens, request.output_metrics),
    error: status === 'errored' ? errors.number(message ?? '') : 0,
  };
}

function tokens(count: unknown, metrics: unknown): number {
  const { total_tokens: total, text_tokens: ofText } = asObject(metrics) ?? {};
  return [count, total, ofText].map(asNumber).find((value) => !Number.isNaN(value)) ?? NaN;
}

/** The first that is a time; -1 and 0 stand for none. */
function seconds(...values: unknown[]): number {
  return values.map(asNumber).find((value) => value > 0) ?? NaN;
}

/** Zero stands for "not measured" in a report: no token came, or only one. */
function positive(...values: number[]): number {
  return values.find((value) => value > 0) ?? NaN;
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function asNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : NaN;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
