/** What a record tells decisions from: asked of Prometheus once more, with the thresholds in force. */
import { WVA_DEFAULTS } from '../src/constants';
import type { CourseFacts } from '../src/domain/decisions/course';
import { effectiveThresholds, type EffectiveThresholds } from '../src/domain/variant';
import { findThresholds, type ConfigMapReader } from '../src/kube/foundThresholds';
import { askCourse, courseStep } from '../src/measuring/askCourse';
import type { Ask } from '../src/domain/prometheus';
import { failureText } from './failureText';
import type { WindowAnalysis } from './windowRun';

interface Options {
  ask: Ask;
  thresholds: EffectiveThresholds;
  signal?: AbortSignal;
}

/** @throws UserError when Prometheus gives no answer */
async function courseOf(
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

export interface CourseSources {
  ask: Ask;
  /** Where WVA's thresholds are read; undefined: its defaults. */
  cluster: ConfigMapReader | undefined;
  autoscalerNamespace?: string;
  signal?: AbortSignal;
}

/** As {@link courseOf} with the thresholds that are found, or why it cannot be asked. @throws what the signal says */
export async function courseOrWhy(
  result: WindowAnalysis,
  { ask, cluster, autoscalerNamespace, signal }: CourseSources
): Promise<CourseFacts | { why: string }> {
  try {
    const thresholds = await thresholdsOf(cluster, autoscalerNamespace, signal);
    return await courseOf(result, { ask, thresholds, signal });
  } catch (error) {
    signal?.throwIfAborted();
    return { why: failureText(error) };
  }
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
