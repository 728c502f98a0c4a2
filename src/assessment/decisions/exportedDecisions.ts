/** Decisions of runs for their export, asked when it is exported. */
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { explainCourse } from '../../domain/decisions/explained';
import { runId } from '../../domain/run';
import { decisionTables } from '../../export/decisionTables';
import { stackTables, type Table } from '../../export/table';
import { coursesOf, type CourseSources } from './runCourse';

/** The tables say of which runs it cannot be asked: the rest of the export does not wait for it. */
export async function exportedDecisions(analyses: readonly RunAnalysis[], sources: CourseSources): Promise<Table[]> {
  const courses = await coursesOf(analyses, sources);
  return stackTables(
    analyses.map(({ run, measurements: { window } }) => {
      const course = courses.get(runId(run)) ?? { why: '' };
      const range = { from: window.from, to: window.to };
      return decisionTables(run, 'why' in course ? course : explainCourse(course, range));
    })
  );
}
