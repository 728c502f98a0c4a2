/** Which labels and which WVA a Prometheus holds, found out by asking it: as the app does, and the command. */
import type { Ask, AskedRange } from '../domain/prometheus';
import { t } from '../i18n/t';
import { detect, probe, type Detection } from '../queries/detection';
import { toUserError } from '../shared/errors';

const PROBE = 'probe';

/**
 * What there is at the range's end.
 *
 * @throws UserError when Prometheus does not answer; what the signal says, when it aborts
 */
export async function askDetection(ask: Ask, range: AskedRange, signal?: AbortSignal): Promise<Detection> {
  const expr = probe(Math.floor((range.to - range.from) / 1000));
  const answer = (await ask([{ refId: PROBE, expr }], range, signal)).get(PROBE);
  if (answer?.series === undefined) {
    throw toUserError(
      answer?.cause ?? answer?.error ?? t('errors.prometheus.no-answer', 'no answer'),
      t('prometheus.unanswered', 'Prometheus did not answer'),
      t('prometheus.next.reach', 'Check that Prometheus is up and can be reached, then try again.')
    );
  }
  return detect(answer.series.map(({ labels, values }) => ({ labels, value: values.at(-1) ?? NaN })));
}
