/** The rows in which autoscaling results are published in the field: one table for Markdown, HTML and whoever comes. */
import { formatNumber, UNKNOWN } from '../domain/format';
import type { KpiId } from '../domain/analysis/kpis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { LatencyId, MeasuredVariant } from '../domain/analysis/types';
import type { ClientMeasurements } from '../guidellm/mergeReports';
import type { FieldColumn } from './fieldColumns';

/** What the clients of a run measured by their own reports, where there are any. */
export type ClientOf = (analysis: RunAnalysis) => ClientMeasurements | undefined;

interface Published {
  analysis: RunAnalysis;
  client?: ClientMeasurements;
}

interface FieldRow {
  title: string;
  decimals: number;
  /** Null where a run can have none; undefined where it is not known. */
  value(run: Published): number | undefined | null;
}

const row = (title: string, decimals: number, id: KpiId, factor = 1): FieldRow => ({
  title,
  decimals,
  value: ({ analysis }) => {
    const { value, applies } = analysis.kpis[id];
    return value === undefined ? (applies === false ? null : undefined) : value * factor;
  },
});

const clientRow = (
  title: string,
  decimals: number,
  value: (client: ClientMeasurements) => number | undefined
): FieldRow => ({ title: `${title}, client`, decimals, value: ({ client }) => client && value(client) });

const p99 =
  (id: LatencyId, factor: number) =>
  ({ latency }: ClientMeasurements): number | undefined => {
    const value = latency[id]?.[99];
    return value === undefined ? undefined : value * factor;
  };

const CLIENT_ROWS: readonly FieldRow[] = [
  clientRow('P99 TTFT (ms)', 0, p99('ttft', 1000)),
  clientRow('P99 ITL (ms/token)', 1, p99('itl', 1000)),
  clientRow('P99 E2E (s)', 1, p99('e2e', 1)),
  clientRow('Error count', 0, ({ totals }) => totals.errored),
  clientRow('Incomplete', 0, ({ totals }) => totals.incomplete),
  clientRow('Total requests', 0, ({ totals }) => totals.successful + totals.errored + totals.incomplete),
];

const LATENCY_ROWS: readonly FieldRow[] = [
  row('P99 TTFT (ms)', 0, 'ttft-p99', 1000),
  row('P99 ITL (ms/token)', 1, 'itl-p99', 1000),
  row('P99 E2E (s)', 1, 'e2e-p99'),
];

const REPLICA_ROWS: readonly FieldRow[] = [
  row('Avg replicas', 2, 'replicas-mean'),
  row('Max replicas', 0, 'replicas-peak'),
];

const LOAD_ROWS: readonly FieldRow[] = [
  row('Avg KV cache utilization (%)', 1, 'kv-mean', 100),
  row('Avg queue depth of a replica (vLLM)', 1, 'queue-mean'),
  row('Error count', 0, 'requests-failed'),
  row('Incomplete', 0, 'requests-cut-off'),
  {
    title: 'Total requests',
    decimals: 0,
    value: ({ analysis: { kpis } }) => {
      const served = kpis['requests-served'].value;
      const [failed = 0, cutOff = 0] = [kpis['requests-failed'].value, kpis['requests-cut-off'].value];
      return served === undefined ? undefined : served + failed + cutOff;
    },
  },
  row('Requests/s served', 2, 'requests-per-second'),
  row('Avg pod startup (s)', 0, 'pod-startup'),
  row('Cost (GPU-hours)', 2, 'gpu-hours'),
  row('Requests per GPU-hour', 0, 'requests-per-gpu-hour'),
];

/** Of runs whose prices are known or whose model has several variants; none where no run has a value. */
const MODEL_ROWS: readonly FieldRow[] = [
  row('Cost-weighted GPU-hours', 2, 'cost-weighted-gpu-hours'),
  row('Cost (GPU-hours), all variants', 2, 'model-gpu-hours'),
  row('Requests per GPU-hour, all variants', 0, 'model-requests-per-gpu-hour'),
];

/** Variants of a run, each by itself; of a run with one, that one. */
function variantsOf({ run, measurements, kpis }: RunAnalysis): readonly MeasuredVariant[] {
  return (
    measurements.variants ?? [
      {
        workload: run.workload.variant,
        replicasMean: kpis['replicas-mean'].value,
        replicasPeak: kpis['replicas-peak'].value,
        gpusPerReplica: measurements.gpusPerReplica,
      },
    ]
  );
}

/** A pair of rows a variant, with what a replica of it takes; none where all runs are of one. */
function variantRows(analyses: readonly RunAnalysis[]): FieldRow[] {
  const names = [...new Set(analyses.flatMap((analysis) => variantsOf(analysis).map(({ workload }) => workload)))];
  const of = (
    name: string,
    title: string,
    decimals: number,
    key: 'replicasMean' | 'replicasPeak' | 'gpusPerReplica'
  ): FieldRow => ({
    title: `${title}, ${name}`,
    decimals,
    value: ({ analysis }) => {
      const variant = variantsOf(analysis).find(({ workload }) => workload === name);
      return variant === undefined ? null : variant[key];
    },
  });
  return names.length < 2
    ? []
    : names.flatMap((name) => [
        of(name, 'Avg replicas', 2, 'replicasMean'),
        of(name, 'Max replicas', 0, 'replicasPeak'),
        of(name, 'GPUs of a replica', 0, 'gpusPerReplica'),
      ]);
}

export interface FieldTable {
  head: string[];
  rows: string[][];
}

/** A column a run; of repeats also their arithmetic mean and the standard deviation of the sample. */
export function fieldTable(columns: readonly FieldColumn[], clientOf: ClientOf = () => undefined): FieldTable {
  const analyses = columns.flatMap((column) => (column.kind === 'run' ? column.analysis : []));
  const hasClient = analyses.some((analysis) => clientOf(analysis) !== undefined);
  const rows = [
    ...(hasClient ? CLIENT_ROWS : []),
    ...LATENCY_ROWS,
    ...REPLICA_ROWS,
    ...variantRows(analyses),
    ...LOAD_ROWS,
    ...MODEL_ROWS.filter(({ value }) => analyses.some((analysis) => typeof value({ analysis }) === 'number')),
  ];
  return {
    head: ['', ...columns.map(({ title }) => title)],
    rows: rows.map(({ title, decimals, value }) => [
      title,
      ...columns.map((column) => {
        const text = (one: number): string => formatNumber(one, decimals);
        const of = (analysis: RunAnalysis) => value({ analysis, client: clientOf(analysis) });
        return column.kind === 'run' ? cellText(of(column.analysis), text) : meanText(column.members.map(of), text);
      }),
    ]),
  };
}

const cellText = (value: number | undefined | null, text: (value: number) => string): string =>
  value === null ? '' : value === undefined ? UNKNOWN : text(value);

/** Of those that are known; with fewer than all it says of how many. */
export function meanText(values: ReadonlyArray<number | undefined | null>, text: (value: number) => string): string {
  const known = values.filter((value) => typeof value === 'number');
  if (known.length === 0) {
    return values.every((value) => value === null) ? '' : UNKNOWN;
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = known.length < 2 ? '' : ` ± ${text(Math.sqrt(square / (known.length - 1)))}`;
  return `${text(mean)}${spread}${known.length < values.length ? ` (of ${known.length})` : ''}`;
}
