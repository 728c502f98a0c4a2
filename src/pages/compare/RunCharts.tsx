import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { SeriesId, TimeSeries } from '../../domain/analysis/types';
import type { Alignment } from '../../domain/comparison/alignment';
import { overPods } from '../../domain/comparison/overPods';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import type { Percentile } from '../../assessment/compareUrl';
import { DataPanel, type DataPanelSpec } from '../../assessment/charts/DataPanel';
import {
  absoluteRange,
  linesConfig,
  linesFrame,
  PANEL_OPTIONS,
  runLines,
  type ChartRun,
  type LineOptions,
} from '../../assessment/charts/runFrames';

interface ChartSpec extends LineOptions {
  id: string;
  title: string;
  description: string;
  from: SeriesId;
  /** What the line is made of; the first series of {@link from} when left out. */
  pick?: (run: RunAnalysis) => TimeSeries | undefined;
}

interface Props {
  runs: readonly ChartRun[];
  alignment: Alignment;
  percentile: Percentile;
}

/** One line a run, the baseline dashed, on one axis. */
export function RunCharts({ runs, alignment, percentile }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const charts = useMemo(() => chartSpecs(percentile), [percentile]);
  return (
    <div className={styles.grid} data-testid={testIds.compare.charts}>
      {charts.map((chart) => (
        <RunChart key={chart.id} chart={chart} runs={runs} alignment={alignment} />
      ))}
    </div>
  );
}

function RunChart({
  chart,
  runs,
  alignment,
}: {
  chart: ChartSpec;
  runs: Props['runs'];
  alignment: Alignment;
}): React.ReactElement {
  const frame = useMemo(() => linesFrame(runLines(runs, chart.from, chart.pick), alignment), [runs, chart, alignment]);
  const timeRange = useMemo(
    () =>
      absoluteRange(
        alignment,
        runs.map(({ analysis }) => analysis.measurements.window)
      ),
    [runs, alignment]
  );
  const spec: DataPanelSpec = {
    pluginId: alignment === 'absolute' ? 'timeseries' : 'trend',
    title: chart.title,
    description: chart.description,
    options: PANEL_OPTIONS,
    fieldConfig: linesConfig(runs, chart),
  };
  return <DataPanel spec={spec} frame={frame} timeRange={timeRange} height={280} />;
}

function chartSpecs(percentile: Percentile): ChartSpec[] {
  const p = percentile.toLowerCase();
  return [
    {
      id: 'desired',
      title: t('pages.compare.chart.desired', 'Desired replicas (WVA)'),
      description: t('pages.compare.chart.desired-about', '**What did WVA ask for?** A static run has no line.'),
      unit: 'short',
      decimals: 0,
      step: true,
      from: 'desired',
    },
    {
      id: 'ready',
      title: t('pages.compare.chart.ready', 'Ready replicas'),
      description: t('pages.compare.chart.ready-about', '**How many replicas served?**'),
      unit: 'short',
      decimals: 0,
      step: true,
      from: 'ready',
    },
    {
      id: 'served',
      title: t('pages.compare.chart.served', 'Requests served'),
      description: t('pages.compare.chart.served-about', '**Did the answers keep up with the load?**'),
      unit: 'reqps',
      from: 'served',
    },
    {
      id: 'queue',
      title: t('pages.compare.chart.queue', 'Waiting requests, all replicas'),
      description: t('pages.compare.chart.queue-about', '**Where did requests pile up?** Summed over the replicas.'),
      unit: 'short',
      from: 'queueByPod',
      pick: ({ measurements }) => overPods(measurements.series.queueByPod, 'sum'),
    },
    {
      id: 'kv',
      title: t('pages.compare.chart.kv', 'KV cache in use, mean'),
      description: t(
        'pages.compare.chart.kv-about',
        '**How full were the replicas?** Their mean. WVA calls one saturated at 80 %, unless configured otherwise.'
      ),
      unit: 'percentunit',
      max: 1,
      from: 'kvByPod',
      pick: ({ measurements }) => overPods(measurements.series.kvByPod, 'mean'),
    },
    {
      id: 'ttft',
      title: t('pages.compare.chart.ttft', 'Time to first token, {{p}}', { p }),
      description: t(
        'pages.compare.chart.ttft-about',
        '**How long until an answer began?** Of the requests that ended in each interval.'
      ),
      unit: 's',
      from: `ttft${percentile}`,
    },
    {
      id: 'itl',
      title: t('pages.compare.chart.itl', 'Inter-token latency, {{p}}', { p }),
      description: t('pages.compare.chart.itl-about', '**How fluently did answers come?**'),
      unit: 's',
      from: `itl${percentile}`,
    },
    {
      id: 'e2e',
      title: t('pages.compare.chart.e2e', 'End-to-end latency, {{p}}', { p }),
      description: t('pages.compare.chart.e2e-about', '**How long did a whole answer take?**'),
      unit: 's',
      from: `e2e${percentile}`,
    },
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    gap: theme.spacing(1),
  }),
});
