/** One row a variant that served the model of a run: what it is, took, served and cost. */
import { modelFigures, type ModelFigure, type VariantFigures } from '../domain/analysis/modelFigures';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { runId } from '../domain/run';
import { columnsOf, type Table } from './table';

interface Row {
  run: string;
  model?: string;
  variant: VariantFigures;
}

export function variantTable(analyses: readonly RunAnalysis[]): Table {
  const rows = analyses.flatMap(({ run, measurements }): Row[] => {
    const found = modelFigures(measurements);
    return (found?.variants ?? []).map((variant) => ({ run: runId(run), model: found?.model, variant }));
  });
  const { text, number } = columnsOf(rows);
  return {
    name: 'variants',
    about: 'Variants that served the model of each run, its own first; no row where that is not known',
    columns: [
      text('run', 'Run, as namespace/name', ({ run }) => run),
      text('model', 'model_name of vLLM', ({ model }) => model),
      text('variant', 'Workload', ({ variant }) => variant.workload),
      text('accelerator', 'What its GPUs are', ({ variant }) => variant.accelerator),
      text('role', 'prefill, decode or both, as its pods are labelled', ({ variant }) => variant.role),
      number('gpus_per_replica', 'GPUs of a replica', ({ variant }) => variant.gpusPerReplica),
      number('replicas_mean', 'Ready replicas, mean by time', ({ variant }) => variant.replicasMean),
      number('replicas_peak', 'Ready replicas, most', ({ variant }) => variant.replicasPeak),
      number('gpu_hours', 'GPU-hours that created replicas held', ({ variant }) => variant.taken.gpuHours.value),
      number('requests_served', 'Requests answered completely', ({ variant }) => variant.taken.served.value),
      number(
        'requests_per_gpu_hour',
        'Requests served for each GPU-hour',
        ({ variant }) => variant.taken.requestsPerGpuHour.value
      ),
      number('price_per_gpu_hour', 'Without a currency', ({ variant }) => variant.price.value),
      text('price_source', 'Who tells the price', ({ variant }) => variant.price.source),
      number('cost', 'GPU-hours, weighted by the price', ({ variant }) => variant.taken.cost.value),
      text('why', 'What is not known, and why', ({ variant }) => reasons(variant)),
    ],
  };
}

/** Each reason once. */
function reasons({ price, taken }: VariantFigures): string | undefined {
  const figures: ModelFigure[] = [taken.gpuHours, taken.served, taken.requestsPerGpuHour, price, taken.cost];
  const texts = new Set(figures.flatMap(({ value, why }) => (value === undefined ? (why ?? []) : [])));
  return texts.size === 0 ? undefined : [...texts].join('; ');
}
