import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { LatencyId } from '../../domain/analysis/types';
import type { Alignment } from '../../domain/comparison/alignment';
import { t } from '../../i18n/t';
import { DataPanel, type DataPanelSpec } from './DataPanel';
import { absoluteRange, PANEL_OPTIONS, type ChartRun } from './runFrames';
import { spreadConfig, spreadFrame, spreadScale, type SpreadScale } from './spreadFrames';

interface Props {
  runs: readonly ChartRun[];
  latency: LatencyId;
  alignment: Alignment;
}

/** Latency over time with its spread, run beside run on one scale, with marks where replicas were added or taken. */
export function LatencySpread({ runs, latency, alignment }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const scale = useMemo(
    () =>
      spreadScale(
        runs.map(({ analysis }) => analysis),
        latency
      ),
    [runs, latency]
  );
  if (!scale) {
    return <p className={styles.quiet}>{t('pages.compare.spread.none', 'No request ended in any of the runs.')}</p>;
  }
  return (
    <div className={styles.grid}>
      {runs.map((run) => (
        <Spread key={run.look.label} run={run} latency={latency} alignment={alignment} scale={scale} />
      ))}
    </div>
  );
}

type SpreadProps = Omit<Props, 'runs'> & { run: ChartRun; scale: SpreadScale };

function Spread({ run: { analysis, look }, latency, alignment, scale }: SpreadProps): React.ReactElement {
  const frame = useMemo(() => spreadFrame(analysis, latency, alignment, scale), [analysis, latency, alignment, scale]);
  const timeRange = useMemo(() => absoluteRange(alignment, [analysis.measurements.window]), [alignment, analysis]);
  const spec: DataPanelSpec = {
    pluginId: alignment === 'absolute' ? 'timeseries' : 'trend',
    title: look.label,
    description: t(
      'pages.compare.spread.about',
      '**How did latency spread while replicas came and went?** Line: median. Bands: half and four fifths of the requests that ended in each interval. Dots at the foot: ready replicas rose or fell. Logarithmic, the same scale for every run.'
    ),
    options: { ...PANEL_OPTIONS, legend: { showLegend: false, displayMode: 'hidden', placement: 'bottom', calcs: [] } },
    fieldConfig: spreadConfig(look.color, scale),
  };
  return <DataPanel spec={spec} frame={frame} timeRange={timeRange} height={260} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(360px, 100%), 1fr))',
    gap: theme.spacing(1),
  }),
});
