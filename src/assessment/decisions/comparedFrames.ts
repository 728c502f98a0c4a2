/** What was compared as lines of a chart: the value, and its thresholds dashed. Pure. */
import type { FieldConfigSource } from '@grafana/data';

import type { Window } from '../../domain/analysis/types';
import type { Compared, ComparedThreshold } from '../../domain/decisions/compared';
import { comparedUnit, thresholdTitle } from '../../domain/decisions/comparedText';
import { quantityName } from '../../domain/decisions/names';
import { ROLE_STYLE, type LineStyle } from '../../panels/style';
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

export function comparedLines(compared: Compared, window: Window): NamedLine[] {
  return [
    { name: quantityName(compared), series: compared.value, window },
    ...compared.thresholds.map((threshold) => ({ name: thresholdTitle(threshold), series: threshold.series, window })),
  ];
}

export function comparedConfig(compared: Compared): FieldConfigSource {
  const dash: LineStyle['dash'] = compared.isEstimate ? [2, 4] : undefined;
  const unit = comparedUnit(compared);
  return {
    // Shares as the ConfigMap spells them, 0 to 1.
    defaults: { ...defaults({ unit: 'short' }), custom: CUSTOM },
    overrides: [
      lineOverride(quantityName(compared), { ...STYLES[compared.quantity], dash, width: 2 }, unit),
      ...compared.thresholds.map((threshold) => lineOverride(thresholdTitle(threshold), styleOf(threshold), unit)),
    ],
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
