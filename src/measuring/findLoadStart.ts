/** When a run's load began, where its TaskRuns are gone: from what vLLM says. */
import type { AnalysedRun } from '../domain/analysis/types';
import { stepFor } from '../domain/analysis/window';
import { runScope } from '../queries/runMeasurements';
import { running } from '../queries/load';
import { askPods } from './askPods';
import type { MeasureOptions } from './measureRun';
import { RequestQueue } from './requestQueue';

/**
 * The run with the time of its first request as the start of its load, to a step of its resolution. As it is, where its
 * TaskRuns have told, where requests ran already when it began, or where none ever did.
 *
 * @throws UserError when Prometheus does not answer; what the signal says, when it aborts
 */
export async function withLoadStart(
  run: AnalysedRun,
  { ask, dialect, now, signal, queue = new RequestQueue(1) }: MeasureOptions
): Promise<AnalysedRun> {
  const { startedAt, loadStartedAt, finishedAt } = run;
  const to = Math.min(finishedAt ?? now, now);
  if (loadStartedAt !== startedAt || to <= startedAt) {
    return run;
  }
  const stepSeconds = stepFor((to - startedAt) / 1000);
  const range = { from: startedAt, to };
  const { scope } = await queue.run(() => askPods(runScope(run.workload, dialect), range, { ask, signal }), signal);
  const query = { refId: 'running', expr: running(scope), stepSeconds };
  const answers = await queue.run(() => ask([query], range, signal), signal);
  const [series] = answers.get(query.refId)?.series ?? [];
  const first = series?.values.findIndex((requests) => requests > 0) ?? -1;
  const at = series?.times[first];
  // Grafana aligns the first point to a time before the range.
  return at === undefined || at <= startedAt + stepSeconds * 1000
    ? run
    : { ...run, loadStartedAt: Math.max(startedAt, at - stepSeconds * 1000) };
}
