/** What a measured run's decisions are told from: of its record, or asked now. */
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { runId } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import type { Courses, RunCourse } from '../../export/toldRuns';
import { t } from '../../i18n/t';
import { courseStep } from '../../measuring/askCourse';
import type { AppSettings } from '../../shared/appSettings';
import { messageOf } from '../../shared/errors';
import { prometheusOf } from '../prometheusOf';
import { askGrafana } from './askGrafana';

export interface CourseSources {
  settings: AppSettings;
  limits: EffectiveThresholds;
  signal?: AbortSignal;
}

/** Of each run, one after the other: two queries of each that has no record. @throws what the signal says, when it aborts */
export async function coursesOf(analyses: readonly RunAnalysis[], sources: CourseSources): Promise<Courses> {
  const courses = new Map<string, RunCourse>();
  for (const analysis of analyses) {
    courses.set(runId(analysis.run), await courseOf(analysis, sources));
  }
  return courses;
}

async function courseOf(
  { run, measurements: { window, ownership }, recorded }: RunAnalysis,
  { settings, limits, signal }: CourseSources
): Promise<RunCourse> {
  if (recorded) {
    return recorded.course ?? { why: t('decision.lane.unrecorded', 'The record of this run holds no decisions.') };
  }
  const { workload } = run;
  const range = { from: window.from, to: window.to };
  try {
    const prometheusUid = prometheusOf(settings, run);
    if (prometheusUid === undefined) {
      return { why: t('decision.no-prometheus', 'No Prometheus data source is chosen.') };
    }
    const { series, expr } = await askGrafana(
      { prometheusUid, workload, range, limits, pods: ownership?.pods },
      signal
    );
    return { series, expr, stepSeconds: courseStep(range), thresholds: limits };
  } catch (error) {
    signal?.throwIfAborted();
    return { why: messageOf(error) };
  }
}
