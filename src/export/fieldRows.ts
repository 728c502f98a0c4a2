/** The rows in which autoscaling results are published in the field: one table for Markdown, HTML and whoever comes. */
import { formatNumber } from '../domain/format';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { KpiId } from '../domain/analysis/kpis';
import type { KpiValue } from '../domain/analysis/types';

type Kpis = Readonly<Record<KpiId, KpiValue>>;

export interface FieldRow {
  title: string;
  decimals: number;
  value(kpis: Kpis): number | undefined;
}

const row = (title: string, decimals: number, id: KpiId, factor = 1): FieldRow => ({
  title,
  decimals,
  value: (kpis) => {
    const { value } = kpis[id];
    return value === undefined ? undefined : value * factor;
  },
});

const FIELD_ROWS: readonly FieldRow[] = [
  row('P99 TTFT (ms)', 0, 'ttft-p99', 1000),
  row('P99 ITL (ms/token)', 1, 'itl-p99', 1000),
  row('P99 E2E (s)', 1, 'e2e-p99'),
  row('Avg replicas', 2, 'replicas-mean'),
  row('Max replicas', 0, 'replicas-peak'),
  row('Avg KV cache utilization (%)', 1, 'kv-mean', 100),
  row('Avg queue depth of a replica (vLLM)', 1, 'queue-mean'),
  row('Error count', 0, 'requests-failed'),
  {
    title: 'Total requests',
    decimals: 0,
    value: (kpis) => {
      const [served, failed] = [kpis['requests-served'].value, kpis['requests-failed'].value];
      return served === undefined ? undefined : served + (failed ?? 0);
    },
  },
  row('Requests/s served', 2, 'requests-per-second'),
  row('Cost (GPU-hours)', 2, 'gpu-hours'),
  row('Requests per GPU-hour', 0, 'requests-per-gpu-hour'),
];

export interface FieldTable {
  head: string[];
  rows: string[][];
}

/** A column a run; with several, their arithmetic mean and the standard deviation of the sample. */
export function fieldTable(analyses: readonly RunAnalysis[]): FieldTable {
  const several = analyses.length > 1;
  return {
    head: ['', ...analyses.map(({ run }) => run.name), ...(several ? ['mean ± s.d.'] : [])],
    rows: FIELD_ROWS.map(({ title, decimals, value }) => {
      const values = analyses.map(({ kpis }) => value(kpis));
      const texts = values.map((one) => (one === undefined ? '–' : formatNumber(one, decimals)));
      return [title, ...texts, ...(several ? [meanText(values, decimals)] : [])];
    }),
  };
}

/** Of those that are known; with fewer than all it says of how many. */
function meanText(values: ReadonlyArray<number | undefined>, decimals: number): string {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) {
    return '–';
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = known.length < 2 ? '' : ` ± ${formatNumber(Math.sqrt(square / (known.length - 1)), decimals)}`;
  return `${formatNumber(mean, decimals)}${spread}${known.length < values.length ? ` (of ${known.length})` : ''}`;
}

/** What stands above the table: label and text. */
export function fieldHeader(analyses: readonly RunAnalysis[]): Array<[label: string, text: string]> {
  const each = (text: (analysis: RunAnalysis) => string | undefined): string =>
    [...new Set(analyses.map(text).filter((one) => one !== undefined))].join(', ');
  const lines: Array<[string, string]> = [
    ['Workload', each(({ run: { workload } }) => `${workload.namespace}/${workload.variant}`)],
    ['Experiment', each(({ run }) => run.experiment)],
    ['Scaling', each(({ run }) => [run.mode, run.replicas].filter(Boolean).join(', ') || undefined)],
    ['Measured', each(({ measurements: { window } }) => `${isoTime(window.from)} to ${isoTime(window.to)}`)],
    ['Side', 'latencies and counts are those of the servers (vLLM), not of the client'],
  ];
  return lines.filter(([, text]) => text !== '');
}

const isoTime = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** What a reader has to know before the numbers are believed, each once, with the run where there are several. */
export function fieldProblems(analyses: readonly RunAnalysis[]): string[] {
  const problems = analyses.flatMap(({ run, measurements }) =>
    measurements.problems.map((problem) => (analyses.length > 1 ? `${run.name}: ${problem}` : problem))
  );
  return [...new Set(problems)];
}
