/**
 * The values that the scaler in force compares, over time, each with its thresholds: the spares of V1 and their triggers,
 * V2's demand over supply and both its thresholds, what the metrics of an HPA read and their targets.
 *
 * Shares are 0 to 1, spare queues requests, what an HPA reads in its metric's own unit. Times are epoch ms.
 */
import { timeSeries } from '../analysis/timeSeries';
import type { Span, TimeSeries } from '../analysis/types';
import type { ThresholdName } from '../thresholds';
import type { EffectiveThresholds } from '../variant';
import { TOLERANCE } from './hpa';
import type { LaneOptions } from './lane';
import { scalersOf } from './scaler';
import type { Moment, Quantity, ScalerKindInForce, TriggerReading, VariantState } from './types';

/** What is held against the value. */
export interface ComparedThreshold {
  /** The key of WVA's ConfigMap, or the target of an HPA's metric. */
  key:
    | Extract<ThresholdName, 'kvSpareTrigger' | 'queueSpareTrigger' | 'scaleUpThreshold' | 'scaleDownBoundary'>
    | 'target';
  /** Who says so; undefined: the HPA's spec. */
  source?: string;
  /** At the times of the value: a target can change. */
  series: TimeSeries;
}

/** One quantity over time. */
export interface Compared {
  quantity: Extract<Quantity, 'spareKv' | 'spareQueue' | 'utilization' | 'trigger'>;
  /** Name of the HPA's metric. */
  name?: string;
  /** Whose rule compares it. */
  by: ScalerKindInForce;
  /** Not what the scaler in force compares: what V2 would, as far as KV use and queues show it. */
  isEstimate: boolean;
  value: TimeSeries;
  thresholds: ComparedThreshold[];
  /** When the value asked for more replicas than there were: by the first of the thresholds, in order. */
  asking: Span[];
}

/** Why there is nothing to draw of a scaler in force. */
export type NothingCompared = 'unscaled' | 'unknown' | 'no-load' | 'no-v2' | 'no-triggers';

export interface ComparedOverTime {
  /** Those of the scalers in force, in the order in which they came, then the estimate. */
  all: Compared[];
  /** Of scalers in force that have none, each once. */
  nothing: NothingCompared[];
}

/** A sample stands until the next one when that comes within so many steps. */
const LATEST_NEXT_STEPS = 1.5;

export function comparedOf(moments: readonly Moment[], options: LaneOptions): ComparedOverTime {
  const { limits, stepSeconds, inForce = scalersOf(moments) } = options;
  const kinds = [...new Set(inForce.map(({ kind }) => kind))];
  const perKind = kinds.map((kind) => {
    const own = moments.filter((_, i) => inForce[i]?.kind === kind);
    return { kind, found: drawnFor(kind, own, limits) };
  });
  const estimate = inForce.some(({ kind }) => kind !== 'wva-v2') || perKind.some(({ found }) => isEmpty(found));
  const drawn = perKind.flatMap(({ kind, found }) =>
    typeof found === 'string' ? [] : found.map((one) => ({ ...one, by: kind, isEstimate: false }))
  );
  const estimated = estimate ? ofV2(moments, ({ estimatedDemand }) => estimatedDemand, limits) : [];
  return {
    all: [...drawn, ...estimated.map((one) => ({ ...one, by: 'wva-v2' as const, isEstimate: true }))].map((one) => ({
      ...one,
      asking: askingSpans(one, stepSeconds * 1000),
    })),
    nothing: perKind.flatMap(({ found }) => (typeof found === 'string' ? [found] : [])),
  };
}

type Drawn = Omit<Compared, 'by' | 'isEstimate' | 'asking'>;

const isEmpty = (found: Drawn[] | NothingCompared): boolean => typeof found === 'string';

function drawnFor(
  kind: ScalerKindInForce,
  own: readonly Moment[],
  limits: EffectiveThresholds
): Drawn[] | NothingCompared {
  const orElse = (found: Drawn[], why: NothingCompared) => (found.length === 0 ? why : found);
  switch (kind) {
    case 'wva-v1':
      return orElse([...ofV1(own, 'spareKv', limits), ...ofV1(own, 'spareQueue', limits)], 'no-load');
    case 'wva-v2':
      return orElse(ofV2(own, reported, limits), 'no-v2');
    case 'keda':
    case 'hpa':
      return orElse(ofTriggers(own), 'no-triggers');
    case 'none':
      return 'unscaled';
    case 'unknown':
      return 'unknown';
  }
}

/** With every replica saturated there is no room at all: WVA then reckons with 0. */
function ofV1(own: readonly Moment[], quantity: 'spareKv' | 'spareQueue', limits: EffectiveThresholds): Drawn[] {
  const spare = (state: VariantState) => state[quantity] ?? (isSaturated(state) ? 0 : undefined);
  const value = seriesOf(own, spare);
  const key = quantity === 'spareKv' ? 'kvSpareTrigger' : 'queueSpareTrigger';
  return value.times.length === 0 ? [] : [{ quantity, value, thresholds: [fixed(key, value, limits)] }];
}

const isSaturated = ({ saturated = 0, reporting }: VariantState): boolean =>
  reporting !== undefined && saturated > 0 && saturated >= reporting;

function ofV2(
  own: readonly Moment[],
  pick: (state: VariantState) => number | undefined,
  limits: EffectiveThresholds
): Drawn[] {
  const value = seriesOf(own, pick);
  const keys = ['scaleUpThreshold', 'scaleDownBoundary'] as const;
  return value.times.length === 0
    ? []
    : [{ quantity: 'utilization', value, thresholds: keys.map((key) => fixed(key, value, limits)) }];
}

/** As WVA reports it. 0.8 reports 0 of all three: a supply without demand would be all spare. */
function reported({ utilization, required, spareTokens }: VariantState): number | undefined {
  return utilization === 0 && !required && !spareTokens ? undefined : utilization;
}

function ofTriggers(own: readonly Moment[]): Drawn[] {
  const isSame = (a: TriggerReading, b: TriggerReading) => a.name === b.name && a.type === b.type;
  const triggers: TriggerReading[] = [];
  for (const one of own.flatMap(({ state }) => state.triggers ?? [])) {
    if (!triggers.some((known) => isSame(known, one))) {
      triggers.push(one);
    }
  }
  return triggers.flatMap((trigger): Drawn[] => {
    const read = (part: 'value' | 'target') =>
      seriesOf(own, (state) => state.triggers?.find((one) => isSame(one, trigger))?.[part]);
    const [value, target] = [read('value'), read('target')];
    return value.times.length === 0
      ? []
      : [{ quantity: 'trigger', name: trigger.name, value, thresholds: [{ key: 'target', series: target }] }];
  });
}

function seriesOf(own: readonly Moment[], pick: (state: VariantState) => number | undefined): TimeSeries {
  const known = own.flatMap(({ at, state }) => {
    const value = pick(state);
    return value !== undefined && Number.isFinite(value) ? [{ at, value }] : [];
  });
  return timeSeries({}, known);
}

function fixed(
  key: Exclude<ComparedThreshold['key'], 'target'>,
  { times }: TimeSeries,
  { values, sources }: EffectiveThresholds
): ComparedThreshold {
  return { key, source: sources[key], series: { labels: {}, times, values: times.map(() => values[key]) } };
}

/** Whether a value asks for more replicas by what it is held against. */
function asks(quantity: Compared['quantity'], value: number, threshold: number): boolean {
  switch (quantity) {
    case 'spareKv':
    case 'spareQueue':
      return value < threshold;
    case 'utilization':
      return value > threshold;
    case 'trigger':
      return value > threshold * (1 + TOLERANCE);
  }
}

/** Each sample stands until the next one, at most for a step. */
function askingSpans({ quantity, value, thresholds: [first] }: Drawn, stepMs: number): Span[] {
  const against = new Map(first?.series.times.map((time, i) => [time, first.series.values[i]]));
  const spans: Span[] = [];
  value.times.forEach((from, i) => {
    const threshold = against.get(from);
    if (threshold === undefined || !asks(quantity, value.values[i]!, threshold)) {
      return;
    }
    const next = value.times[i + 1] ?? Infinity;
    const to = next - from <= LATEST_NEXT_STEPS * stepMs ? next : from + stepMs;
    const last = spans.at(-1);
    if (last?.to === from) {
      last.to = to;
    } else {
      spans.push({ from, to });
    }
  });
  return spans;
}
