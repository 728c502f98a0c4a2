/**
 * The summary that GuideLLM prints at the end of a benchmark, as the log of its pod has it: tables drawn with bars, since 0.4
 * ("Run Summary Info", "Request Latency Statistics", "Server Throughput Statistics"), and the count of requests that this
 * project's load task prints after them. Values are rounded to a tenth by GuideLLM; a report has more.
 */
import type { PrintedBenchmark, PrintedSummary } from '../domain/analysis/runLogs';
import type { LatencyId } from '../domain/analysis/types';
import { logErrors } from './logErrors';

/** A value by the path of its column: group, name, unit or statistic. */
type Row = Map<string, string>;

/** @param text of the log, or its end; never throws */
export function parsePrintedSummary(text: string): PrintedSummary {
  // A progress bar draws over its line: of such a line the last state counts.
  const lines = text.split('\n').map((line) => line.trimEnd().replace(/^.*\r/s, ''));
  const summary: PrintedSummary = { benchmarks: [], lines: lines.filter((line) => line !== '').length, broken: 0 };
  const tables = new Map<string, Row[]>();
  for (let i = 0; i < lines.length; i++) {
    const title = TITLES.find((one) => lines[i]!.includes(one));
    if (title !== undefined && isBar(lines[i + 1], '=')) {
      const { rows, broken, end } = readTable(lines, i + 2);
      tables.set(title, rows);
      summary.broken += broken;
      i = end;
    }
    const [, succeeded, failed, incomplete] = COUNTS.exec(lines[i] ?? '') ?? [];
    if (succeeded !== undefined && failed !== undefined) {
      summary.succeeded = Number(succeeded);
      summary.failed = Number(failed);
      if (incomplete !== undefined) {
        summary.incomplete = Number(incomplete);
      }
    }
  }
  const [run = [], latency = [], throughput = []] = TITLES.map((title) => tables.get(title) ?? []);
  const count = Math.max(run.length, latency.length, throughput.length);
  for (let i = 0; i < count; i++) {
    summary.benchmarks.push(benchmarkOf(run[i], latency[i], throughput[i]));
  }
  const errors = logErrors(lines);
  return errors.length === 0 ? summary : { ...summary, errors };
}

const TITLES = ['Run Summary Info', 'Request Latency Statistics', 'Server Throughput Statistics'] as const;
/** deploy/base/pipeline/scripts/load.py */
const COUNTS = /^(\d+) requests succeeded, (\d+) failed(?:, (\d+) incomplete)?$/;

const isBar = (line: string | undefined, char: '=' | '-'): boolean =>
  line !== undefined && new RegExp(`^\\s*\\|[${char}|]+\\|$`).test(line);

interface Table {
  rows: Row[];
  broken: number;
  /** Index of its last line. */
  end: number;
}

/** @param start index of the first line of its header */
function readTable(lines: readonly string[], start: number): Table {
  const headers: string[][] = [];
  let at = start;
  while (at < lines.length && !isBar(lines[at], '-') && lines[at]!.includes('|')) {
    headers.push(spread(cellsOf(lines[at]!)));
    at++;
  }
  if (!isBar(lines[at], '-')) {
    return { rows: [], broken: 1, end: at - 1 };
  }
  const paths = (headers[0] ?? []).map((_, column) => headers.map((row) => row[column]?.trim() ?? '').join('/'));
  const table: Table = { rows: [], broken: 0, end: at };
  for (at++; at < lines.length && !isBar(lines[at], '='); at++) {
    table.end = at;
    const cells = cellsOf(lines[at]!).map((cell) => cell.trim());
    if (cells.length === paths.length && cells.slice(1).every(isValue)) {
      table.rows.push(new Map(paths.map((path, i) => [path, cells[i]!])));
    } else {
      table.broken++;
      if (!lines[at]!.includes('|')) {
        break;
      }
    }
  }
  return table;
}

const cellsOf = (line: string): string[] => line.trim().split('|').slice(1, -1);
/** A cell over several columns stands in the first, and nothing at all in the others. */
function spread(cells: string[]): string[] {
  let last = '';
  return cells.map((cell) => (last = cell === '' ? last : cell));
}

/** A number, the time of a day, or the sign for none. */
const isValue = (cell: string): boolean => /^(?:-?\d+(?:\.\d+)?|--|\d\d:\d\d:\d\d)$/.test(cell);

function numberAt(row: Row | undefined, ...path: string[]): number | undefined {
  const text = row?.get(path.join('/'));
  return text === undefined || !/^-?\d+(?:\.\d+)?$/.test(text) ? undefined : Number(text);
}

function benchmarkOf(run?: Row, latency?: Row, throughput?: Row): PrintedBenchmark {
  const [strategy = ''] = [run, latency, throughput].flatMap((row) => row?.get('Benchmark/Strategy/') ?? []);
  const latencies = LATENCIES.flatMap(([id, group, unit, perSecond]) => {
    const [median, p95] = [numberAt(latency, group, unit, 'Mdn'), numberAt(latency, group, unit, 'p95')];
    return median === undefined || p95 === undefined
      ? []
      : [[id, { median: seconds(median, perSecond), p95: seconds(p95, perSecond) }]];
  });
  return known({
    strategy,
    durationSeconds: numberAt(run, 'Timings', 'Dur', 'Sec'),
    promptTokens: numberAt(run, 'Input Tokens', 'Comp', 'Tot'),
    outputTokens: numberAt(run, 'Output Tokens', 'Comp', 'Tot'),
    latency: Object.fromEntries(latencies) as PrintedBenchmark['latency'],
    requestsPerSecond: numberAt(throughput, 'Requests', 'Per Sec', 'Mean'),
    concurrency: numberAt(throughput, 'Requests', 'Concurrency', 'Mean'),
    outputTokensPerSecond: numberAt(throughput, 'Output Tokens', 'Per Sec', 'Mean'),
  });
}

/** Tenths of milliseconds are printed: digits that a division adds after them mean nothing. */
const seconds = (value: number, perSecond: number): number => Number((value / perSecond).toFixed(6));

const LATENCIES = [
  ['e2e', 'Request Latency', 'Sec', 1],
  ['ttft', 'TTFT', 'ms', 1000],
  ['itl', 'ITL', 'ms', 1000],
] as const satisfies ReadonlyArray<readonly [LatencyId, string, string, number]>;

/** Without the fields that have no value. */
const known = (benchmark: PrintedBenchmark): PrintedBenchmark =>
  Object.fromEntries(
    Object.entries(benchmark).filter(([, value]) => value !== undefined)
  ) as unknown as PrintedBenchmark;
