/** What a client measured, for an export: it is nowhere else. */
import { KPIS } from '../domain/analysis/kpis';
import type { ComparedFigure } from '../guidellm/compareWithServer';
import type { ClientMeasurements, Instance } from '../guidellm/mergeReports';
import { REQUEST_STATUSES, type RequestColumns } from '../guidellm/report';
import { column, type Table } from './table';

/** @param run as namespace/name */
export function clientTables(run: string, client: ClientMeasurements, figures: readonly ComparedFigure[]): Table[] {
  return [figureTable(run, figures), requestTable(run, client)];
}

function figureTable(run: string, figures: readonly ComparedFigure[]): Table {
  return {
    name: 'client_kpis',
    about: 'Figures of the client beside those of the server; the difference is the client less the server',
    columns: [
      column.text(
        'run',
        'Run, as namespace/name',
        figures.map(() => run)
      ),
      column.text(
        'kpi',
        'Id of the figure',
        figures.map(({ kpi }) => kpi)
      ),
      column.number(
        'client',
        'From GuideLLM reports',
        figures.map(({ client }) => client)
      ),
      column.number(
        'server',
        'From Prometheus',
        figures.map(({ server }) => server)
      ),
      column.number(
        'difference',
        'Client less server',
        figures.map(({ difference }) => difference)
      ),
      column.text(
        'unit',
        "Unit, where Grafana knows it by Grafana's id",
        figures.map(({ kpi }) => KPIS[kpi].unit)
      ),
      column.text(
        'finding',
        "outside: between client and vLLM; within-bucket: finer than the server's histogram tells; less: no path explains it; same; other-requests: the reports hold too few of the served requests",
        figures.map(({ finding }) => finding)
      ),
    ],
  };
}

/** One row a request that is in the reports: all of them, or the sample that GuideLLM kept. */
function requestTable(run: string, { instances }: ClientMeasurements): Table {
  const rows = instances.flatMap((instance) =>
    Array.from({ length: instance.benchmark.requests.count }, (_, i) => ({ instance, i }))
  );
  const from = (pick: (requests: RequestColumns) => ArrayLike<number>): Array<number | undefined> =>
    rows.map(({ instance, i }) => known(pick(instance.benchmark.requests)[i]));
  return {
    name: 'client_requests',
    about: 'Requests as the client saw them, by its own clock',
    columns: [
      column.text(
        'run',
        'Run, as namespace/name',
        rows.map(() => run)
      ),
      column.text(
        'report',
        'Name of the file',
        rows.map(({ instance }) => instance.fileName)
      ),
      column.text('status', 'successful, errored, or incomplete: cut off by the client', rows.map(statusOf)),
      column.time(
        'start',
        'When it was sent, UTC',
        from(({ start }) => start)
      ),
      column.time(
        'end',
        'When it ended, UTC',
        from(({ end }) => end)
      ),
      column.number(
        'ttft_s',
        'Time to first token, s',
        from(({ ttft }) => ttft)
      ),
      column.number(
        'itl_s',
        'Mean time between its tokens, s',
        from(({ itl }) => itl)
      ),
      column.number(
        'e2e_s',
        'Time to the last token, s',
        from(({ e2e }) => e2e)
      ),
      column.number(
        'prompt_tokens',
        'Tokens of the prompt',
        from(({ promptTokens }) => promptTokens)
      ),
      column.number(
        'output_tokens',
        'Tokens of the answer',
        from(({ outputTokens }) => outputTokens)
      ),
      column.text('error', 'Kind of its error', rows.map(errorOf)),
    ],
  };
}

const known = (value: number | undefined): number | undefined => (Number.isNaN(value) ? undefined : value);

function statusOf({ instance, i }: { instance: Instance; i: number }): string | undefined {
  return REQUEST_STATUSES[instance.benchmark.requests.status[i] ?? -1];
}

function errorOf({ instance, i }: { instance: Instance; i: number }): string | undefined {
  return instance.errorKinds[(instance.benchmark.requests.error[i] ?? 0) - 1];
}
