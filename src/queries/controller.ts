/** The autoscaler itself: does it decide, on what, and does it fail? What a WVA version does not emit stays empty. */
import { t } from '../i18n/t';
import { M, namesOf, type MetricKey } from './metrics';
import { aggregate, copyLabel, exactly, series, tag, tagText, underAnyName, wvaLabels } from './promql';
import type { Scope } from './selector';
import { RECONCILER, wvaGauge, wvaMatchers, wvaReading } from './wvaSeries';

/** Demand over capacity as WVA sees it. WVA 0.8 and on. */
export function utilization(s: Scope): string {
  return wvaGauge(s, 'wvaUtilization');
}

/** Spare capacity as WVA sees it: a share, in newer versions tokens. WVA 0.8 and on. */
export function spareCapacity(s: Scope): string {
  return wvaGauge(s, 'wvaSpare');
}

/** Above 0: WVA sees a need to scale up. WVA 0.8 and on. */
export function requiredCapacity(s: Scope): string {
  return wvaGauge(s, 'wvaRequired');
}

/** Desired over current replicas, what an HPA on the ratio acts on. */
export function desiredRatio(s: Scope): string {
  return wvaGauge(s, 'wvaRatio');
}

/** Share of the variant's KV-cache tokens in use, by WVA's own count. WVA 0.8 and on. */
export function kvTokens(s: Scope): string {
  return `${wvaGauge(s, 'wvaKvTokensUsed')} / ${wvaGauge(s, 'wvaKvTokensCapacity')}`;
}

/** Scaling decisions over the range by direction. 0.5 never counts them: {@link desiredChanges} does. */
export function scalings(s: Scope): string {
  return underAnyName('wvaScalings', (name) =>
    aggregate('sum', ['direction'], `increase(${series(name, wvaMatchers(s), '[$__range]')})`)
  );
}

/** How often WVA changed its desired replicas over the range, by variant: many changes under steady load is oscillation. */
export function desiredChanges(s: Scope): string {
  return wvaReading(s, 'wvaDesired', (selector) => `changes(${selector}[$__range])`);
}

/** Seconds since Prometheus last got WVA's desired replicas: a live number is younger than two scrapes. */
export function desiredAge(s: Scope): string {
  return underAnyName('wvaDesired', (name) => `(time() - max(timestamp(${series(name, wvaMatchers(s))})))`);
}

/** Readings of the variants' pods by their freshness (`status`), several a pod. WVA 0.8 and on; it names no namespace. */
export function freshness(s: Scope): string {
  const own = exactly('variant_name', s.variant);
  return aggregate('sum', ['status'], aggregate('max', ['variant_name', 'status'], series(M.wvaFreshness, own)));
}

/** Decisions cut down by a limiter over the range (`limiter_name`). WVA 0.8 and on. */
export function limitedDecisions(s: Scope): string {
  return aggregate('sum', ['limiter_name'], `increase(${series(M.wvaLimited, wvaMatchers(s), '[$__range]')})`);
}

/** Decisions cut down by any limiter over the range, by variant. WVA 0.8 and on. */
export function limitedByVariant(s: Scope): string {
  return wvaReading(s, 'wvaLimited', (selector) => `increase(${selector}[$__range])`, ['limiter_name']);
}

/** WVA's errors per second by component and type. WVA 0.8 and on. */
export function wvaErrors(): string {
  return aggregate('sum', ['component', 'error_type'], `rate(${M.wvaErrors}[$__rate_interval])`);
}

/** Whether WVA's last cycle had metrics to decide on, 0 or 1. WVA 0.9. */
export function metricsUp(): string {
  return `max(${M.wvaSaturationUp})`;
}

/**
 * Pods that WVA could lead to no scaler that it manages, per second, by `namespace`: each counts once a cycle. WVA 0.8 and
 * on.
 */
export function mappingMisses(s: Scope): string {
  const { wvaNamespace } = s.dialect;
  const misses = `rate(${series(M.wvaMappingMisses, wvaMatchers(s), '[$__rate_interval]')})`;
  return copyLabel(aggregate('sum', [wvaNamespace], wvaLabels(s, misses)), 'namespace', wvaNamespace);
}

/** Tokens of KV cache that V2 says are missing, 0 for none; nothing where another analyzer decides. WVA 0.8 and on. */
export function requiredTokens(s: Scope): string {
  const inTokens = tag('vector(1)', 'unit', 'continuous');
  return wvaReading(s, 'wvaRequired', (selector) => `(${selector} and on (unit) ${inTokens})`);
}

/** WVA's own queries of Prometheus that failed, per second. WVA 0.8 and on. */
export function collectionErrors(): string {
  return `sum(rate(${M.wvaCollectionErrors}[$__rate_interval]))`;
}

/** WVA's configuration, in the labels of series of value 1. WVA 0.8 and on. */
export function configuration(): string {
  return aggregate('max', ['analyzer_name', 'limiter_enabled', 'scale_to_zero_enabled'], M.wvaConfig);
}

/**
 * Which WVA it is, in one answer whose label `series` says the version; 0.8 and on with its configuration. Signs are those
 * of detection.ts.
 */
export function identity(): string {
  const [current, ...older] = namesOf('wvaDesired');
  const configured = `label_replace(${configuration()}, "analyzer_name", "saturation V1", "analyzer_name", "")`;
  return [
    tagText(`(${configured} and on () ${M.wvaSaturationUp})`, 'series', '0.9'),
    tagText(`group(${M.wvaSaturationUp})`, 'series', '0.9'),
    tagText(configured, 'series', '0.8'),
    tagText(`group(${M.wvaUtilization})`, 'series', '0.8'),
    tagText(`group(${M.wvaModels})`, 'series', '0.7'),
    tagText(`group(${current})`, 'series', t('boards.series.wva-0-5', '0.5 or 0.6')),
    ...older.map((name) => tagText(`group(${name})`, 'series', t('boards.series.wva-0-4', '0.4 or older'))),
  ].join(' or on () ');
}

/** Allocatable GPUs by accelerator, held or not. WVA 0.8 and on. */
export function availableGpus(): string {
  return aggregate('max', ['accelerator_vendor', 'accelerator_model', 'accelerator_type'], M.wvaAvailableGpus);
}

/** Reconciles per second by result; versions with the VariantAutoscaling resource. */
export function reconciles(): string {
  return aggregate('sum', ['result'], rateOf('reconciles'));
}

/** Decision cycles per second: optimization cycles (WVA 0.7 and on), or reconciles of the VariantAutoscaling resource. */
export function cycles(): string {
  return `(sum(rate(${M.wvaCycle}_count[$__rate_interval])) or sum(${rateOf('reconciles')}))`;
}

/** Failed reconciles per second. */
export function reconcileErrors(): string {
  return `sum(${rateOf('reconcileErrors')})`;
}

/** A quantile of the length of a reconcile, seconds. */
export function reconcileTime(quantile: number): string {
  const rate = `rate(${series(`${M.reconcileTime}_bucket`, [RECONCILER], '[$__rate_interval]')})`;
  return `histogram_quantile(${quantile}, ${aggregate('sum', ['le'], rate)})`;
}

/** A quantile of the length of an optimization cycle, seconds. WVA 0.7 and on. */
export function cycleTime(quantile: number): string {
  return `histogram_quantile(${quantile}, ${aggregate('sum', ['le'], `rate(${M.wvaCycle}_bucket[$__rate_interval])`)})`;
}

/** A quantile of the length of a decision, seconds: of a cycle (WVA 0.7 and on), or of a reconcile before. */
export function decisionTime(quantile: number): string {
  return `(${cycleTime(quantile)} or ${reconcileTime(quantile)})`;
}

/** Errors per second: WVA's own by component and type (0.8 and on), or before those of its reconciles as one component. */
export function errors(): string {
  return `(${wvaErrors()} or on () ${tagText(reconcileErrors(), 'component', 'reconcile')})`;
}

const rateOf = (key: MetricKey): string => `rate(${series(M[key], [RECONCILER], '[$__rate_interval]')})`;
