/** The variants that served a run's model, each with what it took, served and cost, and the model as their sum. */
import { t } from '../../i18n/t';
import { gpuPrice } from './gpuPrice';
import { ratio } from './measured';
import type { Counted, MeasuredVariant, Measurements } from './types';
import { quotient, times } from './uncertain';

/** A value with what it can be off by, or why there is none. */
export interface ModelFigure extends Partial<Counted> {
  why?: string;
}

export interface Taken {
  /** GPU-hours that created replicas held. */
  gpuHours: ModelFigure;
  /** GPU-hours, each weighted by its price. */
  cost: ModelFigure;
  served: ModelFigure;
  requestsPerGpuHour: ModelFigure;
}

export interface VariantFigures extends Pick<
  MeasuredVariant,
  'workload' | 'replicasMean' | 'replicasPeak' | 'gpusPerReplica' | 'accelerator' | 'role'
> {
  /** Of an hour of a GPU, without a currency. */
  price: ModelFigure & { source?: string };
  taken: Taken;
}

export interface ModelFigures {
  /** `model_name` of vLLM; undefined where it is not known. */
  model?: string;
  /** The run's own first. */
  variants: readonly VariantFigures[];
  all: Taken;
  /** Why the costs of the variants are not of one kind. */
  mixed?: string;
}

/** Undefined where it is not known which variants served the model, as in records of before. */
export function modelFigures({ model, variants, prices = [] }: Measurements): ModelFigures | undefined {
  if (variants === undefined || variants.length === 0) {
    return undefined;
  }
  const each = variants.map((variant) => figuresOf(variant, prices));
  const byCluster = variants.filter(({ replicaCost }) => replicaCost !== undefined);
  const gpuHours = sum(each, 'gpuHours');
  const served = sum(each, 'served');
  return {
    model,
    variants: each,
    all: { gpuHours, served, cost: sum(each, 'cost'), requestsPerGpuHour: perGpuHour(served, gpuHours) },
    ...(byCluster.length > 0 &&
      byCluster.length < variants.length &&
      each.every(({ taken }) => taken.cost.value !== undefined) && {
        mixed: t(
          'analysis.problem.mixed-prices',
          'prices are of two kinds: the cluster tells those of {{variants}}, the app’s settings the others',
          { variants: byCluster.map(({ workload }) => workload).join(', ') }
        ),
      }),
  };
}

function figuresOf(variant: MeasuredVariant, prices: NonNullable<Measurements['prices']>): VariantFigures {
  const { workload, replicasMean, replicasPeak, gpusPerReplica, accelerator, role } = variant;
  const gpuHours = gpuHoursOf(variant);
  const served: ModelFigure = variant.served ?? {
    why: t('analysis.why.served-unknown', 'vLLM counts no request of its pods'),
  };
  const price = priceOf(variant, prices);
  return {
    workload,
    replicasMean,
    replicasPeak,
    gpusPerReplica,
    accelerator,
    role,
    price,
    taken: {
      gpuHours,
      served,
      cost: costOf(variant, gpuHours, price),
      requestsPerGpuHour: perGpuHour(served, gpuHours),
    },
  };
}

function gpuHoursOf({ replicaHours, gpusPerReplica }: MeasuredVariant): ModelFigure {
  if (replicaHours === undefined) {
    return { why: t('kpi.created-replicas-have', 'the created replicas have no sample in the window') };
  }
  return gpusPerReplica === undefined
    ? { why: t('kpi.dcgm-leads-no', "DCGM reports no GPU of the workload's pods") }
    : times(replicaHours, gpusPerReplica);
}

function priceOf(variant: MeasuredVariant, prices: NonNullable<Measurements['prices']>): VariantFigures['price'] {
  const { replicaCost, gpusPerReplica } = variant;
  if (replicaCost === undefined) {
    return gpuPrice(variant, prices);
  }
  const value = ratio(replicaCost, gpusPerReplica);
  const source = t('analysis.price.cluster', 'llm-d.ai/variant-cost: {{cost}} a replica', { cost: replicaCost });
  return value === undefined
    ? { why: t('kpi.dcgm-leads-no', "DCGM reports no GPU of the workload's pods"), source }
    : { value, source };
}

function costOf(
  { replicaCost, replicaHours }: MeasuredVariant,
  gpuHours: ModelFigure,
  price: VariantFigures['price']
): ModelFigure {
  if (replicaCost !== undefined && replicaHours !== undefined) {
    return times(replicaHours, replicaCost);
  }
  return gpuHours.value === undefined || price.value === undefined
    ? { why: gpuHours.why ?? price.why }
    : times(gpuHours, price.value);
}

const perGpuHour = (served: ModelFigure, gpuHours: ModelFigure): ModelFigure => {
  const { value, error } = quotient(served, gpuHours);
  return value === undefined
    ? { why: served.why ?? gpuHours.why ?? t('analysis.why.no-gpu-held', 'no GPU was held') }
    : { value, error };
};

/** Of all; where one of them is not known there is none, and it is named. */
function sum(each: readonly VariantFigures[], key: keyof Taken): ModelFigure {
  const lacking = each.find(({ taken }) => taken[key].value === undefined);
  if (lacking) {
    const why = lacking.taken[key].why ?? '';
    return { why: each.length === 1 ? why : `${lacking.workload}: ${why}` };
  }
  return each.reduce(
    (total, { taken: { [key]: one } }) => ({
      value: total.value + (one.value ?? 0),
      error: total.error + (one.error ?? 0),
    }),
    { value: 0, error: 0 }
  );
}
