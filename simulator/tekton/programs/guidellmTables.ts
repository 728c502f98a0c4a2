/**
 * The tables that GuideLLM 0.5 prints at its end: `guidellm/benchmark/outputs/console.py` and `utils/console.py`. Left out are
 * those of words, characters and other media, which nobody reads here.
 */
import type { CompletedRequest, SeenRequests } from './loadClient';
import { concurrency, percentile, type Weighted } from './distribution';

/** Rows of its header (group, name, unit), and its value. */
type Column = readonly [group: string, name: string, unit: string, value: string];

/** @param span in which the benchmark ran, seconds since the epoch */
export function guidellmTables(seen: SeenRequests, strategy: string, span: { from: number; to: number }): string[] {
  const { completed, incomplete, errored } = seen;
  const all = [...completed, ...incomplete, ...errored];
  const seconds = span.to - span.from;
  const head: Column = ['Benchmark', 'Strategy', '', strategy];
  const sums = (group: string, of: (request: (typeof all)[number]) => number): Column[] =>
    [completed, incomplete, errored].map((requests, i) => [
      group,
      ['Comp', 'Inc', 'Err'][i]!,
      'Tot',
      tenth(total(requests, of)),
    ]);
  const stats = (group: string, name: string, of: (request: CompletedRequest) => Weighted): Column[] => {
    const values = completed.map(of);
    return [
      [group, name, 'Mdn', tenth(percentile(values, 0.5))],
      [group, name, 'p95', tenth(percentile(values, 0.95))],
    ];
  };
  const rate = (group: string, sum: number): Column => [group, 'Per Sec', 'Mean', tenth(sum / seconds)];
  const [prompts, made] = [total(all, ({ promptTokens }) => promptTokens), total(all, (request) => request.made)];
  const inFlight = concurrency(all, span);
  return [
    ...table('Run Summary Info', [
      head,
      ['Timings', 'Start', '', clock(span.from)],
      ['Timings', 'End', '', clock(span.to)],
      ['Timings', 'Dur', 'Sec', tenth(seconds)],
      ['Timings', 'Warm', 'Sec', tenth(0)],
      ['Timings', 'Cool', 'Sec', tenth(0)],
      ...sums('Input Tokens', ({ promptTokens }) => promptTokens),
      ...sums('Output Tokens', (request) => request.made),
    ]),
    ...table('Request Token Statistics (Completed Requests)', [
      head,
      ...stats('Input Tok', 'Per Req', ({ promptTokens }) => [promptTokens, 1]),
      ...stats('Output Tok', 'Per Req', ({ outputTokens }) => [outputTokens, 1]),
      ...stats('Total Tok', 'Per Req', ({ promptTokens, outputTokens }) => [promptTokens + outputTokens, 1]),
    ]),
    ...table('Request Latency Statistics (Completed Requests)', [
      head,
      ...stats('Request Latency', 'Sec', ({ sentAt, endedAt }) => [endedAt - sentAt, 1]),
      ...stats('TTFT', 'ms', ({ sentAt, firstTokenAt }) => [(firstTokenAt - sentAt) * 1000, 1]),
      // Once for each token after the first.
      ...stats('ITL', 'ms', ({ firstTokenAt, endedAt, outputTokens }) => [
        ((endedAt - firstTokenAt) * 1000) / Math.max(1, outputTokens - 1),
        Math.max(1, outputTokens - 1),
      ]),
      ...stats('TPOT', 'ms', ({ sentAt, endedAt, outputTokens }) => [
        ((endedAt - sentAt) * 1000) / outputTokens,
        outputTokens,
      ]),
    ]),
    ...table('Server Throughput Statistics (All Requests)', [
      head,
      ['Requests', 'Concurrency', 'Mdn', tenth(inFlight.median)],
      ['Requests', 'Concurrency', 'Mean', tenth(inFlight.mean)],
      rate('Requests', all.length),
      rate('Input Tokens', prompts),
      rate('Output Tokens', made),
      rate('Total Tokens', prompts + made),
    ]),
  ];
}

function total<T>(requests: readonly T[], of: (request: T) => number): number {
  return requests.reduce((sum, request) => sum + of(request), 0);
}

const tenth = (value: number | undefined): string => (value === undefined ? '--' : value.toFixed(1));
const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 19);

/** Neighbours of one text in a row of the header are one cell, within what is one cell above them. */
function table(title: string, columns: readonly Column[]): string[] {
  const cells = columns.map((column) => column.map((text) => (text === '' ? '' : ` ${text} `)));
  const widths = cells.map((column) => Math.max(...column.map((text) => text.length)));
  const header = [0, 1, 2].map((row) => {
    const joins = (at: number): boolean =>
      at > 0 &&
      columns[at]![row] !== '' &&
      columns[at]![row] === columns[at - 1]![row] &&
      (row === 0 || columns[at]![row - 1] === columns[at - 1]![row - 1]);
    return spans(columns.length, joins).map(({ from, to }) => ({ text: cells[from]![row]!, from, to }));
  });
  for (const { text, from, to } of header.flat()) {
    const missing = text.length - sum(widths.slice(from, to));
    for (let i = 0; i < missing; i++) {
      widths[from + (i % (to - from))]! += 1;
    }
  }
  const bar = (char: string) => `|${widths.map((width) => char.repeat(width)).join('|')}|`;
  return [
    '',
    '',
    `ℹ ${title}`,
    bar('='),
    ...header.map(
      (row) =>
        `|${row.map(({ text, from, to }) => text.padEnd(sum(widths.slice(from, to))) + '|'.repeat(to - from)).join('')}`
    ),
    bar('-'),
    `|${cells.map((column, i) => column[3]!.padEnd(widths[i]!)).join('|')}|`,
    bar('='),
  ];
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

function spans(count: number, joins: (at: number) => boolean): Array<{ from: number; to: number }> {
  const found: Array<{ from: number; to: number }> = [];
  for (let at = 0; at < count; at++) {
    const last = found.at(-1);
    if (last && joins(at)) {
      last.to = at + 1;
    } else {
      found.push({ from: at, to: at + 1 });
    }
  }
  return found;
}
