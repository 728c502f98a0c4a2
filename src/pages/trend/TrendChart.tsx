import { t } from '@grafana/i18n';
import React, { useMemo } from 'react';

import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import type { TrendLine } from '../../domain/comparison/trend';
import { DataPanel } from '../compare/DataPanel';
import { lineName } from './lineName';
import { AXIS, trendConfig, trendFrame } from './trendFrames';

interface Props {
  kpi: KpiId;
  lines: readonly TrendLine[];
}

/** One figure from run to run; rings where a version or a parameter changed. */
export function TrendChart({ kpi, lines }: Props): React.ReactElement {
  const frame = useMemo(() => trendFrame(lines, lineName), [lines]);
  return (
    <DataPanel
      spec={{
        pluginId: 'trend',
        title: t('pages.trend.chart', '{{kpi}} from run to run', { kpi: KPIS[kpi].title }),
        description: t(
          'pages.trend.chart-about',
          '**Did it get better?** Runs by their number, oldest first, one line a mode and number of replicas. A ring marks a run that was the first with another version or parameter.'
        ),
        options: {
          legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
          tooltip: { mode: 'multi', sort: 'none' },
          xField: AXIS,
        },
        fieldConfig: trendConfig(kpi, lines.map(lineName)),
      }}
      frame={frame}
      height={360}
    />
  );
}
