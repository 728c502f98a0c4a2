import { parsePrintedSummary } from './printedSummary';

/** As GuideLLM 0.5 prints it, with `--disable-console-interactive` or without. */
const RUN = `ℹ Run Summary Info
|===========|==========|==========|======|======|======|========|======|=====|========|======|=====|
| Benchmark | Timings                              ||||| Input Tokens      ||| Output Tokens     |||
| Strategy  | Start    | End      | Dur  | Warm | Cool | Comp   | Inc  | Err | Comp   | Inc  | Err |
|           |          |          | Sec  | Sec  | Sec  | Tot    | Tot  | Tot | Tot    | Tot  | Tot |
|-----------|----------|----------|------|------|------|--------|------|-----|--------|------|-----|
| constant  | 10:00:04 | 10:10:04 | 60.0 | 0.0  | 0.0  | 3072.0 | 12.0 | 0.0 | 6100.0 | 40.0 | 0.0 |
| constant  | 10:10:09 | 10:20:09 | 61.5 | 0.0  | 0.0  | 4096.0 | 12.0 | 0.0 | 8000.0 | 40.0 | 0.0 |
|===========|==========|==========|======|======|======|========|======|=====|========|======|=====|
`;
const LATENCY = `ℹ Request Latency Statistics (Completed Requests)
|===========|=========|========|=======|========|======|======|======|======|
| Benchmark | Request Latency || TTFT          || ITL        || TPOT       ||
| Strategy  | Sec             || ms            || ms         || ms         ||
|           | Mdn     | p95    | Mdn   | p95    | Mdn  | p95  | Mdn  | p95  |
|-----------|---------|--------|-------|--------|------|------|------|------|
| constant  | 20.4    | 21.8   | 146.5 | 279.7  | 24.3 | 26.1 | 24.6 | 27.1 |
| constant  | 28.3    | 30.3   | 221.2 | 4038.4 | --   | --   | 30.7 | 38.4 |
|===========|=========|========|=======|========|======|======|======|======|
`;
const THROUGHPUT = `ℹ Server Throughput Statistics (All Requests)
|===========|=======|======|=========|==============|===============|==============|
| Benchmark | Requests             ||| Input Tokens | Output Tokens | Total Tokens |
| Strategy  | Concurrency || Per Sec | Per Sec      | Per Sec       | Per Sec      |
|           | Mdn   | Mean | Mean                                               ||||
|-----------|-------|------|---------|--------------|---------------|--------------|
| constant  | 3.0   | 3.2  | 0.5     | 512.0        | 1014.5        | 1526.5       |
| constant  | 4.0   | 4.1  | 1.0     | 1024.0       | 2045.7        | 3069.7       |
|===========|=======|======|=========|==============|===============|==============|
`;
const WHOLE = `load step one: 10:00 to 10:10\n\n\n${RUN}\n\n${LATENCY}\n\n${THROUGHPUT}\n30 requests succeeded, 2 failed, 1 incomplete\n`;

test('what a load step prints at its end is read, in seconds', () => {
  expect(parsePrintedSummary(WHOLE)).toMatchObject({
    benchmarks: [
      {
        strategy: 'constant',
        durationSeconds: 60,
        promptTokens: 3072,
        outputTokens: 6100,
        latency: { e2e: { median: 20.4, p95: 21.8 }, ttft: { p95: 0.2797 }, itl: { median: 0.0243 } },
        requestsPerSecond: 0.5,
        concurrency: 3.2,
        outputTokensPerSecond: 1014.5,
      },
      { durationSeconds: 61.5, outputTokens: 8000, requestsPerSecond: 1 },
    ],
    succeeded: 30,
    failed: 2,
    incomplete: 1,
    broken: 0,
  });
  // The sign for none is no zero.
  expect(parsePrintedSummary(WHOLE).benchmarks[1]?.latency.itl).toBeUndefined();
});

test('other columns, as other versions have them, do not move what is read', () => {
  const older = `ℹ Server Throughput Statistics
|===========|=====|======|=======|======|=======|========|
| Benchmark | Requests               |||| Output Tokens || 
| Strategy  | Per Sec   || Concurrency || Per Sec       ||
|           | Mdn | Mean | Mdn   | Mean | Mdn   | Mean   |
|-----------|-----|------|-------|------|-------|--------|
| constant  | 1.0 | 1.1  | 0.0   | 0.6  | 2.3   | 51.6   |
|===========|=====|======|=======|======|=======|========|
`;
  expect(parsePrintedSummary(older).benchmarks).toEqual([
    { strategy: 'constant', latency: {}, requestsPerSecond: 1.1, concurrency: 0.6, outputTokensPerSecond: 51.6 },
  ]);
});

test('a progress bar before it, an indented log and Windows line ends are no obstacle', () => {
  const bar = Array.from({ length: 2000 }, (_, i) => `\rGenerating... ${i}/2000`).join('');
  const indented = LATENCY.replace(/^/gm, '  ').replace(/\n/g, '\r\n');
  expect(parsePrintedSummary(`${bar}\r${indented}`).benchmarks.map(({ latency }) => latency.e2e?.median)).toEqual([
    20.4, 28.3,
  ]);
});

test.each([
  ['a row with a cell too few', LATENCY.replace('| 24.3 | 26.1 ', '| 24.3 '), 1, 1],
  ['a word for a number', LATENCY.replace('20.4 ', 'soon '), 1, 1],
  ['a log that is cut within its header', LATENCY.split('\n').slice(0, 4).join('\n'), 1, 0],
  [
    'lines of another program within a table',
    LATENCY.replace('| constant  | 28.3', 'Traceback\n| constant  | 28.3'),
    1,
    1,
  ],
])('%s is counted, and what can be read is', (_name, text, broken, benchmarks) => {
  const summary = parsePrintedSummary(text);
  expect([summary.broken, summary.benchmarks.length]).toEqual([broken, benchmarks]);
});

test('a log without a summary has none', () => {
  expect(parsePrintedSummary('Traceback (most recent call last):\n|x|\nRun Summary Info\n')).toEqual({
    benchmarks: [],
    lines: 3,
    broken: 0,
  });
});
