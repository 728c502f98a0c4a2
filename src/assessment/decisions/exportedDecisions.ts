/** A run's decisions for its export, asked when it is exported. */
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { explain, explainCourse } from '../../domain/decisions/explained';
import { courseStep } from '../../measuring/askCourse';
import type { EffectiveThresholds } from '../../domain/variant';
import { decisionTables } from '../../export/decisionTables';
import type { Table } from '../../export/table';
import { messageOf } from '../../shared/errors';
import { askGrafana } from './askGrafana';

/** Those of a record, or asked now. The tables say what cannot be asked: the rest of the export does not wait for it. */
export async function exportedDecisions(
  { run, measurements: { window, ownership }, recorded }: RunAnalysis,
  prometheusUid: string,
  limits: EffectiveThresholds
): Promise<Table[]> {
  const range = { from: window.from, to: window.to };
  if (recorded?.course) {
    return decisionTables(run, explainCourse(recorded.course, range));
  }
  try {
    const { moments } = await askGrafana({
      prometheusUid,
      workload: run.workload,
      range,
      limits,
      pods: ownership?.pods,
    });
    return decisionTables(run, explain(moments, range, { limits, stepSeconds: courseStep(range) }));
  } catch (error) {
    return decisionTables(run, { why: messageOf(error) });
  }
}
