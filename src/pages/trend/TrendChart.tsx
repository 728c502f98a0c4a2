import React, { useMemo } from 'react';

import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import type { TrendLine } from '../../domain/comparison/trend';
import { DataPanel } from '../../assessment/charts/DataPanel';
import { t } from '../../i18n/t';
import { lineName } from './lineName';
import { trendConfig, trendFrame, trendRange } from './trendFrames';

interface Props {
  kpi: KpiId;
  lines: readonly TrendLine[];
}

/** One figure from run to run; rings where a version or a parameter changed. */
export function TrendChart({ kpi, lines }: Props): React.ReactElement {
  const frame = useMemo(() => trendFrame(lines, lineName), [lines]);
  const timeRange = useMemo(() => trendRange(lines), [lines]);
  return (
    <DataPanel
      spec={{
        pluginId: 'timeseries',
        title: t('pages.trend.chart', '{{kpi}} from run to run', { kpi: KPIS[kpi].title }),
        description: t(
          'pages.trend.chart-about',
          '**Did it get better?** Runs at the time of their start, one line per mode and number of replicas. A ring marks a run that was the first with another version or parameter.'
        ),
        options: {
          legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
          tooltip: { mode: 'multi', sort: 'none' },
        },
        fieldConfig: trendConfig(kpi, lines.map(lineName)),
      }}
      frame={frame}
      timeRange={timeRange}
      height={360}
    />
  );
}
