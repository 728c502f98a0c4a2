/** What load steps printed at their end, as a table of texts: one row a benchmark, or a step that printed none. */
import type { LoadStepSummary, PrintedBenchmark } from '../domain/analysis/runLogs';
import { formatNumber, formatQuantity, UNKNOWN } from '../domain/format';
import { t } from '../i18n/t';

export interface PrintedTable {
  head: string[];
  rows: string[][];
}

/** Undefined where no log was read. */
export function printedSteps(load: readonly LoadStepSummary[] = []): PrintedTable | undefined {
  if (load.length === 0) {
    return undefined;
  }
  return {
    head: [
      t('guidellm.printed.step', 'Load step'),
      t('guidellm.printed.completed', 'Completed'),
      t('guidellm.printed.failed', 'Failed'),
      t('guidellm.printed.incomplete', 'Incomplete'),
      t('guidellm.printed.ttft', 'TTFT median, p95'),
      t('guidellm.printed.itl', 'ITL median, p95'),
      t('guidellm.printed.e2e', 'Request median, p95'),
      t('guidellm.printed.rate', 'Requests/s'),
      t('guidellm.printed.tokens', 'Output tokens/s'),
      t('guidellm.printed.note', 'Note'),
    ],
    rows: load.flatMap((step) =>
      (step.benchmarks.length > 0 ? step.benchmarks : [undefined]).map((benchmark, i) => [
        step.task,
        // A step's counts are of all its benchmarks: said once.
        ...[step.succeeded, step.failed, step.incomplete].map((count) => (i === 0 ? number(count) : '')),
        ...(['ttft', 'itl', 'e2e'] as const).map((id) => latency(benchmark?.latency[id])),
        number(benchmark?.requestsPerSecond, 1),
        number(benchmark?.outputTokensPerSecond, 1),
        i === 0 ? noteOf(step) : '',
      ])
    ),
  };
}

export const printedTitle = (): string => t('guidellm.printed.title', 'What GuideLLM printed');

const number = (value: number | undefined, decimals: 0 | 1 = 0): string =>
  value === undefined ? UNKNOWN : formatNumber(value, decimals);

const latency = (value: PrintedBenchmark['latency']['ttft']): string =>
  value === undefined ? UNKNOWN : `${formatQuantity(value.median, 's')}, ${formatQuantity(value.p95, 's')}`;

function noteOf({ why, benchmarks, broken }: LoadStepSummary): string {
  const broke =
    broken > 0
      ? [
          t('guidellm.printed.broken', '{{count}} rows cannot be read', {
            count: broken,
            defaultValue_one: '{{count}} row cannot be read',
          }),
        ]
      : [];
  const none = benchmarks.length === 0 ? [t('guidellm.printed.none', 'no figures in its log')] : [];
  return why ?? [...none, ...broke].join('; ');
}
