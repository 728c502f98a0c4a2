/** Reports as the versions of GuideLLM write them, made up; for tests and the bench. */

export const SHAPES = ['0.2', '0.3', '0.4-dev', '0.4', '0.5', '0.7'] as const;
export type Shape = (typeof SHAPES)[number];

export interface MadeRequest {
  /** Epoch s. */
  start: number;
  /** Seconds. */
  ttft: number;
  itl: number;
  tokens: number;
  status: 'successful' | 'errored' | 'incomplete';
  error?: string;
}

export interface MadeReport {
  shape: Shape;
  requests: MadeRequest[];
  /** In the file, of each status; all without. */
  sample?: number;
  /** Of the benchmark. */
  id?: string;
  /** Characters of prompt and answer of each request. */
  textLength?: number;
}

type Json = Record<string, unknown>;

/** Requests at a constant rate, req/s, from an epoch second on; each `every`-th one fails. */
export function madeRequests(
  from: number,
  count: number,
  part: Partial<MadeRequest> & { rate?: number; failEvery?: number } = {}
): MadeRequest[] {
  const { rate = 1, failEvery, ...fixed } = part;
  return Array.from({ length: count }, (_, i): MadeRequest => {
    const fails = failEvery !== undefined && i % failEvery === failEvery - 1;
    return {
      start: from + i / rate,
      ttft: 0.1 + 0.01 * (i % 10),
      itl: 0.02,
      tokens: 101,
      status: fails ? 'errored' : 'successful',
      ...(fails && { error: "Server error '503 Service Unavailable' for url 'http://gateway/v1/completions'" }),
      ...fixed,
    };
  });
}

export function madeReport(report: MadeReport): Json {
  const { shape } = report;
  const meta = {
    version: shape === '0.7' ? 2 : 1,
    guidellm_version: `${shape.replace('-dev', '')}.0`,
    python_version: '3.12',
  };
  const top: Json =
    shape === '0.2' || shape === '0.3' || shape === '0.4-dev'
      ? {}
      : { metadata: meta, args: { profile: 'constant', data: ['{"prompt_tokens":1024}'] } };
  return { ...top, benchmarks: [madeBenchmark(report)] };
}

const STATUSES = ['successful', 'incomplete', 'errored'] as const;

function madeBenchmark(report: MadeReport): Json {
  const { shape, requests, sample = Infinity, id = 'bench' } = report;
  const of = (status: MadeRequest['status']) => requests.filter((request) => request.status === status);
  const totals = {
    ...Object.fromEntries(STATUSES.map((status) => [status, of(status).length])),
    total: requests.length,
  };
  const kept = Object.fromEntries(
    STATUSES.map((status) => [
      status,
      of(status)
        .slice(0, sample)
        .map((one) => madeRequest(one, report)),
    ])
  );
  const [start, end] = [Math.min(...requests.map((one) => one.start)), Math.max(...requests.map(endOf))];
  const metrics = madeMetrics(of('successful'));
  const strategy = { type_: 'constant', rate: 1 };
  const rest = { start_time: start, end_time: end, duration: end - start, requests: { ...kept, total: null } };
  switch (shape) {
    case '0.2':
    case '0.3':
      return {
        type_: 'generative_benchmark',
        id_: id,
        run_id: 'run',
        args: { strategy, profile: { type_: 'constant' } },
        run_stats: { start_time: start, end_time: end, requests_made: totals },
        extras: {},
        metrics,
        request_totals: totals,
        request_samples: null,
        ...rest,
      };
    case '0.4-dev':
    case '0.4':
      return {
        type_: 'generative_benchmark',
        id_: id,
        scheduler: { strategy, state: { node_id: 0 } },
        benchmarker: {},
        run_stats: {},
        metrics,
        request_totals: totals,
        ...rest,
      };
    case '0.5':
    case '0.7':
      return {
        type_: 'generative_benchmark',
        config: { id_: id, strategy, run_index: 0 },
        scheduler_state: {},
        scheduler_metrics: { start_time: start, requests_made: totals },
        metrics: { request_totals: totals, ...metrics },
        ...rest,
        warmup_duration: 0,
      };
  }
}

const endOf = ({ start, ttft, itl, tokens }: MadeRequest): number => start + ttft + itl * (tokens - 1);

function madeRequest(request: MadeRequest, { shape, textLength = 20 }: MadeReport): Json {
  const words = {
    prompt: 'wörd '.repeat(textLength / 10),
    output: 'a "quoted" \\ answer\n'.repeat(Math.ceil(textLength / 40)),
  };
  switch (shape) {
    case '0.2':
    case '0.3':
      return { ...flatRequest(request), ...words };
    case '0.4-dev':
      return { ...earlyTimedRequest(request), ...words };
    case '0.4':
    case '0.5':
    case '0.7':
      return { ...timedRequest(request), request_args: words.prompt, output: words.output };
  }
}

function madeFigures(request: MadeRequest): Json {
  const { start, ttft, itl, tokens } = request;
  const seconds = endOf(request) - start;
  const isAnswered = request.status !== 'errored';
  return {
    request_latency: seconds,
    time_to_first_token_ms: isAnswered ? ttft * 1000 : null,
    time_per_output_token_ms: (seconds * 1000) / tokens,
    inter_token_latency_ms: isAnswered ? itl * 1000 : null,
  };
}

function flatRequest(request: MadeRequest): Json {
  const failed = request.status === 'errored';
  return {
    type_: failed ? 'generative_text_error' : 'generative_text_response',
    request_id: 'r',
    scheduler_info: { completed: !failed, errored: failed, targeted_start_time: request.start },
    prompt_tokens: 1024,
    output_tokens: failed ? 0 : request.tokens,
    start_time: request.start,
    end_time: endOf(request),
    ...(request.error !== undefined && { error: request.error }),
    ...madeFigures(request),
  };
}

function madeTimings(request: MadeRequest): Json {
  const [start, end] = [request.start, endOf(request)];
  return {
    targeted_start: start,
    queued: start - 1,
    resolve_start: start,
    request_start: start,
    request_end: end,
    resolve_end: end,
  };
}

function earlyTimedRequest(request: MadeRequest): Json {
  return {
    type_: 'generative_request_stats',
    scheduler_info: { status: 'completed', error: request.error ?? null, request_timings: madeTimings(request) },
    prompt_tokens: 1024,
    output_tokens: request.status === 'errored' ? null : request.tokens,
    ...madeFigures(request),
  };
}

function timedRequest(request: MadeRequest): Json {
  const failed = request.status === 'errored';
  const usage = (count: number) => ({ text_tokens: count, image_tokens: null, total_tokens: count });
  return {
    type_: 'generative_request_stats',
    request_id: 'r',
    response_id: null,
    info: {
      status: failed ? 'errored' : 'completed',
      timings: madeTimings(request),
      error: request.error ?? null,
      started_at: request.start,
    },
    input_metrics: usage(1024),
    output_metrics: usage(failed ? 0 : request.tokens),
    request_start_time: request.start,
    request_end_time: endOf(request),
    prompt_tokens: 1024,
    output_tokens: failed ? null : request.tokens,
    ...madeFigures(request),
  };
}

function madeMetrics(requests: MadeRequest[]): Json {
  const by = (values: number[]) => ({
    successful: madeSummary(values),
    errored: madeSummary([]),
    incomplete: madeSummary([]),
    total: madeSummary(values),
  });
  return {
    requests_per_second: by([1]),
    request_latency: by(requests.map((one) => endOf(one) - one.start)),
    output_token_count: by(requests.map(({ tokens }) => tokens)),
    time_to_first_token_ms: by(requests.map(({ ttft }) => ttft * 1000)),
    inter_token_latency_ms: by(requests.map(({ itl }) => itl * 1000)),
  };
}

const SHARES: Array<[string, number]> = [
  ['p001', 0.001],
  ['p01', 0.01],
  ['p05', 0.05],
  ['p10', 0.1],
  ['p25', 0.25],
  ['p50', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
];

function madeSummary(values: number[]): Json {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return {
    mean: 0,
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
    count: sorted.length,
    total_sum: sorted.reduce((sum, value) => sum + value, 0),
    percentiles: Object.fromEntries(SHARES.map(([name, share]) => [name, at(share)])),
    pdf: null,
  };
}

/** The bytes of a text in parts, cut anywhere: in the middle of a character too. */
export async function* partsOf(text: string, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size);
    await Promise.resolve();
  }
}
