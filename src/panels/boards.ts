/** Boards: which panels, in which order. Scenes pages and provisioned dashboards are rendered from these. */
import { t } from '../i18n/t';
import { effectiveThresholds, type EffectiveThresholds } from '../domain/variant';
import { nodesQuery } from '../queries/dialect';
import type { Scope } from '../queries/selector';
import { acceleratorVariable, choice, variantVariables } from './boardVariables';
import { fleetTable } from './fleet';
import { gpuBands, gpuLoadPanel, gpuNodes, gpuPowerPanel, gpuRanking, type GpuLinks } from './gpu';
import { gpuFigures } from './gpuFigures';
import { latencyPanel } from './latency';
import { kvCache, load, queueDepth } from './load';
import { replicaChain } from './replicas';
import { place, type Board, type PanelSpec, type Row } from './spec';

export interface OverviewOptions {
  /** The chosen variant: literals, or variables such as `$namespace` and `$variant`. */
  scope: Scope;
  /** What the table of variants covers; by default every variant of the namespace of `scope`. */
  fleet?: Scope;
  /** Those in force; WVA's defaults otherwise. */
  thresholds?: EffectiveThresholds;
  /** Address of a variant's page, from two placeholders that Grafana fills per row. */
  variantUrl?: (namespace: string, variant: string) => string;
  /** The table of variants reads what the recording rules keep; they have to be installed. */
  recorded?: boolean;
}

/** All variants at a glance, and below them the chosen one. */
export function overviewBoard({
  scope,
  fleet,
  thresholds = effectiveThresholds(),
  variantUrl,
  recorded,
}: OverviewOptions): Board {
  const all = fleet ?? { ...scope, variant: undefined, model: undefined };
  return {
    id: 'llmd-wva-overview',
    title: t('boards.board.llmd-wva-overview.title', 'Autoscaling'),
    description: t(
      'boards.board.llmd-wva-overview.description',
      'What the Workload Variant Autoscaler sees, wants and gets.'
    ),
    tags: ['llm-d', 'wva', 'autoscaling'],
    variables: variantVariables(scope),
    rows: [
      {
        title: t('boards.board.all-variants', 'All variants'),
        panels: [place(fleetTable({ scope: all, thresholds, variantUrl, recorded }), 24, 7)],
      },
      ...variantRows(scope, thresholds),
    ],
  };
}

/** The panels of one variant: part of the overview, and all of a variant's or a run's page. */
export function variantRows(scope: Scope, thresholds: EffectiveThresholds = effectiveThresholds()): Row[] {
  return [
    {
      title: t('boards.board.replicas-and-load', 'Replicas and load'),
      panels: [place(replicaChain(scope), 12, 9), place(load(scope), 12, 9)],
    },
    {
      title: t('boards.board.saturation', 'Saturation'),
      panels: [place(kvCache(scope, thresholds), 12, 9), place(queueDepth(scope, thresholds), 12, 9)],
    },
    {
      title: t('boards.board.latency', 'Latency'),
      panels: [
        place(latencyPanel(scope, 'ttft'), 8, 8),
        place(latencyPanel(scope, 'itl'), 8, 8),
        place(latencyPanel(scope, 'e2e'), 8, 8),
      ],
    },
    {
      title: t('boards.board.gpus-variant', 'GPUs of the variant'),
      panels: [place(gpuLoadPanel(scope), 12, 8), place(gpuPowerPanel(scope), 12, 8)],
    },
  ];
}

/** One variant's panels as a board of its own. */
export function variantBoard({ scope, thresholds }: Pick<OverviewOptions, 'scope' | 'thresholds'>): Board {
  return {
    id: 'llmd-wva-variant',
    title: t('boards.board.llmd-wva-variant.title', 'Variant'),
    description: t(
      'boards.board.llmd-wva-variant.description',
      'One variant: replicas, load, saturation, latency, GPUs.'
    ),
    tags: ['llm-d', 'wva', 'autoscaling'],
    variables: variantVariables(scope),
    rows: variantRows(scope, thresholds),
  };
}

export interface GpusOptions extends GpuLinks {
  /** `accelerator`, and `node`: literals or variables. Without namespace and variant: all hardware. */
  scope: Scope;
  /** Rows of the ranked list. */
  limit?: number;
  /** `modelName` to start with; all without it, or where there is none. */
  accelerator?: string;
  /** All but the ranked list read what the recording rules keep; they have to be installed. */
  recorded?: boolean;
}

/** Every GPU of every node. A grid of single GPUs (gpuSnapshot) stands beside it where a page can draw one. */
export function gpusBoard({ scope, limit = 50, accelerator, recorded = false, ...links }: GpusOptions): Board {
  return {
    id: 'llmd-wva-gpus',
    title: t('boards.board.llmd-wva-gpus.title', 'GPU nodes'),
    description: t('boards.board.llmd-wva-gpus.description', 'How GPUs are used, by node and one by one.'),
    tags: ['llm-d', 'wva', 'gpu'],
    variables: [
      // The app starts with its own accelerator filter.
      acceleratorVariable(accelerator),
      choice('node', t('boards.board.node', 'Node'), nodesQuery(scope.dialect), true),
    ],
    rows: [
      {
        title: t('boards.board.at-glance', 'At a glance'),
        panels: gpuFigures(scope, recorded).map((panel) => place(panel, 4, 4)),
      },
      {
        title: t('boards.board.over-time', 'Over time'),
        panels: [place(gpuBands(scope, recorded), 14, 9), place(gpuPowerPanel(scope, recorded), 10, 9)],
      },
      {
        title: t('boards.board.by-node', 'By node'),
        panels: [place(gpuNodes(scope, { recorded, nodeUrl: links.nodeUrl }), 24, 9)],
      },
      { title: t('boards.board.gpu-by-gpu', 'GPU by GPU'), panels: [place(gpuRanking(scope, limit, links), 24, 14)] },
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
