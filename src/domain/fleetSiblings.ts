import type { TimeSeries } from './analysis/types';

/** Whether a model has several variants: else there is nothing to be summed up, and no need to load what sums. */
export function hasSiblings(rows: ReadonlyArray<Pick<TimeSeries, 'labels'>>): boolean {
  const first = new Map<string, string>();
  return rows.some(({ labels: { namespace = '', variant = '', model_name: model } }) => {
    const key = JSON.stringify([namespace, model]);
    const other = first.get(key) ?? variant;
    first.set(key, other);
    return model !== undefined && other !== variant;
  });
}
