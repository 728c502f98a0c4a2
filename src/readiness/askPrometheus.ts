/** What readiness asks Prometheus, in one request. */
import type { Ask } from '../domain/prometheus';
import { detect, probe } from '../queries/detection';
import { readinessProbe, readReadiness } from '../queries/readiness';
import type { PrometheusFindings } from './findings';

/** How far back the present state may lie, ms. */
const RANGE_MS = 3_600_000;

/**
 * @param now epoch ms
 * @throws what the adapter throws, and an Error with Prometheus' words where it refuses a question
 */
export async function askReadiness(ask: Ask, now: number, signal: AbortSignal): Promise<PrometheusFindings> {
  const queries = [
    { refId: 'detection', expr: probe() },
    { refId: 'readiness', expr: readinessProbe() },
  ];
  const answers = await ask(queries, { from: now - RANGE_MS, to: now }, signal);
  const samples = (refId: string) => {
    const answer = answers.get(refId);
    if (answer?.series === undefined) {
      throw answer?.cause ?? new Error(answer?.error ?? 'no answer');
    }
    return answer.series.map(({ labels, values }) => ({ labels, value: values.at(-1) ?? NaN }));
  };
  return { detection: detect(samples('detection')), ...readReadiness(samples('readiness')) };
}
