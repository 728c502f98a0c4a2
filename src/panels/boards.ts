/** Boards: which panels, in which order. Scenes pages and provisioned dashboards are rendered from these. */
import { effectiveThresholds, type EffectiveThresholds } from '../domain/variant';
import { acceleratorsQuery, namespacesQuery, nodesQuery, variantsQuery } from '../queries/dialect';
import type { Scope } from '../queries/selector';
import { fleetTable } from './fleet';
import { gpuBands, gpuLoadPanel, gpuNodes, gpuPowerPanel, gpuRanking } from './gpu';
import { gpuFigures } from './gpuFigures';
import { latencyPanel } from './latency';
import { kvCache, load, queueDepth } from './load';
import { replicaChain } from './replicas';
import type { Board, BoardVariable, PanelSpec, Row } from './spec';

export interface OverviewOptions {
  /** The chosen variant: literals, or variables such as `$namespace` and `$variant`. */
  scope: Scope;
  /** What the table of variants covers; by default every variant of the namespace of `scope`. */
  fleet?: Scope;
  /** Those in force; WVA's defaults otherwise. */
  thresholds?: EffectiveThresholds;
  /** Address of a variant's page, from two placeholders that Grafana fills per row. */
  variantUrl?: (namespace: string, variant: string) => string;
}

/** All variants at a glance, and below them the chosen one. */
export function overviewBoard({
  scope,
  fleet,
  thresholds = effectiveThresholds(),
  variantUrl,
}: OverviewOptions): Board {
  const all = fleet ?? { ...scope, variant: undefined, model: undefined };
  return {
    id: 'llmd-wva-overview',
    title: 'Autoscaling',
    description: 'What the Workload Variant Autoscaler sees, wants and gets.',
    tags: ['llm-d', 'wva', 'autoscaling'],
    variables: [namespaceVariable(scope), variantVariable(scope)],
    rows: [
      { title: 'All variants', panels: [place(fleetTable({ scope: all, thresholds, variantUrl }), 24, 7)] },
      ...variantRows(scope, thresholds),
    ],
  };
}

/** The panels of one variant: part of the overview, and all of a variant's or a run's page. */
export function variantRows(scope: Scope, thresholds: EffectiveThresholds = effectiveThresholds()): Row[] {
  return [
    { title: 'Replicas and load', panels: [place(replicaChain(scope), 12, 9), place(load(scope), 12, 9)] },
    {
      title: 'Saturation',
      panels: [place(kvCache(scope, thresholds), 12, 9), place(queueDepth(scope, thresholds), 12, 9)],
    },
    {
      title: 'Latency',
      panels: [
        place(latencyPanel(scope, 'ttft'), 8, 8),
        place(latencyPanel(scope, 'itl'), 8, 8),
        place(latencyPanel(scope, 'e2e'), 8, 8),
      ],
    },
    { title: 'GPUs of the variant', panels: [place(gpuLoadPanel(scope), 12, 8), place(gpuPowerPanel(scope), 12, 8)] },
  ];
}

/** One variant's panels as a board of its own. */
export function variantBoard({ scope, thresholds }: Pick<OverviewOptions, 'scope' | 'thresholds'>): Board {
  return {
    id: 'llmd-wva-variant',
    title: 'Variant',
    description: 'One variant: replicas, load, saturation, latency, GPUs.',
    tags: ['llm-d', 'wva', 'autoscaling'],
    variables: [namespaceVariable(scope), variantVariable(scope)],
    rows: variantRows(scope, thresholds),
  };
}

export interface GpusOptions {
  /** `accelerator`, and `node`: literals or variables. Without namespace and variant: all hardware. */
  scope: Scope;
  /** Rows of the ranked list. */
  limit?: number;
}

/** Every GPU of every node. A grid of single GPUs (gpuSnapshot) stands beside it where a page can draw one. */
export function gpusBoard({ scope, limit = 50 }: GpusOptions): Board {
  return {
    id: 'llmd-wva-gpus',
    title: 'GPU nodes',
    description: 'How GPUs are used, by node and one by one.',
    tags: ['llm-d', 'wva', 'gpu'],
    variables: [
      // `All` as it comes; the app starts with its accelerator filter.
      choice('accelerator', 'Accelerator', acceleratorsQuery(), true),
      choice('node', 'Node', nodesQuery(scope.dialect), true),
    ],
    rows: [
      { title: 'At a glance', panels: gpuFigures(scope).map((panel) => place(panel, 4, 4)) },
      { title: 'Over time', panels: [place(gpuBands(scope), 14, 9), place(gpuPowerPanel(scope), 10, 9)] },
      { title: 'By node and GPU', panels: [place(gpuNodes(scope), 12, 12), place(gpuRanking(scope, limit), 12, 12)] },
    ],
  };
}

/** Every panel of a board, in order. */
export function panelsOf(board: Pick<Board, 'rows'>): PanelSpec[] {
  return board.rows.flatMap((row) => row.panels.map(({ panel }) => panel));
}

/** Prometheus queries of one load of a board, its variables among them. */
export function queryCount(board: Board): number {
  return board.variables.length + panelsOf(board).reduce((sum, panel) => sum + panel.targets.length, 0);
}

const place = (panel: PanelSpec, width: number, height: number) => ({ panel, width, height });

const namespaceVariable = (scope: Scope): BoardVariable =>
  choice('namespace', 'Namespace', namespacesQuery(scope.dialect), false);
const variantVariable = (scope: Scope): BoardVariable =>
  choice('variant', 'Variant', variantsQuery({ dialect: scope.dialect, namespace: '$namespace' }), false);

function choice(name: string, label: string, query: string, all: boolean): BoardVariable {
  return { name, label, query, multi: all, includeAll: all };
}
