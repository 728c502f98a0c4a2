/**
 * A variant's facts in one answer, told apart by the label `series`: the numbers that say why the autoscaler in force does
 * what it does. domain/decisions reads them, of a moment or over time.
 */
import { M } from './metrics';
import { overPods } from './fleetOwners';
import { asVariant, ofVariant, perServer, POD, podMatchers, VARIANT } from './ownership';
import { aggregate, copyLabel, exactly, matching, series, tag, unchanged, wvaLabels } from './promql';
import { created, desired, gone, hpaDesired, hpaMax, hpaMin, ready } from './replicas';
import { headroom, kvPerReplica, saturatedReplicas, spareKv, spareQueue, type SaturationLimits } from './saturation';
import type { Matcher, Scope } from './selector';
import { RECONCILER, wvaGauge, wvaReading } from './wvaSeries';

/** Seconds since WVA's desired replicas were last scraped; Prometheus answers with an old value for up to five minutes. */
export function sampleAge(s: Scope): string {
  const latest = wvaReading(s, 'wvaDesired', (selector) => `timestamp(${selector})`);
  return s.variant === undefined ? `time() - max(${latest})` : `time() - ${latest}`;
}

/** After so many seconds without a decision of any controller they have stalled, as the alert WvaDecisionsStalled has it. */
export const STALLED_SECONDS = 600;

/**
 * Seconds since WVA's controllers last counted a decision, as an instant query sees it; {@link STALLED_SECONDS} where they
 * have been up for longer than that and have counted none since. A gauge is scraped anew whatever became of its controller; a
 * counter rises only while it decides. Nothing where the controller's own metrics are not there.
 */
export function decisionAge(): string {
  const counted = (at: string) => `(sum(${M.wvaCycle}_count${at}) or sum(${series(M.reconciles, [RECONCILER])}${at}))`;
  const before = `${counted('')} != scalar(${counted(' @ end()')})`;
  const last = `max_over_time((timestamp(${before}))[${STALLED_SECONDS}s:15s])`;
  const longAgo = `${counted('')} and ${counted(` offset ${STALLED_SECONDS}s`)}`;
  return `(time() - ${last} or ${STALLED_SECONDS} * group(${longAgo}))`;
}

type Fact = (s: Scope, t: SaturationLimits) => string;

/** The facts of scalers and pods, of a moment and over time. */
export const FACTS = {
  hpaDesired,
  hpaMin,
  hpaMax,
  created,
  ready,
  ageSeconds: sampleAge,
  // V2 counts what is required in tokens, V1 says only whether it is.
  analyzerV2: (s) => {
    const isV2 = `on (unit) group_left () ${tag('vector(1)', 'unit', 'continuous')}`;
    return wvaReading(s, 'wvaRequired', (selector) => `(0 * ${selector} + ${isV2} or 0 * ${selector})`);
  },
  limited: (s) => wvaReading(s, 'wvaLimited', (selector) => `increase(${selector}[5m])`, ['limiter_name']),
  scalingActive,
  scalingLimited: (s) => condition(s, 'ScalingLimited'),
  byKeda: (s) => overHpa(s, `0 * ${hpas(s)} + on (namespace, horizontalpodautoscaler) ${isKeda(s)}`),
  paused: (s) =>
    overHpa(
      s,
      ofScaledObject(s, (matchers) => series(M.kedaPaused, matchers))
    ),
  kedaErrors,
  unschedulable,
} as const satisfies Record<string, Fact>;

/** What over time is made of fewer samples, in course.ts. */
const OF_A_MOMENT = {
  desired,
  gone,
  spareKv,
  spareQueue,
  saturated: saturatedReplicas,
  reporting: (s) => overPods('count', s, kvPerReplica(s)),
  utilization: (s) => wvaGauge(s, 'wvaUtilization'),
  required: (s) => wvaGauge(s, 'wvaRequired'),
  spareTokens: (s) => wvaGauge(s, 'wvaSpare'),
  serving,
  decisionAgeSeconds: decisionAge,
} as const satisfies Record<string, Fact>;

/** Over so long a scale-up has to be due, and over so long the replicas have to differ, s, before that is said. */
export const DUE_SECONDS = 300;
export const APART_SECONDS = 600;

/** How long it has been so, of a moment: over time the moments themselves tell. */
const SINCE = {
  dueSeconds: (s, t) => {
    const due = `(max_over_time((${headroom(s, t)})[${DUE_SECONDS}s:60s]) < bool 0)`;
    return `${DUE_SECONDS} * ${due} * ${unchanged(desired(s), DUE_SECONDS)} * ${unchanged(ready(s), DUE_SECONDS)}`;
  },
  apartSeconds: (s) => {
    const apart = `abs(${desired(s)} - ${created(s)}) + abs(${created(s)} - ${ready(s)})`;
    return `${APART_SECONDS} * (min_over_time((${apart})[${APART_SECONDS}s:60s]) > bool 0)`;
  },
} as const satisfies Record<string, Fact>;

/** All facts of one variant (the scope must name it) at a moment, told apart by the label `series`. An instant query. */
export function variantState(s: Scope, limits: SaturationLimits): string {
  return union(s, built(s, limits, { ...FACTS, ...OF_A_MOMENT, ...SINCE }));
}

/** Those of scalers and pods; course.ts has the others over time. */
export function scalerFacts(s: Scope, limits: SaturationLimits): string {
  return union(s, built(s, limits, FACTS));
}

/** The facts of {@link variantState} by which the scaler in force is told (domain/decisions/scaler.ts). */
export function scalerSigns(s: Scope): string {
  return union(s, {
    desired: desired(s),
    hpaDesired: hpaDesired(s),
    created: created(s),
    analyzerV2: FACTS.analyzerV2(s),
    byKeda: FACTS.byKeda(s),
  });
}

const built = (s: Scope, limits: SaturationLimits, facts: Readonly<Record<string, Fact>>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).map(([name, query]) => [name, query(s, limits)]));

function union(s: Scope, facts: Readonly<Record<string, string>>): string {
  return [
    ...Object.entries(facts).map(([name, expr]) => tag(expr, 'series', name)),
    tag(triggers(s, M.hpaTargetStatus), 'series', 'triggerValue'),
    tag(triggers(s, M.hpaTargetSpec), 'series', 'triggerTarget'),
  ].join(' or ');
}

const HPA = ['namespace', 'horizontalpodautoscaler'];

/** HPAs of the scope, led to what they scale (`scaletargetref_name`), as series of value 1. */
function hpas(s: Scope): string {
  const matchers: Matcher[] = [
    ...matching('namespace', s.namespace, true),
    ...exactly('scaletargetref_name', s.variant),
  ];
  return aggregate('max', [...HPA, 'scaletargetref_name'], series(M.hpaInfo, matchers));
}

/** Something by HPA as something by workload. */
function overHpa(s: Scope, perHpa: string, more: string[] = []): string {
  const led = `(${perHpa}) * on (namespace, horizontalpodautoscaler) group_left (scaletargetref_name) ${hpas(s)}`;
  const perVariant = aggregate('max', [...VARIANT, ...more], asVariant(led, 'scaletargetref_name'));
  return s.variant === undefined ? perVariant : aggregate('max', more, ofVariant(perVariant, s.variant));
}

function condition(s: Scope, name: string): string {
  const holds: Matcher[] = [
    ...matching('namespace', s.namespace, true),
    ...exactly('condition', name),
    { label: 'status', op: '=', value: 'true' },
  ];
  return overHpa(s, aggregate('max', HPA, series(M.hpaCondition, holds)));
}

/**
 * What each metric of the HPA reads, or is held against, by `metric_name` and `metric_target_type`.
 *
 * @param metric kube-state-metrics' name of the one or the other
 * @param which of them, by further matchers; all without
 */
export function triggers(s: Scope, metric: string, which: Matcher[] = []): string {
  const own = ['metric_name', 'metric_target_type'];
  const matchers = [...matching('namespace', s.namespace, true), ...which];
  return overHpa(s, aggregate('max', [...HPA, ...own], series(metric, matchers)), own);
}

/** Whether the HPA of a variant can act: 1, or 0 while it has no metric to act on. */
export function scalingActive(s: Scope): string {
  return condition(s, 'ScalingActive');
}

/** HPAs whose target is one and the same workload. */
export function hpasOnOne(s: Scope): string {
  const target = ['scaletargetref_kind', 'scaletargetref_name'];
  const matchers = [...matching('namespace', s.namespace, true), ...exactly('scaletargetref_name', s.variant)];
  const once = aggregate('max', [...HPA, ...target], series(M.hpaInfo, matchers));
  const perWorkload = aggregate('count', ['namespace', ...target], once);
  const perVariant = aggregate('max', VARIANT, asVariant(perWorkload, 'scaletargetref_name'));
  return s.variant === undefined ? perVariant : aggregate('max', [], ofVariant(perVariant, s.variant));
}

/** Polls of KEDA's triggers that failed in the last five minutes, of the trigger with the most. */
export function kedaErrors(s: Scope): string {
  return overHpa(
    s,
    ofScaledObject(s, (matchers) => `increase(${series(M.kedaErrors, matchers, '[5m]')})`)
  );
}

/** KEDA calls the HPA of a ScaledObject by it. */
const OF_KEDA = 'keda-hpa-';

function isKeda(s: Scope): string {
  const info = (matchers: Matcher[]) =>
    aggregate('max', HPA, series(M.hpaInfo, [...matching('namespace', s.namespace, true), ...matchers]));
  return `(${info([{ label: 'horizontalpodautoscaler', op: '=~', value: `${OF_KEDA}.+` }])} or 0 * ${info([])})`;
}

/** KEDA's series by the HPA of their ScaledObject; its labels reach Prometheus as WVA's do. */
function ofScaledObject(s: Scope, perObject: (matchers: Matcher[]) => string): string {
  const { wvaNamespace } = s.dialect;
  const perScaledObject = wvaLabels(s, perObject(matching(wvaNamespace, s.namespace, true)));
  const named = copyLabel(perScaledObject, 'namespace', wvaNamespace);
  return aggregate(
    'max',
    HPA,
    `label_replace(${named}, "horizontalpodautoscaler", "${OF_KEDA}$1", "scaledObject", "(.+)")`
  );
}

/** Pods that no node takes; 0 where kube-state-metrics tells of the pods and of none such. */
export function unschedulable(s: Scope): string {
  const pods = podMatchers({ ...s, model: undefined });
  const unplaced = aggregate('max', POD, series(M.podUnschedulable, pods));
  // One of the three conditions that there are of each pod: any tells of it.
  const told = [...pods, { label: 'condition', op: '=', value: 'true' } as const];
  const seen = aggregate('max', POD, series(M.podReady, told));
  return `(${overPods('sum', s, unplaced, unplaced)} or ${overPods('max', s, `0 * ${seen}`, seen)})`;
}

/** Replicas with a request to work on. */
function serving(s: Scope): string {
  const running = aggregate('sum', POD, perServer(series(M.running, podMatchers(s))));
  return `(${overPods('count', s, `${running} > 0`)} or ${overPods('max', s, `0 * ${running}`)})`;
}
