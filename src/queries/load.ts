/** Requests and tokens: what comes in, what waits, what goes out. */
import { t } from '../i18n/t';
import { arrived, arrivedTexts, behindAlias } from './arrivals';
import { IS_COMPLETE, IS_FAILED, REASONS } from './finishReasons';
import { M, type MetricKey } from './metrics';
import { overPods } from './fleetOwners';
import { isOne, perServer, podMatchers } from './ownership';
import { aggregate, copyLabel, series, tagText, underAnyName } from './promql';
import { queuePerReplica } from './saturation';
import type { Matcher, Scope } from './selector';

/** Requests per second that ended in a complete answer. Those that a client or a stopping pod broke off: {@link failed}. */
export function served(s: Scope): string {
  return overPods('sum', s, ended(s, IS_COMPLETE));
}

/** Requests per second that ended in anything but a complete answer: aborted, failed. */
export function failed(s: Scope): string {
  return overPods('sum', s, ended(s, IS_FAILED));
}

function ended(s: Scope, reason: Matcher[]): string {
  const selector = series(M.success, [...podMatchers(s), ...reason], '[$__rate_interval]');
  return perServer(`rate(${selector})`, [...REASONS]);
}

/** {@link arrived} and {@link served} in one answer, told apart by the label `series`. */
export function arrivedAndServed(s: Scope): string {
  const { router, estimate } = arrivedTexts();
  const named = tagText(tagText(arrived(s), 'series', estimate), 'series', router, { source: 'router' });
  return `${named} or ${tagText(served(s), 'series', t('boards.series.served', 'Served'))}`;
}

/** Requests in the batch, all replicas. */
export function running(s: Scope): string {
  return overPods('sum', s, perServer(series(M.running, podMatchers(s))));
}

/** Requests that wait in vLLM, all replicas. */
export function waiting(s: Scope): string {
  return overPods('sum', s, perServer(series(M.waiting, podMatchers(s))));
}

/**
 * Requests that the inference scheduler holds back, one series a model (`model_name`), or one in all when the scope names
 * a variant. The emitter knows no namespace: those of models that the scope's replicas serve count, so two namespaces
 * that serve the same model see the same number.
 */
export function schedulerQueue(s: Scope): string {
  const perQueue = underAnyName('eppQueue', (name) =>
    aggregate('max', ['model_name', 'target_model_name', 'inference_pool', 'priority', 'fairness_id'], name)
  );
  const perModel = copyLabel(aggregate('sum', ['series'], behindAlias(perQueue)), 'model_name', 'series');
  const here = `(${perModel} and on (model_name) ${series(M.running, podMatchers(s))})`;
  return isOne(s) ? `sum${here}` : aggregate('sum', ['model_name'], here);
}

/** {@link schedulerQueue} of one variant beside the queue of each replica, as a series whose `pod` is `Scheduler`. */
export function queues(s: Scope): string {
  return `${queuePerReplica(s)} or ${tagText(aggregate('sum', [], schedulerQueue(s)), 'pod', t('boards.series.scheduler', 'Scheduler'))}`;
}

/** Generated tokens per second. */
export function generatedTokens(s: Scope): string {
  return overPods('sum', s, serverRate(s, 'generationTokens'));
}

/** Prompt tokens per second. */
export function promptTokens(s: Scope): string {
  return overPods('sum', s, serverRate(s, 'promptTokens'));
}

/** Requests thrown out of the batch for want of KV cache, per second. */
export function preemptions(s: Scope): string {
  return overPods('sum', s, serverRate(s, 'preemptions'));
}

/** Per-second rate of a vLLM counter, at the dashboard's resolution. */
function serverRate(s: Scope, key: MetricKey): string {
  return perServer(`rate(${series(M[key], podMatchers(s), '[$__rate_interval]')})`);
}
