import { useCallback, useMemo, useState } from 'react';

import { explain, type Explained } from '../../domain/decisions/explained';
import { courseStep } from '../../measuring/askCourse';
import { useLoad, type Loaded } from '../../shared/useLoad';
import { askGrafana, type CourseQuestion } from './askGrafana';

/** Of the range that it is of; an older one stands until that of another range is there. */
export interface Course extends Explained {
  workload: string;
  /** The question, to be asked again in Explore. */
  expr: string;
}

/** Why the replicas of a workload were as many as they were over a time: one query, and one for its pods. */
export function useCourse({ prometheusUid, workload, range, timeRange, limits, pods }: CourseQuestion): Loaded<Course> {
  const { namespace, variant } = workload;
  const { from, to } = range;
  const podNames = pods?.join(' ');
  const ask = useCallback(
    (signal: AbortSignal) =>
      askGrafana(
        {
          prometheusUid,
          workload: { namespace, variant },
          range: { from, to },
          timeRange,
          limits,
          pods: podNames?.split(' ').filter((name) => name !== ''),
        },
        signal
      ),
    [prometheusUid, namespace, variant, from, to, timeRange, limits, podNames]
  );
  const loaded = useLoad(ask);
  const value = useMemo(() => {
    if (loaded.value === undefined) {
      return undefined;
    }
    const { moments, expr } = loaded.value;
    const asked = { from, to };
    const explained = explain(moments, asked, { limits, stepSeconds: courseStep(asked) });
    return { ...explained, workload: `${namespace}/${variant}`, expr };
  }, [loaded.value, namespace, variant, from, to, limits]);
  const [kept, setKept] = useState<Course>();
  if (value !== undefined && value !== kept) {
    setKept(value);
  }
  const isOfIt = kept?.workload === `${namespace}/${variant}`;
  return { ...loaded, value: value ?? (isOfIt ? kept : undefined) };
}
