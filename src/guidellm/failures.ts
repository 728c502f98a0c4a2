/** What failed in a run, by kind, and who says so. */
import type { LoadStepSummary } from '../domain/analysis/runLogs';
import { t } from '../i18n/t';
import type { ClientErrors, ClientMeasurements } from './mergeReports';

/** A client's reports count requests, the logs of load steps are counted by the errors that they report. */
export type FailureSource = 'client-reports' | 'load-logs';

export interface Failure extends ClientErrors {
  source: FailureSource;
}

type Client = Pick<ClientMeasurements, 'errors' | 'totals'>;

/** Those of the client's reports first; of each source the most frequent first, each with the first message of its kind. */
export function failuresOf(client?: Client, load: readonly LoadStepSummary[] = []): Failure[] {
  const from = (source: FailureSource, errors: readonly ClientErrors[]): Failure[] =>
    errors.map(({ kind, count, example }) => ({ source, kind, count, example }));
  return [...from('client-reports', client ? reported(client) : []), ...from('load-logs', logged(load))];
}

/** Of one failure, without its message. */
export function failureText({ kind, count, source }: Failure): string {
  return source === 'client-reports'
    ? t('guidellm.failures.reported', '{{kind}}: {{count}} requests, in reports of the client', {
        kind,
        count,
        defaultValue_one: '{{kind}}: {{count}} request, in reports of the client',
      })
    : t('guidellm.failures.logged', '{{kind}}: {{count}} errors, in logs of the load steps', {
        kind,
        count,
        defaultValue_one: '{{kind}}: {{count}} error, in logs of the load steps',
      });
}

/**
 * Reports that hold counts alone, and samples of requests, leave failures whose kind is not known: they come last, without a
 * message.
 */
function reported({ errors, totals }: Client): ClientErrors[] {
  const known = errors.reduce((sum, { count }) => sum + count, 0);
  const rest = totals.errored - known;
  return rest <= 0
    ? [...errors]
    : [...errors, { kind: t('guidellm.failures.unknown', 'Kind not in the report'), count: rest, example: '' }];
}

/** Those of all steps together. */
function logged(load: readonly LoadStepSummary[]): ClientErrors[] {
  const kinds = new Map<string, ClientErrors>();
  for (const error of load.flatMap(({ errors = [] }) => errors)) {
    const { example, count } = kinds.get(error.kind) ?? { ...error, count: 0 };
    kinds.set(error.kind, { kind: error.kind, count: count + error.count, example });
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count);
}
