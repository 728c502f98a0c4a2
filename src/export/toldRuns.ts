/** What happened in runs, in lines. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { CourseFacts } from '../domain/decisions/course';
import { explainCourse } from '../domain/decisions/explained';
import { storyOf } from '../domain/decisions/story';
import { bottleneckText } from '../domain/decisions/waterfallText';
import { formatElapsed } from '../domain/format';
import { runId } from '../domain/run';
import { t } from '../i18n/t';

/** What a run's decisions are told from, or why that is not known. */
export type RunCourse = CourseFacts | { why: string };
/** By the id of the run. */
export type Courses = ReadonlyMap<string, RunCourse>;

export interface ToldRun {
  /** Names the run. */
  title: string;
  /** A sentence each, in the order of time, with the time since the load began; where the time went comes last. */
  lines: string[];
}

/** @param courses of runs that were asked for it; of others what was kept of them. Runs that have neither are left out. */
export function toldRuns(analyses: readonly RunAnalysis[], courses?: Courses): ToldRun[] {
  return analyses.flatMap((analysis) => {
    const course = courses?.get(runId(analysis.run)) ?? analysis.recorded?.course;
    return course === undefined
      ? []
      : [
          {
            title: t('export.told.title', 'What happened in {{run}}', { run: runId(analysis.run) }),
            lines: 'why' in course ? [unknownText(course.why)] : linesOf(analysis, course),
          },
        ];
  });
}

const unknownText = (why: string): string => t('export.told.unknown', 'Not known: {{why}}', { why });

function linesOf({ run, measurements: { window } }: RunAnalysis, course: CourseFacts): string[] {
  const { lane, moments, scalings } = explainCourse(course, { from: window.from, to: window.to });
  const { loadProfile: load, loadStartedAt } = run;
  const happened = storyOf({ lane, moments, load, loadStartedAt }).map(
    ({ at, text }) => `${formatElapsed(at - loadStartedAt)}: ${text}`
  );
  const bottleneck = bottleneckText(scalings);
  return [...happened, ...(bottleneck === undefined ? [] : [bottleneck])];
}
