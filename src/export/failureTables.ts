/** What went wrong in runs, and what their load steps printed: tables of an export. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { LoadStepSummary, PrintedBenchmark } from '../domain/analysis/runLogs';
import { stalls } from '../domain/analysis/stalls';
import type { LatencyId } from '../domain/analysis/types';
import { runId } from '../domain/run';
import { failuresIn } from './failureLines';
import type { ClientOf } from './fieldRows';
import { columnsOf, type Table } from './table';

/** One row a kind of failure of a run, by who tells it. */
export function failureTable(analyses: readonly RunAnalysis[], clientOf?: ClientOf): Table {
  const rows = analyses.flatMap((analysis) =>
    failuresIn(analysis, clientOf).map((failure) => ({ run: runId(analysis.run), ...failure }))
  );
  const { text, number } = columnsOf(rows);
  return {
    name: 'failures',
    about: 'Failures of each run by kind; of client reports their requests, of load logs the errors that they report',
    columns: [
      text('run', 'Run, as namespace/name', ({ run }) => run),
      text('source', 'client-reports or load-logs', ({ source }) => source),
      text('kind', 'HTTP status, Timeout, Connection, Cancelled, Other', ({ kind }) => kind),
      number('count', 'Requests, or errors in logs', ({ count }) => count),
      text('sample', 'First message of its kind; empty where there is none', ({ example }) => example),
    ],
  };
}

/** One row a time in which the load of a run made no progress. */
export function stallTable(analyses: readonly RunAnalysis[]): Table {
  const rows = analyses.flatMap(({ run, measurements }) =>
    stalls(run, measurements).map(({ from, to }) => ({ run: runId(run), from, to }))
  );
  const { text, time } = columnsOf(rows);
  return {
    name: 'stalls',
    about: 'Times in which the load of a run was on and made no progress',
    columns: [
      text('run', 'Run, as namespace/name', ({ run }) => run),
      time('from', 'First sample without progress', ({ from }) => from),
      time('to', 'Last one', ({ to }) => to),
    ],
  };
}

interface Step extends LoadStepSummary {
  run: string;
  benchmark?: PrintedBenchmark;
}

/** One row a benchmark that a load step printed, or a step that printed none. */
export function loadStepTable(analyses: readonly RunAnalysis[]): Table {
  const rows = analyses.flatMap(({ run, recorded }) =>
    (recorded?.logs?.load ?? []).flatMap((step): Step[] =>
      (step.benchmarks.length > 0 ? step.benchmarks : [undefined]).map((benchmark) => ({
        ...step,
        run: runId(run),
        benchmark,
      }))
    )
  );
  const { text, number } = columnsOf(rows);
  const latency = (id: LatencyId, about: string) => [
    number(`${id}_median_s`, `${about}, median, s`, ({ benchmark }) => benchmark?.latency[id]?.median),
    number(`${id}_p95_s`, `${about}, 95th percentile, s`, ({ benchmark }) => benchmark?.latency[id]?.p95),
  ];
  return {
    name: 'load_steps',
    about: "What GuideLLM printed at the end of each load step, from the logs in the run's record",
    columns: [
      text('run', 'Run, as namespace/name', ({ run }) => run),
      text('step', 'Name of its TaskRun', ({ task }) => task),
      text('strategy', 'Of GuideLLM', ({ benchmark }) => benchmark?.strategy),
      number('completed', 'Requests that succeeded, of the whole step', ({ succeeded }) => succeeded),
      number('failed', 'Requests that failed, of the whole step', ({ failed }) => failed),
      number('incomplete', 'Requests under way at its end, of the whole step', ({ incomplete }) => incomplete),
      ...latency('ttft', 'Time to first token'),
      ...latency('itl', 'Time between tokens'),
      ...latency('e2e', 'Time of a request'),
      number('requests_per_second', 'Mean', ({ benchmark }) => benchmark?.requestsPerSecond),
      number('output_tokens_per_second', 'Mean', ({ benchmark }) => benchmark?.outputTokensPerSecond),
      text('why', 'Why its log was not read', ({ why }) => why),
    ],
  };
}
