/** The variants that served a model, as a terminal shows them. */
import type { ModelFigure, ModelFigures, Taken } from '../src/domain/analysis/modelFigures';
import { formatNumber, UNKNOWN } from '../src/domain/format';
import { columns } from './command';

const HEAD = ['', 'Accelerator', 'GPUs a replica', 'GPU-hours', 'Requests', 'Requests/GPU-h', 'Cost'];

/** Nothing where it is not known which variants there were. */
export function modelText(figures: ModelFigures | undefined): string {
  if (figures === undefined) {
    return '';
  }
  const { model, variants, all } = figures;
  const rows = variants.map(({ workload, accelerator, gpusPerReplica, taken }) => [
    workload,
    accelerator ?? UNKNOWN,
    gpusPerReplica === undefined ? UNKNOWN : formatNumber(gpusPerReplica, 1),
    ...cells(taken),
  ]);
  const sum = variants.length > 1 ? [['All', '', '', ...cells(all)]] : [];
  const why = [
    ...new Set(variants.flatMap(({ workload, taken }) => reasons(taken).map((one) => `${workload}: ${one}`))),
  ];
  return [`\n${model ?? 'A model that is not known'}`, ...columns([HEAD, ...rows, ...sum]), ...why, ''].join('\n');
}

const cells = ({ gpuHours, served, requestsPerGpuHour, cost }: Taken): string[] => [
  text(gpuHours, 2),
  text(served, 0),
  text(requestsPerGpuHour, 1),
  text(cost, 2),
];

const text = ({ value }: ModelFigure, decimals: number): string =>
  value === undefined ? UNKNOWN : formatNumber(value, decimals);

const reasons = (taken: Taken): string[] =>
  Object.values(taken).flatMap(({ value, why }: ModelFigure) => (value === undefined ? (why ?? []) : []));
