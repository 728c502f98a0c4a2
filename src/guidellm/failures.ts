/** Requests of a run's clients that failed, by kind. */
import { t } from '../i18n/t';
import type { ClientErrors, ClientMeasurements } from './mergeReports';

/**
 * The most frequent first, each with the first message of its kind. Reports that hold counts alone, and samples of requests,
 * leave failures whose kind is not known: they come last, without a message.
 */
export function failuresOf({ errors, totals }: Pick<ClientMeasurements, 'errors' | 'totals'>): ClientErrors[] {
  const known = errors.reduce((sum, { count }) => sum + count, 0);
  const rest = totals.errored - known;
  return rest <= 0
    ? [...errors]
    : [...errors, { kind: t('guidellm.failures.unknown', 'Kind not in the report'), count: rest, example: '' }];
}
