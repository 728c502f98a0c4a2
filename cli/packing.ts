/** From what was measured to a packed record, with what its decisions are told from. */
import type { Ask } from '../src/domain/prometheus';
import type { ConfigMapReader } from '../src/kube/foundThresholds';
import { packRecord, type PackedRecord } from '../src/records/pack';
import { courseOf, thresholdsOf } from './course';
import { failureText } from './failureText';
import { WRITER } from './version';
import type { WindowAnalysis } from './windowRun';

export interface Packing {
  ask: Ask;
  /** Where WVA's thresholds are read; undefined: its defaults. */
  cluster: ConfigMapReader | undefined;
  autoscalerNamespace?: string;
  /** Several workloads together have no decisions of their own. */
  hasDecisions: boolean;
  /** Epoch ms. */
  now: number;
  signal?: AbortSignal;
}

/** @throws what the signal says, when it aborts */
export async function packedOf(
  result: WindowAnalysis,
  packing: Packing
): Promise<{ packed: PackedRecord; problems: string[] }> {
  const { analysis, detection, warnings } = result;
  const { measurements } = analysis;
  const problems = [...new Set([...measurements.problems, ...warnings])];
  const course = packing.hasDecisions ? await courseOrProblem(result, packing) : undefined;
  const all = typeof course === 'string' ? [...problems, course] : problems;
  const packed = packRecord(
    { ...analysis, measurements: { ...measurements, problems: all } },
    {
      now: packing.now,
      writer: WRITER,
      cluster: { wvaVersion: detection.wvaVersion, dialect: { ...detection.dialect } },
      ...(typeof course === 'object' && { course }),
    }
  );
  return { packed, problems: all };
}

/** A record without decisions is better than none: then the problem is said. */
async function courseOrProblem(result: WindowAnalysis, { ask, cluster, autoscalerNamespace, signal }: Packing) {
  try {
    const thresholds = await thresholdsOf(cluster, autoscalerNamespace, signal);
    return await courseOf(result, { ask, thresholds, signal });
  } catch (error) {
    signal?.throwIfAborted();
    return `Decisions are not in the record: ${failureText(error)}`;
  }
}
