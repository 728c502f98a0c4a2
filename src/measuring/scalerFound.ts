/** Who scaled a run's workload, by what Prometheus said over the run. */
import type { Measurements, TimeSeries } from '../domain/analysis/types';
import { momentsOf } from '../domain/decisions/moments';
import { scalerOf } from '../domain/decisions/scaler';

/** @param signs the answer to `scalerSigns`; undefined where there was none */
export function scalerFound(signs: readonly TimeSeries[] | undefined): Measurements['scaler'] {
  if (signs === undefined) {
    return undefined;
  }
  const states = momentsOf(signs).map(({ state }) => state);
  const metrics = states.flatMap(({ triggers = [] }) => triggers.map(({ name }) => name));
  return { ...scalerOf(states), metrics: [...new Set(metrics)].sort() };
}
