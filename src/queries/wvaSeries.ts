/**
 * WVA's series, by the workload that they are about: whoever exposes them, and whatever WVA calls it.
 *
 * WVA calls a variant by its VariantAutoscaling, its ScaledObject or its HPA. The HPA's target says which workload that is;
 * where no HPA has the name, it is the workload's own.
 */
import { M, namesOf, type MetricKey } from './metrics';
import { VARIANT, asVariant, ofVariant } from './ownership';
import { aggregate, asIs, copyLabel, matching, series, wvaLabels, type Read } from './promql';
import type { Matcher, Scope } from './selector';

/** The controller that decides in versions with a VariantAutoscaling resource. */
export const RECONCILER: Matcher = { label: 'controller', op: '=', value: 'variantAutoscaling' };

/** Matchers of `wva_*` series about the namespaces in scope. */
export function wvaMatchers(s: Scope): Matcher[] {
  return matching(s.dialect.wvaNamespace, s.namespace, true);
}

/** A WVA gauge: one number for one variant, else one a variant. */
export function wvaGauge(s: Scope, key: MetricKey): string {
  return overVariants(s, perVariant(s, key, asIs, asDecided));
}

/**
 * Something that is read of a WVA metric: one number for one variant, else one a variant. Of several controllers the highest
 * counts.
 *
 * @param read what to make of a selector, or of one with a range
 */
export function wvaReading(s: Scope, key: MetricKey, read: Read, more: string[] = []): string {
  const highest = (own: string[], expr: string) => {
    const once = aggregate('max', [...own, ...more], expr);
    return more.length === 0 ? once : aggregate('sum', own, once);
  };
  return overVariants(s, perVariant(s, key, read, highest));
}

/**
 * Variants that WVA speaks of, as series of value 1, whether their workload is there or not.
 *
 * @param read what to make of a selector
 */
export function spokenOf(s: Scope, read = asIs): string {
  return perVariant(s, 'wvaDesired', read, (own, expr) => aggregate('group', own, expr), read);
}

const overVariants = (s: Scope, all: string): string =>
  s.variant === undefined ? all : aggregate('sum', [], ofVariant(all, s.variant));

/**
 * What WVA has of its names, led to the workloads. A name that no HPA leads anywhere is the workload's own.
 *
 * @param once from one series a controller to one a name of WVA
 * @param readTargets what to make of the selector of what HPAs scale
 */
function perVariant(
  s: Scope,
  key: MetricKey,
  read: Read,
  once: (own: string[], expr: string) => string,
  readTargets?: Read
): string {
  const { wvaNamespace } = s.dialect;
  const perController = underOneName(s, key, read);
  const perName = copyLabel(once(['variant_name', wvaNamespace], `(${perController})`), 'namespace', wvaNamespace);
  const led = `${perName} * on (namespace, variant_name) group_left (variant) ${workloadOf(s, perController, readTargets)}`;
  return aggregate('max', VARIANT, led);
}

/** Series of a metric, one a controller. The first name of it that speaks of a variant counts: under both it is one number. */
export function underOneName(s: Scope, key: MetricKey, read: Read): string {
  return namesOf(key)
    .map((name) => wvaLabels(s, read(series(name, wvaMatchers(s)))))
    .join(` or on (variant_name, ${s.dialect.wvaNamespace}) `);
}

/** The workload of each name that WVA has, where series of controllers speak of it: an HPA's target, or the name itself. */
export function workloadOf(s: Scope, perController: string, read?: Read): string {
  const { wvaNamespace } = s.dialect;
  const itself = copyLabel(
    aggregate('group', ['variant_name', wvaNamespace], perController),
    'namespace',
    wvaNamespace
  );
  return `(${targets(s, read)} or on (namespace, variant_name) ${asVariant(itself, 'variant_name')})`;
}

/** Three of the longest usual intervals: within it a controller at work has decided. */
const AT_WORK = '3m';

/**
 * As the controllers at work have it, or, where none counts its decisions, as any has it. Two replicas or an old leader can
 * expose different numbers at once; the one that is frozen must not win by being the higher.
 */
export function asDecided(by: string[], expr: string): string {
  const cycles = `rate(${series(`${M.wvaCycle}_count`, [], `[${AT_WORK}]`)})`;
  const reconciles = `rate(${series(M.reconciles, [RECONCILER], `[${AT_WORK}]`)})`;
  const atWork = `(${cycles} > 0 or ${reconciles} > 0)`;
  return `(${aggregate('max', by, `${expr} and on (pod, instance) ${atWork}`)} or ${aggregate('max', by, expr)})`;
}

/** KEDA's name for the HPA of a ScaledObject. */
const OF_KEDA = '(?:keda-hpa-)?(.+)';

/**
 * What HPAs scale (`variant`), by the name that WVA may have for it (`variant_name`): the ScaledObject's or the HPA's.
 * Series of value 1.
 *
 * @param read what to make of the selector
 */
export function targets(s: Scope, read = asIs): string {
  const info = asVariant(read(series(M.hpaInfo, matching('namespace', s.namespace, true))), 'scaletargetref_name');
  const byName = copyLabel(info, 'variant_name', 'horizontalpodautoscaler', OF_KEDA);
  // One target a name, also while an HPA gets another one.
  return `topk by (namespace, variant_name) (1, ${aggregate('max', ['namespace', 'variant_name', 'variant'], byName)})`;
}
