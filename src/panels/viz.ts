/**
 * From a PanelSpec to Grafana's own shape: plugin, options, field configuration, transformations and queries. Scenes and
 * provisioned dashboards both render from this.
 *
 * The transformation `timeSeriesTable` (sparklines in tables) is part of Grafana, not of `@grafana/data`: whoever hosts
 * panels outside of Grafana has to register it.
 */
import { POINTS, type PanelSpec, type Target, type Viz } from './spec';
import { ROLE_STYLE, softMax, thresholdSteps, type LineStyle } from './style';
import { tableConfig } from './tableViz';
import type { Override, Transformation, VizConfig } from './vizConfig';

/** A query as Grafana's Prometheus data source takes it. */
export interface PrometheusQuery {
  refId: string;
  expr: string;
  legendFormat?: string;
  instant: boolean;
  range: boolean;
  format: 'time_series' | 'table' | 'heatmap';
  editorMode: 'code';
}

/** Most points that a panel asks for. */
export const maxDataPoints = ({ points = POINTS.half }: PanelSpec): number => points;

export function toQuery(target: Target): PrometheusQuery {
  const instant = target.instant ?? false;
  return {
    refId: target.refId,
    expr: target.expr,
    legendFormat: target.legend,
    instant,
    range: !instant,
    format: target.format ?? 'time_series',
    editorMode: 'code',
  };
}

/** Plugin, options, field configuration and transformations of a panel. */
export function toVizConfig(spec: PanelSpec): VizConfig {
  const { viz } = spec;
  switch (viz.kind) {
    case 'timeseries':
      return timeseries(spec, viz);
    case 'stat':
      return {
        pluginId: 'stat',
        options: {
          ...REDUCE_TO_LAST,
          colorMode: spec.thresholds ? 'value' : 'none',
          graphMode: viz.sparkline ? 'area' : 'none',
          justifyMode: 'auto',
          textMode: viz.named ? 'value_and_name' : 'auto',
          wideLayout: true,
        },
        fieldConfig: { defaults: defaults(spec), overrides: [] },
        transformations: [],
      };
    case 'bargauge':
      return {
        pluginId: 'bargauge',
        options: {
          ...REDUCE_TO_LAST,
          displayMode: 'basic',
          orientation: 'horizontal',
          valueMode: 'text',
          showUnfilled: true,
        },
        fieldConfig: { defaults: defaults(spec), overrides: [] },
        transformations: [],
      };
    case 'heatmap':
      return heatmap(spec);
    case 'state-timeline':
      return {
        pluginId: 'state-timeline',
        options: { mergeValues: true, showValue: 'auto', rowHeight: 0.9, legend: LEGEND, tooltip: TOOLTIP },
        fieldConfig: {
          defaults: {
            ...defaults(spec),
            mappings: viz.states === undefined ? [] : [{ type: 'value', options: withIndex(viz.states) }],
            custom: { fillOpacity: 70, lineWidth: 0 },
          },
          overrides: [],
        },
        transformations: [],
      };
    case 'table':
      return tableConfig(spec, viz);
  }
}

/** As Grafana takes value mappings: each has its place in the legend. */
function withIndex<T extends object>(words: Readonly<Record<number, T>>): Record<string, T & { index: number }> {
  return Object.fromEntries(Object.entries(words).map(([value, word], index) => [value, { ...word, index }]));
}

const REDUCE_TO_LAST = { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false } };
const LEGEND = { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] };
const TOOLTIP = { mode: 'multi', sort: 'desc' };

/** What every panel's fields share. */
function defaults(spec: PanelSpec): Record<string, unknown> {
  return {
    unit: spec.unit,
    ...(spec.decimals === undefined ? {} : { decimals: spec.decimals }),
    ...(spec.min === undefined ? {} : { min: spec.min }),
    ...(spec.max === undefined ? {} : { max: spec.max }),
    noValue: spec.noData,
    color: { mode: spec.thresholds ? 'thresholds' : 'palette-classic' },
    thresholds: thresholdSteps(spec.thresholds),
    mappings: [],
    ...(spec.link === undefined ? {} : { links: [spec.link] }),
  };
}

function timeseries(spec: PanelSpec, viz: Extract<Viz, { kind: 'timeseries' }>): VizConfig {
  const custom = {
    drawStyle: 'line',
    lineInterpolation: viz.step ? 'stepAfter' : 'linear',
    lineWidth: 1,
    fillOpacity: viz.fill || viz.stack ? 15 : 0,
    gradientMode: 'none',
    showPoints: 'auto',
    pointSize: 4,
    // A gap is a gap: a line over it would claim data that nobody has.
    spanNulls: false,
    insertNulls: false,
    stacking: { mode: viz.stack ? 'normal' : 'none', group: 'A' },
    thresholdsStyle: { mode: spec.thresholds?.length ? 'dashed' : 'off' },
    axisSoftMin: 0,
    axisSoftMax: softMax(spec.thresholds),
  };
  const one = spec.targets.length === 1 && spec.targets[0]?.role !== undefined;
  return {
    pluginId: 'timeseries',
    options: { legend: { ...LEGEND, calcs: one ? [] : ['lastNotNull', 'max'] }, tooltip: TOOLTIP },
    fieldConfig: {
      // By name, so that a pod has the same colour on every chart.
      defaults: { ...defaults(spec), color: { mode: 'palette-classic-by-name' }, custom },
      overrides: spec.targets.flatMap(roleOverrides),
    },
    transformations: viz.shortPodNames ? [SHORT_POD_NAMES] : [],
  };
}

/** Of a pod's name only what tells it from the variant's other pods: ReplicaSet and suffix. */
const SHORT_POD_NAMES: Transformation = {
  id: 'renameByRegex',
  options: { regex: '^.*?-([a-z0-9]+(?:-[a-z0-9]{5})?)$', renamePattern: '$1' },
};

/** Overrides that draw a target's series by their roles. */
function roleOverrides(target: Target): Override[] {
  const own = target.role
    ? [{ matcher: { id: 'byFrameRefID', options: target.refId }, properties: lineProperties(ROLE_STYLE[target.role]) }]
    : [];
  const bySeries = Object.entries(target.seriesRoles ?? {}).map(([legend, role]) => ({
    matcher: { id: 'byName', options: legend },
    properties: lineProperties(ROLE_STYLE[role]),
  }));
  return [...own, ...bySeries];
}

function lineProperties(style: LineStyle): Override['properties'] {
  return [
    { id: 'color', value: { mode: 'fixed', fixedColor: style.color } },
    { id: 'custom.lineWidth', value: style.width },
    { id: 'custom.lineStyle', value: style.dash ? { fill: 'dash', dash: style.dash } : { fill: 'solid' } },
    { id: 'custom.lineInterpolation', value: style.step ? 'stepAfter' : 'linear' },
    { id: 'custom.fillOpacity', value: style.fill ?? 0 },
  ];
}

function heatmap(spec: PanelSpec): VizConfig {
  return {
    pluginId: 'heatmap',
    options: {
      calculate: false,
      // A gap would be a stripe between every two moments.
      cellGap: 0,
      cellValues: { unit: spec.unit, decimals: spec.decimals },
      // From the ground to one blue, in both themes: a scheme's end is white in the dark, and most GPUs idle.
      color: {
        mode: 'opacity',
        scale: 'exponential',
        exponent: 0.5,
        steps: 64,
        fill: 'blue',
        reverse: false,
      },
      exemplars: { color: 'rgba(255,0,255,0.7)' },
      filterValues: { le: 1e-9 },
      legend: { show: true },
      rowsFrame: { layout: 'auto' },
      showValue: 'auto',
      tooltip: { mode: 'single', yHistogram: true, showColorScale: true },
      yAxis: { axisPlacement: 'left', reverse: false, unit: spec.viz.kind === 'heatmap' ? spec.viz.yUnit : undefined },
    },
    fieldConfig: {
      defaults: { noValue: spec.noData, custom: { scaleDistribution: { type: 'linear' } } },
      overrides: [],
    },
    transformations: [],
  };
}
