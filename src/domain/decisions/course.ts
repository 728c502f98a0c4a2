/** What the decisions over a time are told from, so that they can be told again without Prometheus. */
import type { TimeSeries } from '../analysis/types';
import type { EffectiveThresholds } from '../variant';

export interface CourseFacts {
  /** One a fact of the variant, as `momentsOf` takes them. */
  series: readonly TimeSeries[];
  /** Between two looks. */
  stepSeconds: number;
  /** The question to Prometheus. */
  expr: string;
  /** In force in that time. */
  thresholds: EffectiveThresholds;
}
