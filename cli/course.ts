/** What a record tells decisions from: asked of Prometheus once more, with the thresholds in force. */
import { WVA_DEFAULTS } from '../src/constants';
import type { CourseFacts } from '../src/domain/decisions/course';
import { effectiveThresholds, type EffectiveThresholds } from '../src/domain/variant';
import { findThresholds, type ConfigMapReader } from '../src/kube/foundThresholds';
import { askCourse, courseStep } from '../src/measuring/askCourse';
import type { Ask } from '../src/domain/prometheus';
import type { WindowAnalysis } from './windowRun';

interface Options {
  ask: Ask;
  thresholds: EffectiveThresholds;
  signal?: AbortSignal;
}

/** @throws UserError when Prometheus gives no answer */
export async function courseOf(
  { analysis: { run, measurements }, detection }: WindowAnalysis,
  { ask, thresholds, signal }: Options
): Promise<CourseFacts> {
  const { window, ownership } = measurements;
  const stepSeconds = courseStep(window);
  const { series, expr } = await askCourse({
    ask,
    dialect: detection.dialect,
    workload: run.workload,
    range: window,
    stepSeconds,
    limits: thresholds.values,
    pods: ownership?.pods,
    signal,
  });
  return { series, stepSeconds, expr, thresholds };
}

/** WVA's defaults, and over them what its ConfigMap says, where that may be read. @throws KubeError */
export async function thresholdsOf(
  cluster: ConfigMapReader | undefined,
  namespace: string = WVA_DEFAULTS.namespace,
  signal?: AbortSignal
): Promise<EffectiveThresholds> {
  const found = cluster && (await findThresholds(cluster, namespace, signal));
  const { values, sources } = effectiveThresholds(
    ...(found?.kind === 'found' ? [{ values: found.thresholds, source: `ConfigMap ${found.from}` }] : [])
  );
  return { values, sources };
}
