import { css } from '@emotion/css';
import type { FieldConfigSource, GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { RunAnalysis } from '../../../domain/analysis/runAnalysis';
import type { TimeSeries } from '../../../domain/analysis/types';
import { spacing } from '../../../domain/comparison/alignment';
import { clientSeries, type ClientSeries } from '../../../guidellm/clientSeries';
import type { ClientMeasurements } from '../../../guidellm/mergeReports';
import { t } from '../../../i18n/t';
import type { LineStyle } from '../../../panels/style';
import { DataPanel } from '../../../assessment/charts/DataPanel';
import { CUSTOM, defaults, linesFrame, PANEL_OPTIONS, seriesOf } from '../../../assessment/charts/runFrames';

interface ChartLine {
  name: string;
  series: TimeSeries;
  style: LineStyle;
}

/** Over the time of the run: what the client got, beside what the server gave. */
export function ClientCharts({
  client,
  analysis,
}: {
  client: ClientMeasurements;
  analysis: RunAnalysis;
}): React.ReactElement {
  const styles = useStyles2(getStyles);
  const lines = useMemo(() => {
    const series = clientSeries(client, analysis.measurements.window);
    return { rates: rateLines(analysis, series), latencies: latencyLines(analysis, series) };
  }, [client, analysis]);
  return (
    <div className={styles.grid}>
      <LinesPanel
        analysis={analysis}
        unit="reqps"
        title={t('pages.run.client.chart.rate', 'Requests per second: client and server')}
        description={t(
          'pages.run.client.chart.rate-about',
          '**Did the client get what the server gave, and when did requests fail?** A request counts when it ends. Where a report holds a sample, only that is shown.'
        )}
        lines={lines.rates}
      />
      <LinesPanel
        analysis={analysis}
        unit="s"
        title={t('pages.run.client.chart.ttft', 'Time to first token: client and server')}
        description={t(
          'pages.run.client.chart.ttft-about',
          '**When did requests wait outside of vLLM?** The client by the end of its requests, in steps of a minute or more; the server over the minutes before each point.'
        )}
        lines={lines.latencies}
      />
    </div>
  );
}

const SERVER: LineStyle = { color: 'blue', width: 2 };
const CLIENT: LineStyle = { color: 'orange', width: 2, dash: [8, 4] };
const ERROR_COLORS = ['red', 'dark-red', 'purple', 'dark-orange'] as const;

function rateLines(analysis: RunAnalysis, { answered, errors }: ClientSeries): ChartLine[] {
  return measured([
    {
      name: t('pages.run.client.chart.served', 'Served (server)'),
      series: seriesOf(analysis, 'served'),
      style: SERVER,
    },
    { name: t('pages.run.client.chart.answered', 'Answered (client)'), series: answered, style: CLIENT },
    ...errors.map((series, i) => ({
      name: t('pages.run.client.chart.error', '{{kind}} (client)', { kind: series.labels.kind ?? '' }),
      series,
      style: { color: ERROR_COLORS[i % ERROR_COLORS.length]!, width: 2, dash: [2 + 2 * i, 4] } satisfies LineStyle,
    })),
  ]);
}

function latencyLines(analysis: RunAnalysis, { p50, p99 }: ClientSeries): ChartLine[] {
  const line = (name: string, series: TimeSeries | undefined, { color, dash }: LineStyle, isTail: boolean) => ({
    name,
    series,
    style: { color: isTail ? color : `light-${color}`, width: isTail ? 3 : 1, dash },
  });
  return measured([
    line(t('pages.run.client.chart.p50-server', 'p50 (server)'), seriesOf(analysis, 'ttftP50'), SERVER, false),
    line(t('pages.run.client.chart.p50-client', 'p50 (client)'), p50.ttft, CLIENT, false),
    line(t('pages.run.client.chart.p99-server', 'p99 (server)'), seriesOf(analysis, 'ttftP99'), SERVER, true),
    line(t('pages.run.client.chart.p99-client', 'p99 (client)'), p99.ttft, CLIENT, true),
  ]);
}

function measured(lines: Array<Omit<ChartLine, 'series'> & { series: TimeSeries | undefined }>): ChartLine[] {
  return lines.flatMap(({ series, ...line }) => (series && series.times.length > 0 ? [{ ...line, series }] : []));
}

interface LinesPanelProps {
  analysis: RunAnalysis;
  title: string;
  description: string;
  unit: string;
  lines: readonly ChartLine[];
}

function LinesPanel({ analysis, title, description, unit, lines }: LinesPanelProps): React.ReactElement {
  const frame = useMemo(() => {
    const { window } = analysis.measurements;
    return linesFrame(
      lines.map(({ name, series }) => ({ name, series, window, stepSeconds: spacing(series, window) })),
      'elapsed'
    );
  }, [lines, analysis]);
  return (
    <DataPanel
      spec={{
        pluginId: 'trend',
        title,
        description,
        options: PANEL_OPTIONS,
        fieldConfig: { defaults: { ...defaults({ unit }), custom: CUSTOM }, overrides: lines.map(lineOverride) },
      }}
      frame={frame}
      height={280}
    />
  );
}

function lineOverride({ name, style }: Pick<ChartLine, 'name' | 'style'>): FieldConfigSource['overrides'][number] {
  return {
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'color', value: { mode: 'fixed', fixedColor: style.color } },
      { id: 'custom.lineWidth', value: style.width },
      { id: 'custom.lineStyle', value: style.dash ? { fill: 'dash', dash: style.dash } : { fill: 'solid' } },
    ],
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    gap: theme.spacing(1),
  }),
});
