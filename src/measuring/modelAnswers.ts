/** The answers about all variants of a run's namespace, each by what it is about. */
import type { ModelAnswers } from '../domain/analysis/servedVariants';
import type { TimeSeries } from '../domain/analysis/types';
import type { SeriesAnswer } from '../domain/prometheus';
import type { ModelQueryKey } from '../queries/runVariants';

/** @param answers by the keys of the queries; one that is missing is told in `Measurements.unread` */
export function modelAnswers(answers: ReadonlyMap<string, SeriesAnswer>): ModelAnswers {
  const of = (key: ModelQueryKey): readonly TimeSeries[] | undefined => answers.get(key)?.series;
  return {
    serving: of('model:serving'),
    owners: of('model:owners'),
    created: of('model:created'),
    ready: of('model:ready'),
    served: of('model:served'),
    requested: of('model:requested'),
    held: of('model:held'),
    roles: of('model:roles'),
    costs: of('model:costs'),
  };
}
