/** A run of the cluster, measured as the app measures it. */
import { askDetection } from '../src/measuring/askDetection';
import { analyseRun } from '../src/measuring/analyseRun';
import type { AnalysedRun } from '../src/domain/analysis/types';
import type { Prometheus } from '../src/domain/prometheus';
import { parseRunId, type RunRef } from '../src/domain/run';
import { isDnsLabel, isDnsSubdomain } from '../src/kube/names';
import type { Given, Io } from './command';
import { kubeAccessOf, KUBE_OPTIONS } from './kube/access';
import { kubeClient } from './kube/kubeClient';
import { readRun } from './kube/readRun';
import { prometheusOf } from './prometheusOptions';
import { UsageError } from './usage';
import { listening, type Asking, type WindowAnalysis } from './windowRun';

export const RUN_OPTIONS = {
  run: { value: 'NS/NAME', about: 'a run of the cluster, in place of a window' },
  ...KUBE_OPTIONS,
} as const;

/** @throws UsageError when it is no name of a run */
export function runRefOf(text: string, what = 'run'): RunRef {
  const ref = parseRunId(text);
  if (ref === undefined || ref.cluster !== undefined || !isDnsLabel(ref.namespace) || !isDnsSubdomain(ref.name)) {
    throw new UsageError(`${JSON.stringify(text)} is no ${what}: give its namespace and its name, NS/NAME`);
  }
  return ref;
}

/** @throws UsageError; UserError when the run or Prometheus cannot be read */
export async function analyseClusterRun(ref: RunRef, given: Given, io: Io, asking: Asking): Promise<WindowAnalysis> {
  const access = kubeAccessOf(given, io);
  const prometheus = prometheusOf(given, io.env);
  return analyseSubject(await readRun(kubeClient(access), ref, io.signal), prometheus, asking);
}

/** @throws UserError when Prometheus cannot be read; what the signal says, when it aborts */
export async function analyseSubject(
  run: AnalysedRun,
  prometheus: Prometheus,
  asking: Asking
): Promise<WindowAnalysis> {
  const { ask, warnings } = listening(prometheus.ask);
  const range = { from: run.startedAt, to: Math.min(run.finishedAt ?? asking.now, asking.now) };
  const detection = await askDetection(ask, range, asking.signal);
  const { dialect } = detection;
  const analysis = await analyseRun(run, { prometheus: { ...prometheus, ask }, dialect, ...asking });
  return { analysis, detection, warnings: [...warnings] };
}
