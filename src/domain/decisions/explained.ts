/** Everything that the moments of a workload say of its decisions over a time. */
import type { Span } from '../analysis/types';
import { comparedOf, type ComparedOverTime } from './compared';
import type { CourseFacts } from './course';
import { laneOf, type Lane, type LaneOptions } from './lane';
import { momentsOf } from './moments';
import { scalersOf } from './scaler';
import type { Moment } from './types';
import { waterfallOf, type Scaling } from './waterfall';

export interface Explained {
  /** Epoch ms. */
  range: Span;
  /** Between two looks. */
  stepSeconds: number;
  moments: readonly Moment[];
  lane: Lane;
  scalings: Scaling[];
  compared: ComparedOverTime;
}

export function explain(moments: readonly Moment[], range: Span, options: LaneOptions): Explained {
  const given = { ...options, inForce: options.inForce ?? scalersOf(moments) };
  return {
    range,
    stepSeconds: options.stepSeconds,
    moments,
    lane: laneOf(moments, range, given),
    scalings: waterfallOf(moments, given.limits, given.inForce),
    compared: comparedOf(moments, given),
  };
}

/** The same of what was kept of it. */
export const explainCourse = ({ series, stepSeconds, thresholds }: CourseFacts, range: Span): Explained =>
  explain(momentsOf(series), range, { limits: thresholds, stepSeconds });
