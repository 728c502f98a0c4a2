/** What happened in runs that were kept with what their decisions are told from, in lines. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { explainCourse } from '../domain/decisions/explained';
import { storyOf } from '../domain/decisions/story';
import { bottleneckText } from '../domain/decisions/waterfallText';
import { formatElapsed } from '../domain/format';
import { runId } from '../domain/run';
import { t } from '../i18n/t';

export interface ToldRun {
  /** Names the run. */
  title: string;
  /** A sentence each, in the order of time, with the time since the load began; where the time went comes last. */
  lines: string[];
}

/** Runs of which nothing was kept are not among them. */
export function toldRuns(analyses: readonly RunAnalysis[]): ToldRun[] {
  return analyses.flatMap(({ run, measurements: { window }, recorded }) => {
    if (recorded?.course === undefined) {
      return [];
    }
    const { lane, moments, scalings } = explainCourse(recorded.course, { from: window.from, to: window.to });
    const { loadProfile: load, loadStartedAt } = run;
    const happened = storyOf({ lane, moments, load, loadStartedAt }).map(
      ({ at, text }) => `${formatElapsed(at - loadStartedAt)}: ${text}`
    );
    const bottleneck = bottleneckText(scalings);
    return [
      {
        title: t('export.told.title', 'What happened in {{run}}', { run: runId(run) }),
        lines: [...happened, ...(bottleneck === undefined ? [] : [bottleneck])],
      },
    ];
  });
}
