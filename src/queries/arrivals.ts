/**
 * Requests that arrive, and who says so. vLLM has no counter of arrivals. The router (the inference scheduler, EPP) counts
 * each request that it sends on, by model; so its word counts for a variant that alone serves its model, and where the
 * requests do pass the router. Elsewhere arrivals are estimated.
 */
import { t } from '../i18n/t';
import { M } from './metrics';
import { overPods } from './fleetOwners';
import { SERVER, isOne, perServer, podMatchers } from './ownership';
import { aggregate, copyLabel, matching, series, tag, underAnyName } from './promql';
import type { Matcher, Scope } from './selector';

/** Who says how many requests arrived, the surer one first; the label `source` of {@link arrived}. */
export const ARRIVAL_SOURCES = ['router', 'estimate'] as const;
export type ArrivalSource = (typeof ARRIVAL_SOURCES)[number];

/** What a legend calls arrivals, by who tells of them. */
export const arrivedTexts = (): Record<ArrivalSource, string> => ({
  router: t('boards.series.arrived-router', 'Arrived (router)'),
  estimate: t('boards.series.arrived', 'Arrived (estimate)'),
});

/** Labels that tell apart the series of one router. */
const FLOW = ['model_name', 'target_model_name', 'inference_pool', 'priority', 'fairness_id'];
const MODEL = ['namespace', 'model_name'];
const OF_MODEL = 'on (namespace, model_name)';

/** Of the first tokens of a model so many must be the variant's: what is beside it serves nobody. */
const ALONE = 0.99;
/** Of the variant's first tokens the router must have counted so many: less, and requests go past it. */
const THROUGH_ROUTER = 0.5;
/** Over which the router's queue grows: a minute's two ends cost half of what a slope over all its samples does. */
const GROWTH_SECONDS = 60;

/**
 * Requests per second that arrived. Of one variant a series with its `source`, at each moment that of the surer one; of a
 * fleet estimates, without a source.
 */
export const arrived = (s: Scope): string => (isOne(s) ? bySource(s, 'or on ()') : estimated(s));

/** As {@link arrived} of one variant, with the estimate beside the router's count: a run uses one of them throughout. */
export const arrivedBySource = (s: Scope): string => bySource(s, 'or');

const bySource = (s: Scope, join: 'or' | 'or on ()'): string =>
  `(${tag(byRouter(s), 'source', 'router')} ${join} ${tag(estimated(s), 'source', 'estimate')})`;

/**
 * First tokens per second plus the growth of the queues in vLLM: requests held back by the scheduler or in prefill are
 * missing from it.
 */
function estimated(s: Scope): string {
  const first = perServer(`rate(${series(`${M.ttft}_count`, podMatchers(s), '[$__rate_interval]')})`);
  const growth = perServer(`deriv(${series(M.waiting, podMatchers(s), '[$__rate_interval]')})`);
  return `clamp_min(${overPods('sum', s, first)} + ${overPods('sum', s, growth)}, 0)`;
}

/**
 * What the router sent on per second, plus the growth of what it holds back. Nothing where another variant that is there has
 * served the model, or where the router has counted less than half of what was served: both as the counters stand, since
 * reading them over a range costs as many samples as all else.
 */
function byRouter(s: Scope): string {
  const namespace = matching('namespace', s.namespace, true);
  const sent = byModel('eppRequests', (name) => `rate(${series(name, namespace, '[$__rate_interval]')})`);
  const held = byModel('eppQueue', (name) => {
    const now = series(name, namespace);
    return `(${now} - ${now} offset ${GROWTH_SECONDS}s) / ${GROWTH_SECONDS}`;
  });
  const counted = byModel('eppRequests', (name) => series(name, namespace));
  const answered = (matchers: Matcher[]) =>
    aggregate('sum', MODEL, perServer(series(`${M.ttft}_count`, matchers), ['model_name']));
  const mine = answered(podMatchers(s));
  const passed = `${counted} >= ${OF_MODEL} ${mine} * ${THROUGH_ROUTER}`;
  const alone = `${mine} >= ${OF_MODEL} ${answered(namespace)} * ${ALONE}`;
  const both = `(${tag(sent, 'series', 'sent')} or ${tag(held, 'series', 'held')})`;
  return `clamp_min(sum(${both} and ${OF_MODEL} (${passed}) and ${OF_MODEL} (${alone})), 0)`;
}

/** The router's series by namespace and the model that answers, whichever replica of it, and however often it is scraped. */
function byModel(key: 'eppRequests' | 'eppQueue', read: (name: string) => string): string {
  const asked = ['namespace', 'model_name', 'target_model_name'];
  const perModel = underAnyName(key, (name) =>
    aggregate('sum', asked, aggregate('avg', [...SERVER, ...FLOW], read(name)))
  );
  return copyLabel(aggregate('sum', ['namespace', 'series'], behindAlias(perModel)), 'model_name', 'series');
}

/**
 * Puts the model that answers into the label `series`: a request for an alias counts for the model behind it. A label of its
 * own: two aliases must not become one series.
 */
export function behindAlias(expr: string): string {
  return copyLabel(copyLabel(expr, 'series', 'model_name'), 'series', 'target_model_name');
}
