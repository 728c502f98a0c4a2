/** What the recorder tells of itself: counts for its metrics, and whether it is well. */
import { PARTS, type Part } from './ports';

/** A look that takes longer than this, s, is not healthy: the process is held up. */
const SILENT_SECONDS = 300;

export class Status {
  leads = false;
  /** Runs that have ended and have no record yet. */
  backlog = 0;
  /** When all that was due was last done, without a failure; s since 1970. */
  succeededAt?: number;
  /** When a round of its loop last ended, whether it leads or not; ms by the clock of this machine. */
  aliveAt: number;
  readonly written = { final: 0, preliminary: 0 };
  readonly verdicts = { passed: 0, flagged: 0, failed: 0, unknown: 0 };
  readonly failures = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<Part, number>;
  removed = 0;
  told = 0;
  /** Runs that have nothing to be recorded: no load, or no workload. */
  without = 0;
  prometheusRequests = 0;
  /** Of logs that were read. */
  readonly brokenLines = { controller: 0, load: 0 };

  /** @param clock ms, of this machine */
  constructor(private readonly clock: () => number) {
    this.aliveAt = clock();
  }

  isAlive(): boolean {
    return this.clock() - this.aliveAt < SILENT_SECONDS * 1000;
  }
}

interface Metric {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  values: ReadonlyArray<readonly [labels: Record<string, string>, value: number]>;
}

/** Names of the recorder's metrics, for rules and for what scrapes them. */
export const RECORDER_METRICS = { succeededAt: 'wva_recorder_last_success_timestamp_seconds' } as const;

/** Prometheus' text format. */
export function metricsText(status: Status, residentBytes: number): string {
  const one = (value: number): Metric['values'] => [[{}, value]];
  const each = (label: string, values: Readonly<Record<string, number>>): Metric['values'] =>
    Object.entries(values).map(([key, value]) => [{ [label]: key }, value] as const);
  const metrics: Metric[] = [
    gauge('wva_recorder_leader', 'Whether this one holds the Lease and works.', one(status.leads ? 1 : 0)),
    ...(status.succeededAt === undefined
      ? []
      : [
          gauge(
            RECORDER_METRICS.succeededAt,
            'When the one that works last had done all that was due, without a failure.',
            one(status.succeededAt)
          ),
        ]),
    gauge('wva_recorder_backlog_runs', 'Runs that have ended and have no record yet.', one(status.backlog)),
    counter('wva_recorder_records_written_total', 'Records written.', each('kind', status.written)),
    counter('wva_recorder_records_removed_total', 'Records removed, beyond the number to keep.', one(status.removed)),
    counter('wva_recorder_verdicts_total', 'Verdicts noted.', each('outcome', status.verdicts)),
    counter('wva_recorder_webhooks_total', 'Messages that the webhook took.', one(status.told)),
    counter('wva_recorder_unmeasurable_runs_total', 'Runs without a load or a workload.', one(status.without)),
    counter('wva_recorder_failures_total', 'Failures, by who failed.', each('part', status.failures)),
    counter(
      'wva_recorder_log_lines_broken_total',
      'Lines of logs that cannot be read.',
      each('log', status.brokenLines)
    ),
    counter('wva_recorder_prometheus_requests_total', 'Requests to Prometheus.', one(status.prometheusRequests)),
    gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', one(residentBytes)),
  ];
  return metrics.map(text).join('');
}

const gauge = (name: string, help: string, values: Metric['values']): Metric => ({ name, help, type: 'gauge', values });
const counter = (name: string, help: string, values: Metric['values']): Metric => ({
  name,
  help,
  type: 'counter',
  values,
});

function text({ name, help, type, values }: Metric): string {
  const rows = values.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, of]) => `${label}=${JSON.stringify(of)}`);
    return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${rows.join('')}`;
}
