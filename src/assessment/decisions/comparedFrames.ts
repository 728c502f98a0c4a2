/** What was compared as lines of a chart: the value, and its thresholds dashed. Pure. */
import type { FieldConfigSource } from '@grafana/data';

import { timeSeries } from '../../domain/analysis/timeSeries';
import type { Window } from '../../domain/analysis/types';
import type { Compared, ComparedThreshold } from '../../domain/decisions/compared';
import { comparedUnit, thresholdTitle } from '../../domain/decisions/comparedText';
import { quantityName } from '../../domain/decisions/names';
import { t } from '../../i18n/t';
import { ROLE_STYLE, type LineStyle } from '../../panels/style';
import { axisWidth } from '../charts/plotEdges';
import { CUSTOM, defaults, type NamedLine } from '../charts/runFrames';

const STYLES: Readonly<Record<Compared['quantity'], LineStyle>> = {
  spareKv: ROLE_STYLE['kv-cache'],
  spareQueue: ROLE_STYLE.queue,
  utilization: ROLE_STYLE['kv-cache'],
  trigger: ROLE_STYLE.offered,
};

/** By its threshold's side: above or below it more replicas are asked for, below the boundary fewer may do. */
const styleOf = ({ key }: ComparedThreshold): LineStyle =>
  key === 'scaleDownBoundary' ? { color: 'purple', width: 1, dash: [4, 4] } : ROLE_STYLE.limit;

/** @param openedAt moment of the decision that is opened, epoch ms */
export function comparedLines(compared: Compared, window: Window, openedAt?: number): NamedLine[] {
  const all = [compared.value, ...compared.thresholds.map(({ series }) => series)];
  const highest = all.flatMap(({ values }) => values).reduce((most, value) => Math.max(most, value), 0);
  const mark = openedAt === undefined ? [] : [{ at: openedAt, value: highest }];
  return [
    { name: quantityName(compared), series: compared.value, window },
    ...compared.thresholds.map((threshold) => ({ name: thresholdTitle(threshold), series: threshold.series, window })),
    ...(mark.length > 0 ? [{ name: openedName(), series: timeSeries({}, mark), window }] : []),
  ];
}

/** Name of the upright line at the decision that is opened. */
const openedName = (): string => t('decision.compared.opened', 'Opened decision');

export function comparedConfig(compared: Compared): FieldConfigSource {
  const dash: LineStyle['dash'] = compared.isEstimate ? [2, 4] : undefined;
  const unit = comparedUnit(compared);
  return {
    // Shares as the ConfigMap spells them, 0 to 1.
    defaults: { ...defaults({ unit: 'short' }), custom: { ...CUSTOM, axisWidth: axisWidth(true) } },
    overrides: [
      lineOverride(quantityName(compared), { ...STYLES[compared.quantity], dash, width: 2 }, unit),
      ...compared.thresholds.map((threshold) => lineOverride(thresholdTitle(threshold), styleOf(threshold), unit)),
      openedOverride(unit),
    ],
  };
}

/** One bar of two pixels, as high as the highest line. */
function openedOverride(axisLabel: string): Override {
  const { matcher, properties } = lineOverride(openedName(), { color: 'text', width: 1 }, axisLabel);
  const bar = { drawStyle: 'bars', barMaxWidth: 2, fillOpacity: 100 };
  return {
    matcher,
    properties: [...properties, ...Object.entries(bar).map(([id, value]) => ({ id: `custom.${id}`, value }))],
  };
}

type Override = FieldConfigSource['overrides'][number];

/**
 * @param axisLabel the same for all lines: Grafana gives lines whose axes are called otherwise an axis each, with a range of
 *   its own. Not a default: an axis of times would take it over.
 */
function lineOverride(name: string, { color, width, dash }: LineStyle, axisLabel: string): Override {
  return {
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'color', value: { mode: 'fixed', fixedColor: color } },
      { id: 'custom.lineWidth', value: width },
      { id: 'custom.lineStyle', value: dash ? { fill: 'dash', dash } : { fill: 'solid' } },
      { id: 'custom.axisLabel', value: axisLabel },
    ],
  };
}
