/** What an autoscaler may call a workload. */
import type { Ask } from '../domain/prometheus';
import { scalerNames } from '../queries/replicas';
import { runScope } from '../queries/runMeasurements';
import type { Dialect } from '../queries/selector';

const REF = 'names';

/**
 * The workload's own name, and those of the ScaledObjects and HPAs that target it at the end of the range; the name alone
 * where Prometheus does not say.
 *
 * @param options.range epoch ms
 * @throws what the signal says, when it aborts
 */
export async function askScalerNames(options: {
  ask: Ask;
  dialect: Dialect;
  workload: { namespace: string; variant: string };
  range: { from: number; to: number };
  signal?: AbortSignal;
}): Promise<string[]> {
  const { ask, dialect, workload, range, signal } = options;
  const expr = scalerNames(runScope(workload, dialect));
  const answer = await ask([{ refId: REF, expr }], range, signal).then(
    (answers) => answers.get(REF)?.series,
    () => undefined
  );
  if (signal?.aborted) {
    throw signal.reason;
  }
  const names = (answer ?? []).flatMap(({ labels }) => labels.variant_name ?? []);
  return [...new Set([workload.variant, ...names])];
}
