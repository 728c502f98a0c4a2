/** From what was measured to a packed record, with the facts that explain its decisions. */
import type { RunLogs } from '../src/domain/analysis/runLogs';
import { packRecord, type PackedRecord } from '../src/records/pack';
import { courseOrWhy, type CourseSources } from './course';
import { WRITER } from './version';
import type { WindowAnalysis } from './windowRun';

export interface Packing extends CourseSources {
  /** Several workloads together have no decisions of their own. */
  hasDecisions: boolean;
  /** Epoch ms. */
  now: number;
  logs?: RunLogs;
}

/** @throws what the signal says, when it aborts */
export async function packedOf(
  result: WindowAnalysis,
  packing: Packing
): Promise<{ packed: PackedRecord; problems: string[] }> {
  const { analysis, detection, warnings } = result;
  const { measurements } = analysis;
  const problems = [...new Set([...measurements.problems, ...warnings])];
  const course = packing.hasDecisions ? await courseOrWhy(result, packing) : undefined;
  // A record without decisions is better than none: then the problem is said.
  const isMissing = course !== undefined && 'why' in course;
  const all = isMissing ? [...problems, `Decisions are not in the record: ${course.why}`] : problems;
  const packed = packRecord(
    { ...analysis, measurements: { ...measurements, problems: all } },
    {
      now: packing.now,
      writer: WRITER,
      cluster: { wvaVersion: detection.wvaVersion, dialect: { ...detection.dialect } },
      ...(course !== undefined && !('why' in course) && { course }),
      ...(packing.logs && { logs: packing.logs }),
    }
  );
  return { packed, problems: all };
}
