/** What the load steps of runs printed, a table each. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { printedSteps, printedTitle, type PrintedTable } from '../guidellm/printedSteps';

/** Runs without such logs in their record are left out. */
export function printedRuns(analyses: readonly RunAnalysis[]): Array<PrintedTable & { title: string }> {
  return analyses.flatMap(({ run, recorded }) => {
    const table = printedSteps(recorded?.logs?.load);
    return table === undefined
      ? []
      : [{ title: analyses.length > 1 ? `${printedTitle()}: ${run.name}` : printedTitle(), ...table }];
  });
}
