/** GPUs: the load of a variant's, and the fleet of all. */
import { t } from '../i18n/t';
import * as raw from '../queries/gpu';
import { gpuLoad, gpuSnapshot } from '../queries/gpu';
import * as recordedQueries from '../queries/recorded';
import type { Scope } from '../queries/selector';
import { HOT } from './gpuFigures';
import { POINTS, type PanelSpec, type TableColumn } from './spec';
import { cell, cells } from './tableCells';
import { thresholdText } from './thresholds';

/** What a panel of the whole fleet reads: every GPU's series, or what the recording rules keep of them. */
const queries = (recorded: boolean) => (recorded ? recordedQueries : raw);

const NO_DCGM = t(
  'boards.panel.no-metrics-gpus',
  'No metrics of GPUs here: no pod holds one in this time, or Prometheus does not scrape the DCGM exporter.'
);
const NO_GPU = t(
  'boards.panel.no-gpu-matches',
  'No GPU matches. Choose another accelerator, or check that Prometheus scrapes the DCGM exporter (NVIDIA GPU Operator).'
);

/** Do the variant's GPUs work, or do they only look busy? */
export function gpuLoadPanel(scope: Scope): PanelSpec {
  return {
    id: 'gpu-load',
    title: t('boards.panel.gpu-load.title', 'GPU load'),
    description: t(
      'boards.panel.gpu-load.description',
      '**Do the variant’s GPUs work, or do they only look busy?** Means over the GPUs that its pods hold. Utilisation is the share of time with any kernel running: near 100 % under any load. Tensor activity is how hard they work. Memory holds vLLM’s KV cache from the start on and does not follow load.'
    ),
    unit: 'percentunit',
    min: 0,
    max: 1,
    targets: [
      {
        refId: 'gpu',
        expr: gpuLoad(scope),
        legend: '{{series}}',
        seriesRoles: {
          [t('boards.series.utilization', 'Utilisation')]: 'gpu-utilization',
          [t('boards.series.tensor', 'Tensor activity')]: 'gpu-tensor',
          [t('boards.series.memory', 'Memory')]: 'gpu-memory',
        },
      },
    ],
    viz: { kind: 'timeseries' },
    noData: NO_DCGM,
    needs: 'gpu',
  };
}

/** What do the GPUs draw? */
export function gpuPowerPanel(scope: Scope, recorded = false): PanelSpec {
  return {
    id: 'gpu-power',
    title: t('boards.panel.gpu-power.title', 'GPU power'),
    description: t(
      'boards.panel.gpu-power.description',
      '**What do the GPUs in scope draw?** The sum over them. Its integral over time is the energy of a run.'
    ),
    unit: 'watt',
    min: 0,
    points: scope.variant === undefined ? POINTS.nodes : POINTS.half,
    targets: [
      {
        refId: 'power',
        expr: queries(recorded).gpuPower(scope),
        recorded: recordedQueries.gpuPower(scope),
        legend: t('boards.column.power', 'Power'),
        role: 'gpu-power',
      },
    ],
    viz: { kind: 'timeseries', fill: true },
    noData: NO_DCGM,
    needs: 'gpu',
  };
}

/** How is the load spread over the GPUs, however many? */
export function gpuBands(scope: Scope, recorded = false): PanelSpec {
  return {
    id: 'gpu-bands',
    title: t('boards.panel.gpu-bands.title', 'GPUs by utilisation'),
    description: t(
      'boards.panel.gpu-bands.description',
      '**How is the load spread over the GPUs?** Each row is a tenth of utilisation, each cell the number of GPUs in it at that time: as readable with 1,200 GPUs as with 12. Many at the bottom are idle, held or not.'
    ),
    unit: 'suffix: GPUs',
    decimals: 0,
    points: POINTS.heatmap,
    targets: [
      {
        refId: 'bands',
        expr: queries(recorded).utilizationBands(scope),
        recorded: recordedQueries.utilizationBands(scope),
        legend: '{{le}}',
        format: 'heatmap',
      },
    ],
    viz: { kind: 'heatmap', yUnit: 'percent' },
    noData: NO_GPU,
  };
}

/** Where rows of nodes and GPUs lead: addresses from placeholders that Grafana fills per row. */
export interface GpuLinks {
  /** Of the GPUs of a node. */
  nodeUrl?: (node: string) => string;
  /** Of a variant. */
  variantUrl?: (namespace: string, variant: string) => string;
}

interface NodeOptions extends Pick<GpuLinks, 'nodeUrl'> {
  recorded?: boolean;
}

/** Which node is loaded, hot or idle? */
export function gpuNodes(scope: Scope, { recorded = false, nodeUrl }: NodeOptions = {}): PanelSpec {
  const { gpusByNode, byNode, powerByNode, hottestByNode } = queries(recorded);
  return {
    id: 'gpu-nodes',
    title: t('boards.panel.gpu-nodes.title', 'Nodes'),
    description: t(
      'boards.panel.gpu-nodes.description',
      '**Which node is loaded, hot or idle?** One row per node; shares are means over its GPUs. {{thresholds}}',
      { thresholds: thresholdText(HOT) }
    ),
    unit: 'short',
    targets: [
      cells({
        gpus: gpusByNode(scope),
        utilization: byNode(scope, 'utilization'),
        tensor: byNode(scope, 'tensor'),
        memory: byNode(scope, 'memory'),
        power: powerByNode(scope),
        hottest: hottestByNode(scope),
      }),
    ],
    viz: {
      kind: 'table',
      sortBy: { from: 'value:utilization', desc: true },
      columns: [
        nodeColumn(nodeUrl, { width: 295 }),
        { from: 'value:gpus', title: t('boards.column.gpus', 'GPUs'), unit: 'short', decimals: 0, width: 70 },
        ...measures('hottest', t('boards.column.hottest', 'Hottest')),
      ],
    },
    noData: NO_GPU,
  };
}

/** Which GPUs are busiest, and whose are they? */
export function gpuRanking(scope: Scope, limit: number, { nodeUrl, variantUrl }: GpuLinks = {}): PanelSpec {
  const top = gpuSnapshot(scope, limit);
  return {
    id: 'gpu-ranking',
    title: t('boards.panel.gpu-ranking.title', 'Busiest {{limit}} GPUs', { limit }),
    description: t(
      'boards.panel.gpu-ranking.description',
      '**Which GPUs are busiest, and which pod holds them?** The {{limit}} with the highest utilisation. {{thresholds}}',
      { limit, thresholds: thresholdText(HOT) }
    ),
    unit: 'short',
    targets: [
      cell('utilization', top.utilization),
      cell('tensor', top.tensor),
      cell('memory', top.memory),
      cell('power', top.powerWatts),
      cell('temperature', top.temperatureCelsius),
    ],
    viz: {
      kind: 'table',
      sortBy: { from: 'value:utilization', desc: true },
      columns: [
        nodeColumn(nodeUrl, { minWidth: 140 }),
        { from: 'label:gpu', title: t('boards.column.gpu', 'GPU'), width: 50 },
        { from: 'label:pod', title: t('boards.column.pod', 'Pod'), minWidth: 140 },
        {
          from: 'label:variant',
          title: t('boards.column.variant', 'Variant'),
          minWidth: 140,
          link: variantUrl && {
            title: t('boards.panel.open-variant', 'Open variant'),
            url: variantUrl('${__data.fields.namespace}', '${__data.fields.variant}'),
          },
        },
        { from: 'label:namespace', title: t('boards.column.namespace', 'Namespace'), width: 105 },
        ...measures('temperature', t('boards.column.temperature', 'Temperature'), 105),
      ],
    },
    noData: NO_GPU,
  };
}

function nodeColumn(nodeUrl: GpuLinks['nodeUrl'], widths: Pick<TableColumn, 'width' | 'minWidth'>): TableColumn {
  return {
    from: 'label:node',
    title: t('boards.column.node', 'Node'),
    ...widths,
    link: nodeUrl && {
      title: t('boards.panel.open-node', 'Show its GPUs'),
      url: nodeUrl('${__data.fields.node}'),
    },
  };
}

/**
 * The columns that nodes and GPUs have in common.
 *
 * @param width of each bar, where other columns need the room
 */
function measures(heat: string, heatTitle: string, width?: number): TableColumn[] {
  const share = (refId: string, title: string): TableColumn => ({
    from: `value:${refId}`,
    title,
    unit: 'percentunit',
    decimals: 0,
    cell: 'gauge',
    min: 0,
    max: 1,
    width,
  });
  return [
    { ...share('utilization', t('boards.column.utilisation', 'Utilisation')), role: 'gpu-utilization' },
    { ...share('tensor', t('boards.column.tensor-activity', 'Tensor activity')), role: 'gpu-tensor' },
    { ...share('memory', t('boards.column.memory', 'Memory')), role: 'gpu-memory' },
    { from: 'value:power', title: t('boards.column.power', 'Power'), unit: 'watt', decimals: 0, width: 70 },
    { from: `value:${heat}`, title: heatTitle, unit: 'celsius', decimals: 0, thresholds: HOT, width: 105 },
  ];
}
