/** One definition feeds Markdown, the page and the export. */
import { analysisOf } from '../domain/analysis/measureKpis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { LoadStepSummary } from '../domain/analysis/runLogs';
import { STALL_SECONDS } from '../domain/analysis/stalls';
import { START, testMeasurements, testRun, testSeries, testWindow } from '../domain/analysis/testing';
import type { ClientMeasurements } from '../guidellm/mergeReports';
import { exportDocument } from './exportDocument';
import { htmlReport } from './htmlReport';
import { publishMarkdown } from './publishMarkdown';
import { rowCount } from './table';
import { rendered } from './testingMarkdown';

const STEPS = 60;
const IDLE = STALL_SECONDS / 10 + 1;
const client = {
  latency: {},
  totals: { successful: 58, errored: 2, incomplete: 3 },
  errors: [{ kind: 'HTTP 503', count: 2, example: 'Server error <503>' }],
} as unknown as ClientMeasurements;

const load: LoadStepSummary[] = [
  {
    task: 'run-a-load-0',
    pod: 'run-a-load-0-pod',
    benchmarks: [
      {
        strategy: 'constant',
        latency: { ttft: { median: 0.1465, p95: 0.2797 }, e2e: { median: 20.4, p95: 21.8 } },
        requestsPerSecond: 0.5,
        outputTokensPerSecond: 1014.5,
      },
    ],
    succeeded: 30,
    failed: 2,
    incomplete: 1,
    errors: [{ kind: 'Timeout', count: 4, example: 'httpx.ReadTimeout: <slow>' }],
    lines: 40,
    broken: 0,
  },
  { task: 'run-a-load-1', pod: 'b', benchmarks: [], lines: 0, broken: 0, why: 'the pod is gone, and its log with it' },
];

function failing(): RunAnalysis {
  const flat = (value: number) => Array.from({ length: STEPS }, (_, i) => (i >= 10 && i < 10 + IDLE ? 0 : value));
  const series = {
    planned: [testSeries(Array.from({ length: STEPS }, () => 2))],
    arrived: [testSeries(flat(2))],
    served: [testSeries(flat(2))],
  };
  const analysis = analysisOf(
    testRun({ name: 'run-a', finishedAt: START + STEPS * 10_000 }),
    testMeasurements({ window: testWindow(STEPS), series })
  );
  return { ...analysis, recorded: { at: START, by: 'test', logs: { load } } };
}

const LINES = [
  'HTTP 503: 2 requests, in reports of the client · Server error <503>',
  'Timeout: 4 errors, in logs of the load steps · httpx.ReadTimeout: <slow>',
];
const STALLED = `The load made no progress for 5m 00s, from ${new Date(START + 100_000).toISOString()} on.`;
const ROWS = [
  ['run-a-load-0', '30', '2', '1', '147 ms, 280 ms', '–', '20.40 s, 21.80 s', '0.5', '1,014.5', ''],
  ['run-a-load-1', '–', '–', '–', '–', '–', '–', '–', '–', 'the pod is gone, and its log with it'],
];
const options = { clientOf: () => client };

test.each([
  ['Markdown', (runs: RunAnalysis[]) => rendered(publishMarkdown(runs, options))],
  ['HTML', (runs: RunAnalysis[]) => new DOMParser().parseFromString(htmlReport(runs, options), 'text/html').body],
])('%s has failures by source, stalls and what the load steps printed', (_name, page) => {
  const root = page([failing()]);
  const items = [...root.querySelectorAll('li')].map(({ textContent }) => textContent);
  expect(items).toEqual(expect.arrayContaining([...LINES, STALLED]));
  const rows = [...root.querySelectorAll('tr')].map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => textContent)
  );
  expect(rows).toEqual(expect.arrayContaining(ROWS));
});

test('of several runs each line names its run', () => {
  const other = analysisOf(testRun({ name: 'run-b' }), testMeasurements({}));
  const page = htmlReport([failing(), other]);
  expect(page).toContain('run-a: Timeout: 4 errors');
  expect(page).toContain('What GuideLLM printed: run-a');
  expect(page).not.toContain('HTTP 503');
  expect(page).not.toContain('What GuideLLM printed: run-b');
});

test('an export has them as rows, and none where there is nothing', () => {
  const context = { link: '', pluginVersion: '0', now: START };
  const rowsOf = (analysis: RunAnalysis, name: string) => {
    const table = exportDocument([analysis], { ...context, ...options }).tables.find((one) => one.name === name)!;
    return Array.from({ length: rowCount(table) }, (_, i) => table.columns.map(({ values }) => values[i]));
  };
  expect(rowsOf(failing(), 'failures')).toEqual([
    ['experiment-01/run-a', 'client-reports', 'HTTP 503', 2, 'Server error <503>'],
    ['experiment-01/run-a', 'load-logs', 'Timeout', 4, 'httpx.ReadTimeout: <slow>'],
  ]);
  expect(rowsOf(failing(), 'stalls')).toEqual([['experiment-01/run-a', START + 100_000, START + 400_000]]);
  expect(rowsOf(failing(), 'load_steps').map((row) => row.slice(0, 8))).toEqual([
    ['experiment-01/run-a', 'run-a-load-0', 'constant', 30, 2, 1, 0.1465, 0.2797],
    ['experiment-01/run-a', 'run-a-load-1', undefined, undefined, undefined, undefined, undefined, undefined],
  ]);
  const without = exportDocument([analysisOf(testRun({}), testMeasurements({}))], context);
  expect(without.tables.slice(-3).map(rowCount)).toEqual([0, 0, 0]);
});
