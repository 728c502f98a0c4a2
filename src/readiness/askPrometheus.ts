/** What readiness asks Prometheus, in one query. */
import { t } from '../i18n/t';
import type { Ask } from '../domain/prometheus';
import { detect, probe } from '../queries/detection';
import { readinessProbe, readReadiness } from '../queries/readiness';
import type { PrometheusFindings } from './findings';

/** How far back the present state may lie, ms. */
const RANGE_MS = 3_600_000;
const REF = 'readiness';

/**
 * @param now epoch ms
 * @throws what the adapter throws, and an Error with Prometheus' words where it refuses a question
 */
export async function askReadiness(ask: Ask, now: number, signal: AbortSignal): Promise<PrometheusFindings> {
  // One query: the series of both are told apart by their labels.
  const queries = [{ refId: REF, expr: `${probe()} or ${readinessProbe()}` }];
  const answer = (await ask(queries, { from: now - RANGE_MS, to: now }, signal)).get(REF);
  if (answer?.series === undefined) {
    throw answer?.cause ?? new Error(answer?.error ?? t('errors.prometheus.no-answer', 'no answer'));
  }
  const samples = answer.series.map(({ labels, values }) => ({ labels, value: values.at(-1) ?? NaN }));
  return { detection: detect(samples), ...readReadiness(samples) };
}
