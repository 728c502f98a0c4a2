/**
 * The replica chain: what WVA wants, what the HPA asks for, what exists, what serves.
 *
 * Each query gives one series when the scope names a variant, else one a variant, labelled `namespace` and `variant`. A
 * variant is called by its workload's name, whatever WVA and the HPA call it.
 */
import { t } from '../i18n/t';
import { M, type MetricKey } from './metrics';
import { overPods } from './fleetOwners';
import { POD, VARIANT, asVariant, isOne, ofVariant, podMatchers, variantByName } from './ownership';
import { aggregate, copyLabel, exactly, matching, series, tagText } from './promql';
import type { Matcher, Scope } from './selector';
import { spokenOf, targets, wvaGauge } from './wvaSeries';

/** Replicas that WVA wants. Of a fleet, those of variants whose workload is there; {@link gone} has the others. */
export function desired(s: Scope): string {
  return isOne(s) ? wvaGauge(s, 'wvaDesired') : existing(s, wvaGauge(s, 'wvaDesired'));
}

/**
 * What WVA last wanted for variants whose workload is gone: it continues to expose the number. Where kube-state-metrics says
 * nothing of a namespace, none is called gone.
 */
export function gone(s: Scope): string {
  const fleet = fleetOf(s);
  const last = wvaGauge(fleet, 'wvaDesired');
  const left = `(${last} unless on (namespace, variant) ${workloads(s)} and on (namespace) ${seenByKube(s)})`;
  return s.variant === undefined ? left : aggregate('sum', [], ofVariant(left, s.variant));
}

/** 1 where the workload is there; of one variant also 0, where kube-state-metrics tells of its namespace and not of it. */
export function isThere(s: Scope): string {
  const there = workloads(s);
  return s.variant === undefined
    ? aggregate('group', VARIANT, there)
    : `(${aggregate('group', [], ofVariant(there, s.variant))} or 0 * ${aggregate('group', [], seenByKube(s))})`;
}

/** Replicas that WVA believes there are: created ones, ready or not. */
export function current(s: Scope): string {
  return isOne(s) ? wvaGauge(s, 'wvaCurrent') : existing(s, wvaGauge(s, 'wvaCurrent'));
}

/** Replicas that exist, started or not. Of a LeaderWorkerSet, its leaders: one a group of pods. */
export function created(s: Scope): string {
  return replicasOf(s, ['created', 'statefulCreated']);
}

/** As {@link created}, of every workload of the scope's namespaces, whether it is a variant or not. */
export function everyCreated(s: Scope): string {
  return anyKind(fleetOf(s), ['created', 'statefulCreated']);
}

/** As {@link ready}, of every workload of the scope's namespaces. */
export function everyReady(s: Scope): string {
  return anyKind(fleetOf(s), ['ready', 'statefulReady']);
}

/** As {@link pending}, of every workload of the scope's namespaces. */
export function everyPending(s: Scope): string {
  return gapOf(fleetOf(s));
}

/** Replicas that serve. */
export function ready(s: Scope): string {
  return replicasOf(s, ['ready', 'statefulReady']);
}

/**
 * The chain of one variant in one answer, told apart by the label `series`.
 *
 * @param wanted where WVA's wish comes from: the raw series, or what the recording rules keep of them (recorded.ts)
 */
export function chain(s: Scope, wanted = desired): string {
  return [
    tagText(wanted(s), 'series', t('boards.panel.wva-desired', 'WVA desired')),
    tagText(hpaDesired(s), 'series', t('boards.panel.hpa-desired', 'HPA desired')),
    tagText(created(s), 'series', t('boards.column.created', 'Created')),
    tagText(ready(s), 'series', t('boards.column.ready', 'Ready')),
  ].join(' or ');
}

/** Replicas that exist and do not serve yet. */
export function pending(s: Scope): string {
  return isOne(s) ? aggregate('sum', [], gapOf(s)) : ofVariants(s, gapOf(s));
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
 * The variants that there are, as series of value 1: those that WVA speaks of and whose workload is there, and workloads
 * whose pods vLLM runs in (so that a cluster without WVA is not an empty page).
 */
export function variants(s: Scope): string {
  const fleet = fleetOf(s);
  return aggregate('group', VARIANT, `${existing(fleet, spokenOf(fleet))} or ${serving(fleet)}`);
}

/** What WVA may call the variant beside its own name (label `variant_name`): the scalers that target it. Value 1. */
export function scalerNames(s: Scope): string {
  return s.variant === undefined ? targets(s) : ofVariant(targets(s), s.variant);
}

const fleetOf = (s: Scope): Scope => ({ ...s, variant: undefined, pods: undefined });

/** Workloads whose pods vLLM runs in. */
function serving(s: Scope): string {
  return overPods('group', s, aggregate('group', POD, series(M.running, podMatchers(s))));
}

/**
 * Workloads of the scope's namespaces that are there: kube-state-metrics counts them, an HPA scales them, or they serve. Where
 * one variant is asked about, at each point of a chart, names say which serve: nearly all are counted anyway.
 */
function workloads(of: Scope): string {
  const s = fleetOf(of);
  const counted = anyKind(s, ['created', 'statefulCreated'], (by, selector) => aggregate('group', by, selector));
  const byName = () => aggregate('group', VARIANT, variantByName(series(M.running, podMatchers(s))));
  return `(${counted} or ${aggregate('group', VARIANT, targets(s))} or ${isOne(of) ? byName() : serving(s)})`;
}

/** Those of a fleet's series whose workload is there, or of which kube-state-metrics does not tell. */
function existing(s: Scope, ofWva: string): string {
  return `(${ofWva} and on (namespace, variant) ${workloads(s)} or ${ofWva} unless on (namespace) ${seenByKube(s)})`;
}

/** Series in the namespaces of which kube-state-metrics speaks. */
function seenByKube({ namespace }: Scope): string {
  return series(M.created, matching('namespace', namespace, true));
}

const gapOf = (s: Scope): string =>
  `clamp_min(${anyKind(s, ['created', 'statefulCreated'])} - ${anyKind(s, ['ready', 'statefulReady'])}, 0)`;

type Kinds = readonly [deployment: MetricKey, statefulSet: MetricKey];

function replicasOf(s: Scope, kinds: Kinds): string {
  return isOne(s) ? aggregate('sum', [], anyKind(s, kinds)) : ofVariants(s, anyKind(s, kinds));
}

/** A number that kube-state-metrics has of workloads, by `namespace` and `variant`, of whichever kind they are. */
function anyKind(s: Scope, [deployment, statefulSet]: Kinds, once = newest): string {
  const of = (key: MetricKey, label: string) => {
    const matchers = [...matching('namespace', s.namespace, true), ...exactly(label, s.variant)];
    return asVariant(once(['namespace', label], series(M[key], matchers)), label);
  };
  const either = `${of(deployment, 'deployment')} or ${of(statefulSet, 'statefulset')}`;
  return aggregate('max', VARIANT, either);
}

/**
 * The latest of several samples of one thing. Where two Prometheis scrape it, or its exporter has just been replaced, the
 * older number is not as good, and the higher of them no better.
 */
function newest(by: string[], selector: string): string {
  const latest = `max by (${by.join(', ')}) (timestamp(${selector}))`;
  return aggregate(
    'max',
    by,
    `${selector} and timestamp(${selector}) == on (${by.join(', ')}) group_left () ${latest}`
  );
}

/** A namespace holds other workloads too (gateway, scheduler): only variants count. */
function ofVariants(s: Scope, expr: string): string {
  return `(${expr} and on (namespace, variant) (${spokenOf(s)} or ${serving(s)}))`;
}

/** What an HPA may be called without KEDA: its workload's name, as habit decorates it. */
const DECORATED = '(?:keda-hpa-)?(.+?)(?:-hpa|-so|-scaler|-scaledobject)?';

/**
 * An HPA's gauge, led to its workload by kube_horizontalpodautoscaler_info, or, where there is no such series of the HPA, by
 * the name.
 */
function hpaGauge(s: Scope, key: MetricKey): string {
  const hpa = ['namespace', 'horizontalpodautoscaler'];
  const inNamespace: Matcher[] = matching('namespace', s.namespace, true);
  const info = (target: Matcher[], by: string[]) =>
    aggregate('max', by, series(M.hpaInfo, [...inNamespace, ...target]));
  const gauge = newest(hpa, series(M[key], inNamespace));
  const target = `topk by (${hpa.join(', ')}) (1, ${info(exactly('scaletargetref_name', s.variant), [...hpa, 'scaletargetref_name'])})`;
  const led = `${gauge} * on (namespace, horizontalpodautoscaler) group_left (scaletargetref_name) ${target}`;
  const others = `(${gauge} unless on (namespace, horizontalpodautoscaler) ${info([], hpa)})`;
  const guessed = copyLabel(others, 'variant', 'horizontalpodautoscaler', DECORATED);
  const perVariant = aggregate('max', VARIANT, `${asVariant(led, 'scaletargetref_name')} or ${guessed}`);
  return s.variant === undefined ? ofVariants(s, perVariant) : aggregate('sum', [], ofVariant(perVariant, s.variant));
}
