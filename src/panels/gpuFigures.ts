/** Six figures of the GPUs in scope. */
import { t } from '../i18n/t';
import * as raw from '../queries/gpu';
import * as recordedQueries from '../queries/recorded';
import type { Scope } from '../queries/selector';
import { POINTS, type PanelSpec, type Threshold } from './spec';
import { thresholdText } from './thresholds';

/** When a GPU is hot. */
export const HOT: Threshold[] = [
  {
    value: 80,
    label: t('boards.panel.warm-from-80', 'warm from 80 °C'),
    severity: 'warning',
    source: t(
      'boards.panel.this-plugin-choice-below-limit',
      "this plugin's choice, below the limit of data centre GPUs"
    ),
  },
  {
    value: 87,
    label: t('boards.panel.hot-from-87', 'hot from 87 °C'),
    severity: 'critical',
    source: t(
      'boards.panel.this-plugin-choice-where',
      "this plugin's choice, where data centre GPUs begin to slow down"
    ),
  },
];

interface Figure {
  id: string;
  title: string;
  description: string;
  unit: string;
  query: 'gpuCount' | 'gpusHeld' | 'gpuUtilization' | 'gpuTensor' | 'gpuMemory' | 'gpuHottest';
  thresholds?: Threshold[];
}

const FIGURES: Figure[] = [
  {
    id: 'gpu-count',
    title: t('boards.panel.gpu-count.title', 'GPUs'),
    description: t(
      'boards.panel.gpu-count.description',
      '**How many GPUs are there?** Those in scope that the DCGM exporter reports.'
    ),
    unit: 'short',
    query: 'gpuCount',
  },
  {
    id: 'gpu-held',
    title: t('boards.panel.gpu-held.title', 'Held'),
    description: t(
      'boards.panel.gpu-held.description',
      '**How many GPUs are taken?** Those that a pod holds, whether it works or not.'
    ),
    unit: 'short',
    query: 'gpusHeld',
  },
  {
    id: 'gpu-utilization',
    title: t('boards.panel.gpu-utilization.title', 'Utilisation'),
    description: t(
      'boards.panel.gpu-utilization.description',
      '**How much of the time do GPUs run anything?** Mean over all in scope, idle ones too.'
    ),
    unit: 'percentunit',
    query: 'gpuUtilization',
  },
  {
    id: 'gpu-tensor',
    title: t('boards.panel.gpu-tensor.title', 'Tensor'),
    description: t(
      'boards.panel.gpu-tensor.description',
      '**How hard do GPUs work?** Share of cycles in which the tensor pipe is active, mean over all in scope.'
    ),
    unit: 'percentunit',
    query: 'gpuTensor',
  },
  {
    id: 'gpu-memory',
    title: t('boards.panel.gpu-memory.title', 'Memory'),
    description: t(
      'boards.panel.gpu-memory.description',
      '**How full is the memory of the GPUs?** Mean over all in scope. vLLM takes its share at start.'
    ),
    unit: 'percentunit',
    query: 'gpuMemory',
  },
  {
    id: 'gpu-hottest',
    title: t('boards.panel.gpu-hottest.title', 'Hottest'),
    description: t(
      'boards.panel.gpu-hottest.description',
      '**Is any GPU too hot?** The hottest of all in scope. {{thresholds}}',
      { thresholds: thresholdText(HOT) }
    ),
    unit: 'celsius',
    query: 'gpuHottest',
    thresholds: HOT,
  },
];

/** @param recorded reads what the recording rules keep, instead of every GPU's series */
export function gpuFigures(scope: Scope, recorded = false): PanelSpec[] {
  const queries = recorded ? recordedQueries : raw;
  return FIGURES.map(({ query, title, ...figure }) => ({
    ...figure,
    title,
    decimals: 0,
    points: POINTS.sparkline,
    targets: [{ refId: 'value', expr: queries[query](scope), recorded: recordedQueries[query](scope), legend: title }],
    viz: { kind: 'stat', sparkline: true },
    noData: t('boards.panel.gpu-figures-no-gpu-matches', 'No GPU matches'),
  }));
}
