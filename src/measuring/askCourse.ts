/** What was known of a variant over a time, as decisions are judged by it: one question, and one for its pods. */
import type { Span, TimeSeries } from '../domain/analysis/types';
import { stepFor } from '../domain/analysis/window';
import { momentsOf } from '../domain/decisions/moments';
import { factSeries } from '../domain/decisions/replicaFacts';
import type { Moment } from '../domain/decisions/types';
import type { Thresholds } from '../domain/thresholds';
import type { Ask } from '../domain/prometheus';
import { t } from '../i18n/t';
import { variantCourse } from '../queries/course';
import { withPods } from '../queries/owners';
import { runScope } from '../queries/runMeasurements';
import type { Dialect } from '../queries/selector';
import { UserError } from '../shared/errors';
import { askPods } from './askPods';

export interface CourseOptions {
  ask: Ask;
  dialect: Dialect;
  workload: { namespace: string; variant: string };
  /** Epoch ms. */
  range: Span;
  stepSeconds: number;
  limits: Thresholds;
  /** Names of its pods within the range, where they are known already. */
  pods?: readonly string[];
  signal?: AbortSignal;
}

export interface Course {
  moments: Moment[];
  /** What the moments are made of, a fact each. */
  series: TimeSeries[];
  /** The question, to be asked again in Explore. */
  expr: string;
}

const REF = 'course';
/** A scrape is seldom more often. */
const FINEST_STEP_SECONDS = 15;

/** Seconds between two looks at a course over a range. */
export const courseStep = ({ from, to }: Span): number => Math.max(FINEST_STEP_SECONDS, stepFor((to - from) / 1000));

/** @throws UserError when Prometheus gives no answer; what the signal says, when it aborts */
export async function askCourse(options: CourseOptions): Promise<Course> {
  const { ask, dialect, workload, range, stepSeconds, limits, pods, signal } = options;
  const own = runScope(workload, dialect);
  const scope = pods ? withPods(own, { pods: [...pods] }) : (await askPods(own, range, { ask, signal })).scope;
  const expr = variantCourse(scope, limits);
  const answer = (await ask([{ refId: REF, expr, stepSeconds }], range, signal)).get(REF);
  if (answer?.series === undefined) {
    throw new UserError({
      title: t('decision.unread', 'Why replicas are as many as they are is not known'),
      message: answer?.error ?? t('errors.prometheus.no-answer', 'no answer'),
      nextStep: t('decision.unread-next', 'Ask again, or for a shorter time.'),
    });
  }
  const series = factSeries(answer.series, limits);
  return { moments: momentsOf(series), series, expr };
}
