/** What failed in runs, in lines: by kind, and times in which the load stood still. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { stalls } from '../domain/analysis/stalls';
import { formatDuration } from '../domain/format';
import { failuresOf, failureText, type Failure } from '../guidellm/failures';
import { t } from '../i18n/t';
import type { ClientOf } from './fieldRows';

/** Of reports of the run's client, and of the logs that its record has. */
export const failuresIn = (analysis: RunAnalysis, clientOf?: ClientOf): Failure[] =>
  failuresOf(clientOf?.(analysis), analysis.recorded?.logs?.load);

/** A line for each kind of failure of each run, with a sample message where there is one. */
export function failureLines(analyses: readonly RunAnalysis[], clientOf?: ClientOf): string[] {
  return analyses.flatMap((analysis) => {
    return failuresIn(analysis, clientOf).map((failure) =>
      named(analyses, analysis, [failureText(failure), failure.example].filter(Boolean).join(' · '))
    );
  });
}

/** A line for each time in which the load of a run made no progress. */
export function stallLines(analyses: readonly RunAnalysis[]): string[] {
  return analyses.flatMap((analysis) =>
    stalls(analysis.run, analysis.measurements).map(({ from, to }) =>
      named(
        analyses,
        analysis,
        t('publish.stalled', 'The load made no progress for {{length}}, from {{from}} on.', {
          length: formatDuration((to - from) / 1000),
          from: new Date(from).toISOString(),
        })
      )
    )
  );
}

const named = (all: readonly RunAnalysis[], { run }: RunAnalysis, text: string): string =>
  all.length > 1 ? `${run.name}: ${text}` : text;
