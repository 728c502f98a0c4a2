import { useCallback } from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { EffectiveThresholds } from '../../domain/variant';
import type { Courses } from '../../export/toldRuns';
import { useAppSettings } from '../../shared/appSettings';
import { useLoad, type Loaded } from '../../shared/useLoad';
import { coursesOf } from '../decisions/runCourse';

const none = (): Promise<Courses> => Promise.resolve(new Map());

/** What the decisions of runs are told from, asked while it is wanted. */
export function useCourses(
  analyses: readonly RunAnalysis[],
  limits: EffectiveThresholds,
  isWanted: boolean
): Loaded<Courses> {
  const settings = useAppSettings();
  const ask = useCallback(
    (signal: AbortSignal) => (isWanted ? coursesOf(analyses, { settings, limits, signal }) : none()),
    [isWanted, analyses, settings, limits]
  );
  return useLoad(ask);
}
