import type { FieldConfigSource } from '@grafana/data';
import React, { useMemo } from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { spacing } from '../../domain/comparison/alignment';
import { t } from '../../i18n/t';
import { ARRIVAL_SOURCES, arrivedTexts } from '../../queries/arrivals';
import { ROLE_STYLE, type LineStyle } from '../../panels/style';
import { DataPanel } from '../../assessment/charts/DataPanel';
import {
  CUSTOM,
  defaults,
  linesFrame,
  PANEL_OPTIONS,
  seriesOf,
  warningsOn,
  type NamedLine,
} from '../../assessment/charts/runFrames';

type LoadId = 'planned' | 'arrived' | 'served' | 'failed';

interface LoadLine {
  id: LoadId;
  name: string;
  style: LineStyle;
}

function loadLines(analysis: RunAnalysis): LoadLine[] {
  return [
    {
      id: 'planned',
      name: t('pages.run.load.planned', 'Planned'),
      style: { color: 'text', width: 1, dash: [4, 4], step: true },
    },
    { id: 'arrived', name: arrivedName(analysis), style: { ...ROLE_STYLE.offered, width: 2 } },
    { id: 'served', name: t('pages.run.load.served', 'Served'), style: ROLE_STYLE.served },
    { id: 'failed', name: t('pages.run.load.failed', 'Failed'), style: { color: 'red', width: 2, dash: [2, 4] } },
  ];
}

/** With who tells of arrivals; records of before that was known do not say. */
function arrivedName(analysis: RunAnalysis): string {
  const source = ARRIVAL_SOURCES.find((one) => one === seriesOf(analysis, 'arrived')?.labels.source);
  return source ? arrivedTexts()[source] : t('pages.run.load.arrived', 'Arrived');
}

/** Did the load that was planned arrive, and was what arrived served? */
export function LoadServedChart({ analysis }: { analysis: RunAnalysis }): React.ReactElement {
  const frame = useMemo(() => {
    const { window } = analysis.measurements;
    const lines = loadLines(analysis).flatMap(({ id, name }): NamedLine[] => {
      const series = seriesOf(analysis, id);
      const warnings = warningsOn(analysis, id);
      return series ? [{ name, series, window, stepSeconds: spacing(series, window), warnings }] : [];
    });
    return linesFrame(lines, 'elapsed');
  }, [analysis]);
  return (
    <DataPanel
      spec={{
        pluginId: 'trend',
        title: t('pages.run.load.title', 'Requests per second'),
        description: t(
          'pages.run.load.about',
          '**Did the load that was planned arrive, and was what arrived served?** Arrived is what the router counts and the growth of its queue; where it cannot tell, an estimate from the first tokens and the growth of vLLM’s queues.'
        ),
        options: PANEL_OPTIONS,
        fieldConfig: {
          defaults: { ...defaults({ unit: 'reqps' }), custom: CUSTOM },
          overrides: loadLines(analysis).map(lineOverride),
        },
      }}
      frame={frame}
      height={280}
    />
  );
}

function lineOverride({ name, style }: LoadLine): FieldConfigSource['overrides'][number] {
  return {
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'color', value: { mode: 'fixed', fixedColor: style.color } },
      { id: 'custom.lineWidth', value: style.width },
      { id: 'custom.lineStyle', value: style.dash ? { fill: 'dash', dash: style.dash } : { fill: 'solid' } },
      { id: 'custom.lineInterpolation', value: style.step ? 'stepAfter' : 'linear' },
      { id: 'custom.fillOpacity', value: style.fill ?? 0 },
    ],
  };
}
