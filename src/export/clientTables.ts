/** What a client measured, for an export: it is nowhere else. */
import { KPIS } from '../domain/analysis/kpis';
import type { ComparedFigure } from '../guidellm/compareWithServer';
import type { ClientMeasurements, Instance } from '../guidellm/mergeReports';
import { REQUEST_STATUSES, type RequestColumns } from '../guidellm/report';
import { columnsOf, type Table } from './table';

/** @param run as namespace/name */
export function clientTables(run: string, client: ClientMeasurements, figures: readonly ComparedFigure[]): Table[] {
  return [figureTable(run, figures), requestTable(run, client)];
}

function figureTable(run: string, figures: readonly ComparedFigure[]): Table {
  const { text, number } = columnsOf(figures);
  return {
    name: 'client_kpis',
    about: 'Figures of the client beside those of the server; the difference is the client less the server',
    columns: [
      text('run', 'Run, as namespace/name', () => run),
      text('kpi', 'Id of the figure', ({ kpi }) => kpi),
      number('client', 'From GuideLLM reports', ({ client }) => client),
      number('server', 'From Prometheus', ({ server }) => server),
      number('difference', 'Client less server', ({ difference }) => difference),
      text('unit', "Unit, where Grafana knows it by Grafana's id", ({ kpi }) => KPIS[kpi].unit),
      text(
        'finding',
        "outside: between client and vLLM; within-bucket: finer than the server's histogram tells; less: no path explains it; same; other-requests: the reports hold too few of the served requests",
        ({ finding }) => finding
      ),
    ],
  };
}

/** One row a request that is in the reports: all of them, or the sample that GuideLLM kept. */
function requestTable(run: string, { instances }: ClientMeasurements): Table {
  const rows = instances.flatMap((instance) =>
    Array.from({ length: instance.benchmark.requests.count }, (_, i) => ({ instance, i }))
  );
  const { text, number, time } = columnsOf(rows);
  const from =
    (pick: (requests: RequestColumns) => ArrayLike<number>) =>
    ({ instance, i }: (typeof rows)[number]): number | undefined =>
      known(pick(instance.benchmark.requests)[i]);
  return {
    name: 'client_requests',
    about: 'Requests as the client saw them, by its own clock',
    columns: [
      text('run', 'Run, as namespace/name', () => run),
      text('report', 'Name of the file', ({ instance }) => instance.fileName),
      text('status', 'successful, errored, or incomplete: cut off by the client', statusOf),
      time(
        'start',
        'When it was sent, UTC',
        from(({ start }) => start)
      ),
      time(
        'end',
        'When it ended, UTC',
        from(({ end }) => end)
      ),
      number(
        'ttft_s',
        'Time to first token, s',
        from(({ ttft }) => ttft)
      ),
      number(
        'itl_s',
        'Mean time between its tokens, s',
        from(({ itl }) => itl)
      ),
      number(
        'e2e_s',
        'Time to the last token, s',
        from(({ e2e }) => e2e)
      ),
      number(
        'prompt_tokens',
        'Tokens of the prompt',
        from(({ promptTokens }) => promptTokens)
      ),
      number(
        'output_tokens',
        'Tokens of the answer',
        from(({ outputTokens }) => outputTokens)
      ),
      text('error', 'Kind of its error', errorOf),
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
