/** GPUs: the load of a variant's, and the fleet of all. */
import {
  byNode,
  gpuCount,
  gpuHottest,
  gpuLoad,
  gpuMemory,
  gpuPower,
  gpuSnapshot,
  gpuTensor,
  gpuUtilization,
  gpusByNode,
  gpusHeld,
  hottestByNode,
  powerByNode,
  utilizationBands,
} from '../queries/gpu';
import type { Scope } from '../queries/selector';
import type { PanelSpec, TableColumn, Target, Threshold } from './spec';

const NO_DCGM =
  'No metrics of GPUs here: no pod holds one in this time, or Prometheus does not scrape the DCGM exporter.';
const NO_GPU =
  'No GPU matches. Choose another accelerator, or check that Prometheus scrapes the DCGM exporter (NVIDIA GPU Operator).';

const HOT: Threshold[] = [
  {
    value: 80,
    label: 'warm from 80 °C',
    severity: 'warning',
    source: "this plugin's choice, below the limit of data centre GPUs",
  },
  {
    value: 87,
    label: 'hot from 87 °C',
    severity: 'critical',
    source: "this plugin's choice, where data centre GPUs begin to slow down",
  },
];

/** Do the variant's GPUs work, or do they only look busy? */
export function gpuLoadPanel(scope: Scope): PanelSpec {
  return {
    id: 'gpu-load',
    title: 'GPU load',
    description:
      '**Do the variant’s GPUs work, or do they only look busy?** Means over the GPUs that its pods hold. Utilisation is the share of time with any kernel running: near 100 % under any load. Tensor activity is how hard they work. Memory holds vLLM’s KV cache from the start on and does not follow load.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    targets: [
      {
        refId: 'gpu',
        expr: gpuLoad(scope),
        legend: '{{series}}',
        seriesRoles: { Utilisation: 'gpu-utilization', 'Tensor activity': 'gpu-tensor', Memory: 'gpu-memory' },
      },
    ],
    viz: { kind: 'timeseries' },
    noData: NO_DCGM,
  };
}

/** What do the GPUs draw? */
export function gpuPowerPanel(scope: Scope): PanelSpec {
  return {
    id: 'gpu-power',
    title: 'GPU power',
    description:
      '**What do the GPUs in scope draw?** The sum over them. Its integral over time is the energy of a run.',
    unit: 'watt',
    min: 0,
    targets: [{ refId: 'power', expr: gpuPower(scope), legend: 'Power', role: 'gpu-power' }],
    viz: { kind: 'timeseries', fill: true },
    noData: NO_DCGM,
  };
}

interface Figure {
  id: string;
  title: string;
  question: string;
  unit: string;
  expr: string;
  decimals?: number;
  thresholds?: Threshold[];
}

/** Six figures of the GPUs in scope. */
export function gpuFigures(scope: Scope): PanelSpec[] {
  const figures: Figure[] = [
    {
      id: 'gpu-count',
      title: 'GPUs',
      question: 'How many GPUs are there?',
      unit: 'short',
      decimals: 0,
      expr: gpuCount(scope),
    },
    {
      id: 'gpu-held',
      title: 'Held by a pod',
      question: 'How many are in use?',
      unit: 'short',
      decimals: 0,
      expr: gpusHeld(scope),
    },
    {
      id: 'gpu-utilization',
      title: 'Utilisation',
      question: 'How much of the time do they run anything?',
      unit: 'percentunit',
      decimals: 0,
      expr: gpuUtilization(scope),
    },
    {
      id: 'gpu-tensor',
      title: 'Tensor activity',
      question: 'How hard do they work?',
      unit: 'percentunit',
      decimals: 0,
      expr: gpuTensor(scope),
    },
    {
      id: 'gpu-memory',
      title: 'Memory',
      question: 'How full is their memory?',
      unit: 'percentunit',
      decimals: 0,
      expr: gpuMemory(scope),
    },
    {
      id: 'gpu-hottest',
      title: 'Hottest',
      question: 'Is any too hot?',
      unit: 'celsius',
      decimals: 0,
      expr: gpuHottest(scope),
      thresholds: HOT,
    },
  ];
  return figures.map(({ id, title, question, unit, decimals, expr, thresholds }) => ({
    id,
    title,
    description:
      `**${question}** All GPUs in scope${id === 'gpu-count' || id === 'gpu-held' || id === 'gpu-hottest' ? '' : ', mean'}. ${(thresholds ?? []).map((t) => `Threshold: ${t.label} (${t.source}).`).join(' ')}`.trim(),
    unit,
    decimals,
    thresholds,
    targets: [{ refId: 'value', expr, legend: title }],
    viz: { kind: 'stat', sparkline: true },
    noData: 'No GPU matches',
  }));
}

/** How is the load spread over the GPUs, however many? */
export function gpuBands(scope: Scope): PanelSpec {
  return {
    id: 'gpu-bands',
    title: 'GPUs by utilisation',
    description:
      '**How is the load spread over the GPUs?** Each row is a tenth of utilisation, each cell the number of GPUs in it at that time: as readable with 1,200 GPUs as with 12. Many at the bottom are idle, held or not.',
    unit: 'short',
    decimals: 0,
    targets: [{ refId: 'bands', expr: utilizationBands(scope), legend: '{{le}}', format: 'heatmap' }],
    viz: { kind: 'heatmap', yUnit: 'percent' },
    noData: NO_GPU,
  };
}

/** Which node is loaded, hot or idle? */
export function gpuNodes(scope: Scope): PanelSpec {
  return {
    id: 'gpu-nodes',
    title: 'Nodes',
    description: `**Which node is loaded, hot or idle?** One row a node; shares are means over its GPUs. ${HOT.map((t) => `Threshold: ${t.label} (${t.source}).`).join(' ')}`,
    unit: 'short',
    targets: [
      cell('gpus', gpusByNode(scope)),
      cell('utilization', byNode(scope, 'utilization')),
      cell('tensor', byNode(scope, 'tensor')),
      cell('memory', byNode(scope, 'memory')),
      cell('power', powerByNode(scope)),
      cell('hottest', hottestByNode(scope)),
    ],
    viz: {
      kind: 'table',
      sortBy: { field: 'Utilisation', desc: true },
      columns: [
        { from: 'label:node', title: 'Node' },
        { from: 'value:gpus', title: 'GPUs', unit: 'short', decimals: 0, width: 70 },
        ...measures('hottest', 'Hottest'),
      ],
    },
    noData: NO_GPU,
  };
}

/** Which GPUs are busiest, and whose are they? */
export function gpuRanking(scope: Scope, limit: number): PanelSpec {
  const top = gpuSnapshot(scope, limit);
  return {
    id: 'gpu-ranking',
    title: `Busiest ${limit} GPUs`,
    description: `**Which GPUs are busiest, and which pod holds them?** The ${limit} with the highest utilisation. ${HOT.map((t) => `Threshold: ${t.label} (${t.source}).`).join(' ')}`,
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
      sortBy: { field: 'Utilisation', desc: true },
      columns: [
        { from: 'label:node', title: 'Node' },
        { from: 'label:gpu', title: 'GPU', width: 60 },
        { from: 'label:pod', title: 'Pod' },
        { from: 'label:namespace', title: 'Namespace' },
        ...measures('temperature', 'Temperature'),
      ],
    },
    noData: NO_GPU,
  };
}

const cell = (refId: string, expr: string): Target => ({ refId, expr, instant: true, format: 'table' });

/** The columns that nodes and GPUs have in common. */
function measures(heat: string, heatTitle: string): TableColumn[] {
  const share = (refId: string, title: string): TableColumn => ({
    from: `value:${refId}`,
    title,
    unit: 'percentunit',
    decimals: 0,
    cell: 'gauge',
    min: 0,
    max: 1,
  });
  return [
    { ...share('utilization', 'Utilisation'), role: 'gpu-utilization' },
    { ...share('tensor', 'Tensor activity'), role: 'gpu-tensor' },
    { ...share('memory', 'Memory'), role: 'gpu-memory' },
    { from: 'value:power', title: 'Power', unit: 'watt', decimals: 0, width: 90 },
    { from: `value:${heat}`, title: heatTitle, unit: 'celsius', decimals: 0, thresholds: HOT, width: 110 },
  ];
}
