/**
 * The replica chain: what WVA wants, what the HPA asks for, what exists, what serves.
 *
 * Each query gives one series when the scope names a variant (the sum, should it be a regex of several), else one a
 * variant, labelled `namespace` and `variant`.
 */
import { M, type MetricKey } from './metrics';
import {
  VARIANT,
  aggregate,
  copyLabel,
  deploymentMatchers,
  isOne,
  overPods,
  podMatchers,
  series,
  underAnyName,
  wvaLabels,
  wvaMatchers,
} from './promql';
import type { Matcher, Scope } from './selector';

/** Replicas that WVA wants. */
export function desired(s: Scope): string {
  return wvaGauge(s, 'wvaDesired');
}

/** Replicas that WVA believes there are: created ones, ready or not. */
export function current(s: Scope): string {
  return wvaGauge(s, 'wvaCurrent');
}

/** Pods that exist, started or not. */
export function created(s: Scope): string {
  return deploymentGauge(s, 'created');
}

/** Pods that serve. */
export function ready(s: Scope): string {
  return deploymentGauge(s, 'ready');
}

/** Pods that exist and do not serve yet. */
export function pending(s: Scope): string {
  const gap = `clamp_min(${deployments(s, 'created')} - ${deployments(s, 'ready')}, 0)`;
  return isOne(s) ? gap : ofVariants(s, gap);
}

/** Replicas that are wanted and do not serve: a gap in capacity. */
export function missing(s: Scope): string {
  return `clamp_min(${desired(s)} - ${ready(s)}, 0)`;
}

/** Replicas that the HPA asks for. */
export function hpaDesired(s: Scope): string {
  return hpaGauge(s, 'hpaDesired');
}

/** Most replicas that the HPA may ask for. */
export function hpaMax(s: Scope): string {
  return hpaGauge(s, 'hpaMax');
}

/** Fewest replicas that the HPA may ask for. */
export function hpaMin(s: Scope): string {
  return hpaGauge(s, 'hpaMin');
}

/**
 * The variants that there are, as series of value 1: those that WVA speaks of, and Deployments whose pods vLLM runs in
 * (so that a cluster without WVA's metrics is not an empty page).
 */
export function variants(s: Scope): string {
  const fleet = { ...s, variant: undefined };
  const serving = aggregate('group', ['namespace', 'pod'], series(M.running, podMatchers(fleet)));
  return `(group by (namespace, variant) (${desired(fleet)}) or ${overPods('group', fleet, serving)})`;
}

/** A WVA gauge. Several controllers, scrapes or accelerators of one variant agree: the highest counts. */
export function wvaGauge(s: Scope, key: MetricKey): string {
  const own = ['variant_name', s.dialect.wvaNamespace];
  return underAnyName(key, (name) => {
    const perVariant = aggregate('max', own, wvaLabels(s, series(name, wvaMatchers(s))));
    return isOne(s) ? aggregate('sum', [], perVariant) : aggregate('max', VARIANT, named(s, perVariant));
  });
}

/** From WVA's label names to `namespace` and `variant`. */
function named(s: Scope, expr: string): string {
  return copyLabel(copyLabel(expr, 'namespace', s.dialect.wvaNamespace), 'variant', 'variant_name');
}

function deploymentGauge(s: Scope, key: MetricKey): string {
  return isOne(s) ? deployments(s, key) : ofVariants(s, deployments(s, key));
}

function deployments(s: Scope, key: MetricKey): string {
  const perDeployment = aggregate('max', ['namespace', 'deployment'], series(M[key], deploymentMatchers(s)));
  return isOne(s)
    ? aggregate('sum', [], perDeployment)
    : aggregate('max', VARIANT, copyLabel(perDeployment, 'variant', 'deployment'));
}

/** A namespace holds other Deployments too (gateway, scheduler): only variants count. */
function ofVariants(s: Scope, expr: string): string {
  return `(${expr} and on (namespace, variant) ${variants(s)})`;
}

/**
 * An HPA's gauge, led back to its Deployment by kube_horizontalpodautoscaler_info, or, without that metric, by the name:
 * the Deployment's own, as KEDA (`keda-hpa-…`) or a habit (`…-hpa`, `…-so`) decorates it.
 */
function hpaGauge(s: Scope, key: MetricKey): string {
  const hpa = ['namespace', 'horizontalpodautoscaler'];
  const inNamespace = deploymentMatchers({ ...s, variant: undefined });
  const target: Matcher[] =
    s.variant === undefined ? [] : [{ label: 'scaletargetref_name', op: '=~', value: s.variant }];
  const byName: Matcher[] =
    s.variant === undefined
      ? []
      : [{ label: 'horizontalpodautoscaler', op: '=~', value: `${HPA_PREFIX}${s.variant}${HPA_SUFFIX}` }];
  const info = aggregate(
    'max',
    [...hpa, 'scaletargetref_name'],
    series(M.hpaInfo, [...inNamespace, { label: 'scaletargetref_kind', op: '=', value: 'Deployment' }, ...target])
  );
  const gauge = (matchers: Matcher[]) => aggregate('max', hpa, series(M[key], matchers));
  const anyInfo = aggregate('max', hpa, series(M.hpaInfo, inNamespace));
  const joined = `${gauge(inNamespace)} * on (namespace, horizontalpodautoscaler) group_left (scaletargetref_name) ${info}`;
  const guessed = `${gauge([...inNamespace, ...byName])} unless on (namespace, horizontalpodautoscaler) ${anyInfo}`;
  if (isOne(s)) {
    return `(${aggregate('sum', [], joined)} or ${aggregate('sum', [], guessed)})`;
  }
  const byTarget = aggregate('max', VARIANT, copyLabel(joined, 'variant', 'scaletargetref_name'));
  const byOwnName = aggregate(
    'max',
    VARIANT,
    copyLabel(guessed, 'variant', 'horizontalpodautoscaler', `${HPA_PREFIX}(.+?)${HPA_SUFFIX}`)
  );
  return ofVariants(s, `(${byTarget} or ${byOwnName})`);
}

const HPA_PREFIX = '(?:keda-hpa-)?';
const HPA_SUFFIX = '(?:-hpa|-so|-scaler|-scaledobject)?';
