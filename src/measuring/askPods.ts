/** Whose pods a run is about, asked before everything else: what follows names them. */
import { t } from '../i18n/t';
import type { Ownership } from '../domain/analysis/types';
import type { Ask } from '../domain/prometheus';
import { podsQuery } from '../queries/runMeasurements';
import { ownedPods, withPods } from '../queries/owners';
import type { Scope } from '../queries/selector';
import { messageOf } from '../shared/errors';

export interface AskedPods {
  /** With the workload's pods, where there were any. */
  scope: Scope;
  ownership?: Ownership;
  /** Prometheus' words where it gave no answer: then names decide. */
  error?: string;
  /** The question, for the export. */
  expr: string;
}

const REF = 'pods';

/**
 * @param range of the run's load, epoch ms
 * @throws what the signal says, when it aborts
 */
export async function askPods(
  scope: Scope & { variant: string },
  range: { from: number; to: number },
  { ask, signal }: { ask: Ask; signal?: AbortSignal }
): Promise<AskedPods> {
  const expr = podsQuery(scope, Math.ceil((range.to - range.from) / 1000));
  const answer = await ask([{ refId: REF, expr }], range, signal).then(
    (answers) => answers.get(REF),
    (error: unknown) => ({ series: undefined, error: messageOf(error) })
  );
  if (signal?.aborted) {
    throw signal.reason;
  }
  if (answer?.series === undefined) {
    return { scope, expr, error: answer?.error ?? t('errors.prometheus.no-answer', 'no answer') };
  }
  const owned = ownedPods(answer.series.map(({ labels }) => labels));
  return { scope: withPods(scope, owned), expr, ownership: owned };
}
