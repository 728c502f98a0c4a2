/** What is written is read by the reader of the community's reports, and gives the figures that it was written from. */
import { parseAllDocuments } from 'yaml';

import { analysisOf } from '../domain/analysis/measureKpis';
import { LATENCY_PERCENTILES } from '../domain/analysis/kpiDistributions';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { testMeasurements, testRun, testSeries } from '../domain/analysis/testing';
import type { Measurements } from '../domain/analysis/types';
import { compareWithServer } from './compareWithServer';
import { CLIENT_LATENCIES, mergeReports, type ClientMeasurements } from './mergeReports';
import { readReport } from './readReport';
import type { GuidellmReport } from './report';
import { writeBenchmarkReports } from './writeBenchmarkReport';

async function* parts(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
const read = (text: string): Promise<GuidellmReport> => readReport(parts(text), { fileName: 'run.yaml' });

function analysis(name: string, part: Partial<Measurements> = {}): RunAnalysis {
  return analysisOf(
    testRun({
      name,
      uid: `uid-${name}`,
      experiment: 'stair',
      mode: 'wva',
      replicas: '1..4',
      params: [{ name: 'rate', value: '2' }],
      loadProfile: {
        steps: [{ name: 's', delaySeconds: 0, durationSeconds: 60, rate: 2, promptTokens: 4000, outputTokens: 1000 }],
      },
    }),
    testMeasurements({
      series: { ready: [testSeries([1, 1, 2, 2, 2, 2])], created: [testSeries([1, 2, 2, 2, 2, 2])] },
      latency: {
        ttft: { bounds: [0.1, 0.5, 2, Infinity], counts: [20, 80, 95, 100] },
        itl: { bounds: [0.01, 0.05, Infinity], counts: [30_000, 70_000, 70_000] },
        e2e: { bounds: [10, 30, 60, Infinity], counts: [10, 60, 100, 100] },
      },
      totals: { succeeded: 100, failed: 7, generatedTokens: 71_234, promptTokens: 400_000 },
      ...part,
    })
  );
}

test('a run read back has the figures that it had', async () => {
  const written = analysis('a');
  const report = await read(writeBenchmarkReports([{ analysis: written, toolVersion: '0.7.4' }]));
  expect(report.version).toBe('0.7.4');
  const [benchmark] = report.benchmarks;
  expect(benchmark).toMatchObject({
    id: 'uid-a',
    from: written.measurements.window.from,
    to: written.measurements.window.to,
    strategy: 'guidellm, 2 req/s',
    totals: { successful: 100, errored: 7, incomplete: 0 },
  });
  expect(benchmark?.outputTokens).toBeCloseTo(71_234, 6);
  for (const id of CLIENT_LATENCIES) {
    expect(benchmark?.summaries[id]?.points).toEqual(
      LATENCY_PERCENTILES.map((p) => [p / 100, written.kpis[`${id}-p${p}`].value])
    );
  }
  const { client } = mergeReports([report], written.measurements.window);
  const figures = compareWithServer(client!, { kpis: written.kpis, latency: {} });
  expect(figures.map(({ kpi, difference }) => [kpi, Number(difference?.toFixed(9))])).toEqual(
    figures.map(({ kpi }) => [kpi, 0])
  );
});

test('several runs are several stages of one file', async () => {
  const { benchmarks } = await read(
    writeBenchmarkReports([analysis('a'), analysis('b')].map((one) => ({ analysis: one })))
  );
  expect(benchmarks.map(({ id }) => id)).toEqual(['uid-a', 'uid-b']);
});

test('what a client cut off is neither served nor failed', async () => {
  const client = {
    instances: [],
    from: Date.UTC(2026, 0, 1),
    to: Date.UTC(2026, 0, 1, 0, 1),
    totals: { successful: 90, errored: 4, incomplete: 6 },
    latency: {},
    requestsPerSecond: 1.5,
    tokensPerSecond: 1500,
  } as unknown as ClientMeasurements;
  const text = writeBenchmarkReports([{ analysis: analysis('a'), client }]);
  expect(text).toContain('by the client');
  expect((await read(text)).benchmarks[0]).toMatchObject({
    totals: client.totals,
    from: client.from,
    to: client.to,
    outputTokens: 90_000,
  });
});

test('without a count there is none, and no latency without an observation', () => {
  const bare = analysis('a', { totals: {}, latency: {} });
  const [document] = parseAllDocuments(writeBenchmarkReports([{ analysis: bare }]));
  const { results } = document?.toJS() as { results: { request_performance: { aggregate: object } } };
  expect(results.request_performance.aggregate).toEqual({ latency: {}, throughput: {} });
});

/** Keys that the schema has: it forbids others, but below `observability`. */
const KEYS: Record<string, readonly string[]> = {
  '': ['version', 'run', 'scenario', 'results'],
  run: ['uid', 'eid', 'cid', 'pid', 'time', 'user', 'description', 'keywords'],
  'run.time': ['start', 'end', 'duration'],
  scenario: ['stack', 'load'],
  'scenario.load': ['metadata', 'standardized', 'native'],
  'scenario.load.metadata': ['schema_version', 'cfg_id', 'description', 'treatment', 'treatment_group'],
  'scenario.load.standardized': [
    ...['tool', 'tool_version', 'parallelism', 'source', 'stage', 'input_seq_len', 'output_seq_len'],
    ...['prefix', 'multi_turn', 'rate_qps', 'concurrency'],
  ],
  'scenario.load.native': ['args', 'envars', 'config'],
  results: ['request_performance', 'session_performance', 'observability', 'profiling', 'component_health'],
  'results.request_performance': ['aggregate', 'time_series'],
  'results.request_performance.aggregate': ['requests', 'latency', 'throughput'],
  'results.request_performance.aggregate.requests': [
    ...['total', 'failures', 'incomplete', 'input_length', 'output_length', 'request_size', 'multimodal'],
  ],
  'results.request_performance.aggregate.latency': [
    ...['time_to_first_token', 'normalized_time_per_output_token', 'time_per_output_token'],
    ...['inter_token_latency', 'request_latency'],
  ],
  'results.request_performance.aggregate.throughput': [
    ...['input_token_rate', 'output_token_rate', 'total_token_rate', 'request_rate'],
  ],
  'results.observability.replica_status': [
    ...['namespace', 'timestamp', 'controllers', 'time_series', 'aggregate_ready_replicas', 'graph_path'],
  ],
};

test('every key is one of the schema, and each statistic has its mean and units', () => {
  const [document] = parseAllDocuments(writeBenchmarkReports([{ analysis: analysis('a') }]));
  const at = (path: string): Record<string, unknown> =>
    path
      .split('.')
      .reduce<unknown>(
        (value, key) => (key === '' ? value : (value as Record<string, unknown>)[key]),
        document?.toJS()
      ) as Record<string, unknown>;
  for (const [path, keys] of Object.entries(KEYS)) {
    expect([path, Object.keys(at(path)).filter((key) => !keys.includes(key))]).toEqual([path, []]);
  }
  const { requests, latency, throughput } = at('results.request_performance.aggregate') as Record<
    string,
    Record<string, object>
  >;
  const statistics = [requests?.input_length, requests?.output_length, latency, throughput].flatMap((one) =>
    'units' in (one ?? {}) ? [one] : Object.values(one ?? {})
  );
  expect(statistics).toHaveLength(8);
  for (const one of statistics) {
    expect(one).toMatchObject({
      units: expect.stringMatching(/^(count|s|s\/token|tokens\/s|queries\/s)$/) as string,
      mean: expect.any(Number) as number,
    });
  }
});
