/** What was compared, in words: names, thresholds, and how the value lay to them. */
import { formatDuration, formatNumber } from '../format';
import { t } from '../../i18n/t';
import type { Compared, ComparedThreshold, NothingCompared } from './compared';
import { quantityName } from './names';

const number = (value: number): string => formatNumber(value, { most: 2 });

export function comparedTitle(one: Pick<Compared, 'quantity' | 'name' | 'isEstimate'>): string {
  const name = quantityName(one);
  return one.isEstimate ? t('decision.compared.estimated', '{{name}}, V2 estimate', { name }) : name;
}

/** Above its chart, where a third of a line has to do: {@link comparedTitle} is the chart's name and begins its summary. */
export function comparedHeading(one: Pick<Compared, 'quantity' | 'name' | 'isEstimate'>): string {
  return one.isEstimate ? t('decision.compared.estimate-heading', 'V2 estimate') : comparedTitle(one);
}

/** The key in WVA's ConfigMap, with its value where it has one. */
export function thresholdTitle({ key, series }: ComparedThreshold): string {
  const [first] = series.values;
  const name = key === 'target' ? t('decision.compared.target', 'Target') : key;
  return first === undefined || series.values.some((value) => value !== first) ? name : `${name} ${number(first)}`;
}

/** What one unit of the value is. */
export function comparedUnit({ quantity }: Pick<Compared, 'quantity'>): string {
  switch (quantity) {
    case 'spareKv':
      return t('decision.compared.unit.kv', 'share of cache');
    case 'spareQueue':
      return t('decision.compared.unit.queue', 'requests');
    case 'utilization':
      return t('decision.compared.unit.v2', 'demand ÷ supply');
    case 'trigger':
      return t('decision.compared.unit.trigger', 'metric’s unit');
  }
}

/** What the chart shows, what its thresholds mean and who says them. */
export function comparedAbout({ quantity, isEstimate, thresholds }: Compared): string {
  const sources = thresholds.map(({ key, source }) =>
    t('decision.compared.source', '`{{key}}` from: {{source}}.', {
      key: key === 'target' ? t('decision.compared.target', 'Target') : key,
      source: source ?? t('decision.source.hpa', 'spec of the HPA'),
    })
  );
  return [ABOUT[isEstimate ? 'estimate' : quantity](), ...sources].join(' ');
}

const ABOUT: Readonly<Record<Compared['quantity'] | 'estimate', () => string>> = {
  spareKv: () =>
    t(
      'decision.compared.about.kv',
      'Mean share of the KV cache that the replicas that are not saturated have left below their threshold, peaks over a minute; 0 while all are saturated. Below the trigger V1 scales up.'
    ),
  spareQueue: () =>
    t(
      'decision.compared.about.queue',
      'Mean requests that may still wait at the replicas that are not saturated, peaks over a minute; 0 while all are saturated. Below the trigger V1 scales up.'
    ),
  utilization: () =>
    t(
      'decision.compared.about.v2',
      'Demand over supply in tokens of KV cache, as WVA reports it of its last cycle. Above the upper threshold V2 scales up; below the lower one it can scale down, once a whole replica is spare.'
    ),
  trigger: () =>
    t(
      'decision.compared.about.trigger',
      'What the HPA’s metric reads, in its own unit, against its target. More than a tenth above it the HPA wants more replicas; of several metrics the largest number wins.'
    ),
  estimate: () =>
    t(
      'decision.compared.about.estimate',
      'What V2 would compare, as far as KV use and queues of the replicas show it: an estimate, and not what scaled this workload. Compute-bound capacity and requests that wait in the router are not in it.'
    ),
};

/**
 * How long the value asked for more replicas, since when, and how far it went.
 *
 * @param timeText a moment as the page tells it
 */
export function comparedSummary(
  { quantity, value, thresholds, asking }: Compared,
  timeText: (at: number) => string
): string {
  const isSpare = quantity === 'spareKv' || quantity === 'spareQueue';
  const extreme = value.values.reduce((most, one) => (isSpare ? Math.min(most, one) : Math.max(most, one)));
  const words = { value: number(extreme), threshold: thresholds[0] ? thresholdTitle(thresholds[0]) : '' };
  const [first] = asking;
  if (first === undefined) {
    return quantity === 'trigger'
      ? t('decision.compared.never-tenth', 'Never more than a tenth above {{threshold}}; highest {{value}}.', words)
      : isSpare
        ? t('decision.compared.never-below', 'Never below {{threshold}}; lowest {{value}}.', words)
        : t('decision.compared.never-above', 'Never above {{threshold}}; highest {{value}}.', words);
  }
  const beyond = {
    ...words,
    at: timeText(first.from),
    time: formatDuration(asking.reduce((sum, { from, to }) => sum + (to - from), 0) / 1000),
  };
  if (quantity === 'trigger') {
    return t(
      'decision.compared.tenth',
      'More than a tenth above {{threshold}} for {{time}}, first at {{at}}; highest {{value}}.',
      beyond
    );
  }
  return isSpare
    ? t('decision.compared.below', 'Below {{threshold}} for {{time}}, first at {{at}}; lowest {{value}}.', beyond)
    : t('decision.compared.above', 'Above {{threshold}} for {{time}}, first at {{at}}; highest {{value}}.', beyond);
}

const NOTHING: Readonly<Record<NothingCompared, () => string>> = {
  unscaled: () => t('decision.compared.unscaled', 'Nothing scales this workload, so nothing was compared.'),
  unknown: () => t('decision.compared.unknown', 'What was compared is not known: no metric says who scales.'),
  'no-load': () =>
    t('decision.compared.no-load', 'What was compared is not known: no replica reports its KV use or queue.'),
  'no-v2': () =>
    t('decision.compared.no-v2', 'What was compared is not known: WVA does not report its demand and supply.'),
  'no-triggers': () =>
    t('decision.compared.no-triggers', 'What was compared is not known: the HPA’s metrics have no value.'),
};

/**
 * Why a scaler in force has nothing to draw.
 *
 * @param isPart whether another scaler was in force too, of which there is something
 */
export function nothingText(why: NothingCompared, isPart = false): string {
  const reason = NOTHING[why]();
  return isPart ? t('decision.compared.part', 'For part of this time: {{reason}}', { reason }) : reason;
}
