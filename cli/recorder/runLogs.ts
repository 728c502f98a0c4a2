/** What short-lived logs say of a run, as far as the recorder's account may read them. */
import type { RunLogs } from '../../src/domain/analysis/runLogs';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { WVA_DEFAULTS } from '../../src/constants';
import type { PodLogs } from '../kube/podLogs';
import { readController } from './controllerReading';
import { readLoadSteps } from './loadReading';
import type { LogsAbout } from './ports';

export interface LogSources {
  logs: PodLogs;
  autoscalerNamespace?: string;
}

/** Never fails: what it returns says what could not be read. */
export async function runLogs(
  { startedAt, finishedAt, workload }: AnalysedRun,
  { run, tasks, before, isOver, now }: LogsAbout,
  { logs, autoscalerNamespace = WVA_DEFAULTS.namespace }: LogSources
): Promise<RunLogs> {
  const to = Math.min(finishedAt ?? now, now);
  const bit = { logs, namespace: autoscalerNamespace, of: workload.namespace, from: startedAt, to, isLast: isOver };
  const controller = await readController(before?.controller, bit);
  const load = run ? await readLoadSteps(logs, run, tasks, before?.load) : before?.load;
  return { controller, ...(load && { load }) };
}

/** Lines that could not be read, by log. */
export const brokenLines = ({ controller, load = [] }: RunLogs = {}): { controller: number; load: number } => ({
  controller: controller?.broken ?? 0,
  load: load.reduce((sum, { broken }) => sum + broken, 0),
});
