/** What labels of series say of a variant, by the names that exporters give them. */
import type { TimeSeries } from './types';

type Labelled = ReadonlyArray<Pick<TimeSeries, 'labels'>>;

/** Of GPUs: what they are. */
export const acceleratorIn = (series: Labelled): string | undefined => named(series, 'modelName');

/** Of pods: their label `llm-d.ai/role`. */
export const roleIn = (series: Labelled): string | undefined => named(series, 'label_llm_d_ai_role');

/**
 * What a replica costs by the annotation `llm-d.ai/variant-cost`. Undefined where it is no number above 0, and where two say
 * otherwise: no one knows which was in force when.
 */
export function costIn(series: Labelled): number | undefined {
  const costs = [...new Set(series.map(({ labels }) => Number(labels.annotation_llm_d_ai_variant_cost)))];
  const [only] = costs;
  return costs.length === 1 && only !== undefined && Number.isFinite(only) && only > 0 ? only : undefined;
}

function named(series: Labelled, label: string): string | undefined {
  const names = [...new Set(series.flatMap(({ labels }) => labels[label] || []))].sort();
  return names.length === 0 ? undefined : names.join(', ');
}
