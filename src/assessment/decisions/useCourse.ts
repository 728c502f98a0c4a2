import { dateTime } from '@grafana/data';
import { useCallback, useMemo, useState } from 'react';

import type { Span } from '../../domain/analysis/types';
import { comparedOf, type ComparedOverTime } from '../../domain/decisions/compared';
import { laneOf, type Lane } from '../../domain/decisions/lane';
import type { Moment } from '../../domain/decisions/types';
import { waterfallOf, type Scaling } from '../../domain/decisions/waterfall';
import type { EffectiveThresholds } from '../../domain/variant';
import { askCourse, courseStep } from '../../measuring/askCourse';
import { grafanaPrometheus } from '../../prometheus/grafana';
import { detectionOf } from '../../scenes/detection';
import { useLoad, type Loaded } from '../../shared/useLoad';

export interface CourseQuestion {
  prometheusUid: string;
  workload: { namespace: string; variant: string };
  /** Epoch ms. */
  range: Span;
  limits: EffectiveThresholds;
  /** Names of its pods, where they are known already. */
  pods?: readonly string[];
}

export interface Course {
  workload: string;
  /** Of which it is; an older one stands until that of another range is there. */
  range: Span;
  lane: Lane;
  scalings: Scaling[];
  moments: Moment[];
  compared: ComparedOverTime;
  /** Between two looks. */
  stepSeconds: number;
  /** The question, to be asked again in Explore. */
  expr: string;
}

/** Why the replicas of a workload were as many as they were over a time: one query, and one for its pods. */
export function useCourse({ prometheusUid, workload, range, limits, pods }: CourseQuestion): Loaded<Course> {
  const { namespace, variant } = workload;
  const { from, to } = range;
  const podNames = pods?.join(' ');
  const stepSeconds = courseStep({ from, to });
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const [start, end] = [dateTime(from), dateTime(to)];
      const { dialect } = await detectionOf(prometheusUid, { from: start, to: end, raw: { from: start, to: end } });
      return askCourse({
        ask: grafanaPrometheus(prometheusUid).ask,
        dialect,
        workload: { namespace, variant },
        range: { from, to },
        stepSeconds,
        limits: limits.values,
        pods: podNames === undefined || podNames === '' ? undefined : podNames.split(' '),
        signal,
      });
    },
    [prometheusUid, namespace, variant, from, to, stepSeconds, limits, podNames]
  );
  const loaded = useLoad(ask);
  const value = useMemo(() => {
    if (loaded.value === undefined) {
      return undefined;
    }
    const { moments, expr } = loaded.value;
    const lane = laneOf(moments, { from, to }, { limits, stepSeconds });
    const compared = comparedOf(moments, { limits, stepSeconds });
    const asked = { workload: `${namespace}/${variant}`, range: { from, to } };
    return { ...asked, lane, moments, compared, expr, stepSeconds, scalings: waterfallOf(moments, limits) };
  }, [loaded.value, namespace, variant, from, to, limits, stepSeconds]);
  const [kept, setKept] = useState<Course>();
  if (value !== undefined && value !== kept) {
    setKept(value);
  }
  const isOfIt = kept?.workload === `${namespace}/${variant}`;
  return { ...loaded, value: value ?? (isOfIt ? kept : undefined) };
}
