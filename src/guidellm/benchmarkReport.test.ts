import { UserError } from '../shared/errors';
import { readReport } from './readReport';

const STAGE = `version: 0.2.1
run:
  uid: 11111111-1111-5111-8111-111111111111
  time: { start: '2026-11-20T10:00:00Z', end: '2026-11-20T10:10:00Z', duration: PT600S }
scenario:
  load:
    standardized: { tool: guidellm, tool_version: 0.7.4, rate_qps: 20.0 }
results:
  request_performance:
    aggregate:
      requests: { total: 12000, failures: 384, output_length: { mean: 998.2, units: count } }
      latency:
        time_to_first_token: { mean: 31.2, p50: 28.0, p90: 71.5, p95: 80.1, p99: 86.97, units: s }
        inter_token_latency: { mean: 41.1, p50: 40.2, p99: 50.87, p99p9: 60, units: ms/token }
`;
const FAILED = `version: 0.2.1
run: { time: { start: '2026-11-20T11:00:00Z', end: '2026-11-20T11:10:00Z' } }
results: { request_performance: { aggregate: { requests: { total: 480, failures: 480 }, latency: { time_to_first_token: { p99: 0 } } } } }
`;

async function* parts(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  yield bytes.subarray(0, 40);
  yield bytes.subarray(40);
}
const read = (text: string) => readReport(parts(text), { fileName: 'stage.yaml' });

test('a stage has its requests, its times and its percentiles in seconds', async () => {
  const { benchmarks, version } = await read(STAGE);
  expect(version).toBe('0.7.4');
  expect(benchmarks).toHaveLength(1);
  expect(benchmarks[0]).toMatchObject({
    id: '11111111-1111-5111-8111-111111111111',
    from: Date.parse('2026-11-20T10:00:00Z'),
    to: Date.parse('2026-11-20T10:10:00Z'),
    strategy: 'guidellm, 20 req/s',
    totals: { successful: 11_616, errored: 384, incomplete: 0 },
  });
  const { ttft, itl, e2e } = benchmarks[0]!.summaries;
  expect(ttft?.points.at(-1)).toEqual([0.99, 86.97]);
  expect(itl?.points.find(([share]) => share === 0.99)?.[1]).toBeCloseTo(0.05087, 9);
  expect(itl?.points.at(-1)?.[0]).toBeCloseTo(0.999, 9);
  expect(e2e).toBeUndefined();
});

test('a stage in which every request failed has no latency', async () => {
  const [stage] = (await read(FAILED)).benchmarks;
  expect(stage).toMatchObject({ totals: { successful: 0, errored: 480, incomplete: 0 }, summaries: {} });
  expect(stage?.outputTokens).toBeUndefined();
});

test('several stages in one file are several benchmarks', async () => {
  expect((await read(`${STAGE}---\n${FAILED}`)).benchmarks).toHaveLength(2);
});

test.each([
  ['another version', STAGE.replace('0.2.1', '0.3'), 'Its version is 0.3'],
  ['no count', FAILED.replace('total: 480, ', ''), 'requests.total is missing'],
  ['no times', FAILED.replace(/run: .*\n/, ''), 'run.time has no start and end'],
  ['no YAML', 'version: 0.2.1\nrun: {', 'stage.yaml is not a benchmark report that can be read'],
])('%s is refused in words', async (_name, text, words) => {
  const error: unknown = await read(text).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  const { title, message } = error as UserError;
  expect(`${title}: ${message}`).toContain(words);
});
