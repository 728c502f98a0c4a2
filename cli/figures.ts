/** Figures as other programs read them. */
import { KPI_IDS, KPIS, type KpiId } from '../src/domain/analysis/kpis';
import type { ModelFigure, ModelFigures, Taken } from '../src/domain/analysis/modelFigures';
import type { KpiValue } from '../src/domain/analysis/types';

export interface JsonFigure {
  /** In `unit`; null where it is not known. */
  value: number | null;
  /** Grafana's unit id: `s`, `percentunit` (0 to 1), `short` (a count), … */
  unit: string;
  /** The true value lies within ± so much, in the same unit; null where nothing is known of that. */
  error: number | null;
  /** Why there is no value, or why it cannot be relied on; null where neither is so. */
  problem: string | null;
}

interface JsonValue {
  value: number | null;
  /** Why there is none. */
  problem: string | null;
}

/** The variants that served the model, and their sum. */
export interface JsonModel {
  /** `model_name` of vLLM. */
  model: string | null;
  variants: Array<
    {
      workload: string;
      accelerator: string | null;
      role: string | null;
      gpusPerReplica: number | null;
      replicasMean: number | null;
      replicasPeak: number | null;
      /** Of a GPU-hour, and who tells it. */
      price: JsonValue & { source: string | null };
    } & Record<keyof Taken, JsonValue>
  >;
  all: Record<keyof Taken, JsonValue>;
}

/** Null where it is not known which variants served the model. */
export function jsonModel(figures: ModelFigures | undefined): JsonModel | null {
  return figures === undefined
    ? null
    : {
        model: figures.model ?? null,
        variants: figures.variants.map(({ workload, accelerator, role, price, taken, ...replicas }) => ({
          workload,
          accelerator: accelerator ?? null,
          role: role ?? null,
          gpusPerReplica: replicas.gpusPerReplica ?? null,
          replicasMean: replicas.replicasMean ?? null,
          replicasPeak: replicas.replicasPeak ?? null,
          price: { ...jsonValue(price), source: price.source ?? null },
          ...jsonTaken(taken),
        })),
        all: jsonTaken(figures.all),
      };
}

const jsonValue = ({ value, why }: ModelFigure): JsonValue => ({
  value: value ?? null,
  problem: value === undefined ? (why ?? 'not known') : null,
});

const jsonTaken = ({ gpuHours, cost, served, requestsPerGpuHour }: Taken): Record<keyof Taken, JsonValue> => ({
  gpuHours: jsonValue(gpuHours),
  cost: jsonValue(cost),
  served: jsonValue(served),
  requestsPerGpuHour: jsonValue(requestsPerGpuHour),
});

/** All figures by id; the ids are those of docs/analysis.md. */
export function jsonFigures(kpis: Readonly<Record<KpiId, KpiValue>>): Record<KpiId, JsonFigure> {
  const entries = KPI_IDS.map((id): [KpiId, JsonFigure] => {
    const { value, error } = kpis[id];
    return [
      id,
      { value: value ?? null, unit: KPIS[id].unit, error: error ?? null, problem: problemOf(kpis[id]) ?? null },
    ];
  });
  return Object.fromEntries(entries) as Record<KpiId, JsonFigure>;
}

/** What is wrong with a figure, in words. */
export function problemOf({ value, why, coverage, problem }: KpiValue): string | undefined {
  if (value === undefined) {
    return why ?? problem ?? 'not known';
  }
  const partly = coverage === undefined ? undefined : `only ${Math.round(coverage * 100)} % of the window was measured`;
  const all = [problem, partly].filter((text) => text !== undefined);
  return all.length === 0 ? undefined : all.join('; ');
}
