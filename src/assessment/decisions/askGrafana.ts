/** What was known of a workload over a time, asked of one of Grafana's Prometheus data sources. */
import type { TimeRange } from '@grafana/data';

import type { Span } from '../../domain/analysis/types';
import type { EffectiveThresholds } from '../../domain/variant';
import { askCourse, courseStep, type Course } from '../../measuring/askCourse';
import { grafanaPrometheus } from '../../prometheus/grafana';
import { detectionOf } from '../../scenes/detection';
import { timeRangeOf } from '../../shared/timeRange';

export interface CourseQuestion {
  prometheusUid: string;
  workload: { namespace: string; variant: string };
  /** Epoch ms. */
  range: Span;
  /** The page's, by which its Prometheus has been looked at already; without it that is done for this range. */
  timeRange?: TimeRange;
  limits: EffectiveThresholds;
  /** Names of its pods, where they are known already. */
  pods?: readonly string[];
}

/** @throws UserError when Prometheus gives no answer; what the signal says, when it aborts */
export async function askGrafana(question: CourseQuestion, signal?: AbortSignal): Promise<Course> {
  const { prometheusUid, workload, range, timeRange = timeRangeOf(range), limits, pods } = question;
  const { dialect } = await detectionOf(prometheusUid, timeRange);
  return askCourse({
    ask: grafanaPrometheus(prometheusUid).ask,
    dialect,
    workload,
    range,
    stepSeconds: courseStep(range),
    limits: limits.values,
    pods: pods && pods.length > 0 ? pods : undefined,
    signal,
  });
}
