/** What the load steps of a run print at their end: read once each has ended, for their pods go with their run. */
import type { LoadStepSummary, PrintedSummary } from '../../src/domain/analysis/runLogs';
import { allTries, type Run, type TaskRun } from '../../src/domain/run';
import { parsePrintedSummary } from '../../src/guidellm/printedSummary';
import { whyUnread, type PodLogs } from '../kube/podLogs';

/** A summary is some sixty lines; a progress bar may be one line of many kilobytes. */
const TAIL = { tailLines: 300, limitBytes: 2 * 1024 * 1024, timestamps: false };

/** @param before what was read of the run earlier: a log that was read is not read again. Never throws */
export async function readLoadSteps(
  logs: PodLogs,
  { loadTasks = [] }: Pick<Run, 'loadTasks'>,
  tasks: readonly TaskRun[],
  before: readonly LoadStepSummary[] = []
): Promise<LoadStepSummary[]> {
  // In the order of `before`, also where a step is read again.
  const byPod = new Map(before.map((one) => [one.pod, one]));
  const ended = allTries(tasks.filter(({ pipelineTask }) => loadTasks.includes(pipelineTask)))
    .filter(({ finishedAt }) => finishedAt !== undefined)
    .sort((a, b) => (a.startedAt ?? a.createdAt) - (b.startedAt ?? b.createdAt));
  for (const task of ended) {
    const { podName } = task;
    const was = podName === undefined ? undefined : byPod.get(podName);
    if (podName !== undefined && (was === undefined || was.why !== undefined)) {
      byPod.set(podName, await readStep(logs, task, podName));
    }
  }
  return [...byPod.values()];
}

async function readStep(logs: PodLogs, task: TaskRun, pod: string): Promise<LoadStepSummary> {
  const { name, namespace, steps } = task;
  try {
    const read: PrintedSummary[] = [];
    for (const { container } of steps) {
      read.push(parsePrintedSummary(await logs.text({ namespace, pod, container, ...TAIL })));
    }
    const tells = (one: PrintedSummary) => one.benchmarks.length > 0 || one.succeeded !== undefined;
    return { task: name, pod, ...(read.find(tells) ?? read.at(-1) ?? NOTHING) };
  } catch (error) {
    return { task: name, pod, ...NOTHING, why: whyUnread(error, 'get pods/log', namespace) };
  }
}

const NOTHING: PrintedSummary = { benchmarks: [], lines: 0, broken: 0 };
