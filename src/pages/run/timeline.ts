/** A run's tasks as bars on a time axis: pipeline tasks in the order in which they began, each with its children. */
import { mostTelling, type TaskPhase } from '../../domain/phase';
import type { Run, TaskRun, TaskRunStep } from '../../domain/run';
import { blockTitle } from './shownValue';

/** From 0 to 1 of the axis. */
export interface Span {
  from: number;
  to: number;
}

export interface TimelineBar {
  phase: TaskPhase;
  startedAt?: number;
  finishedAt?: number;
  /** Seconds from start to end, or to now. */
  seconds?: number;
  /** Undefined for what has not started. */
  span?: Span;
}

export interface TimelineStep extends TimelineBar {
  step: TaskRunStep;
}

export interface TimelineChild extends TimelineBar {
  taskRun: TaskRun;
  /** What tells a child of a matrix from its siblings: the values of its differing params, else its number. */
  label: string;
  steps: TimelineStep[];
}

export interface TimelineTask extends TimelineBar {
  name: string;
  memberOf: 'tasks' | 'finally';
  children: TimelineChild[];
  /** Why it was skipped, in Tekton's words. */
  skippedBecause?: string;
}

export interface Timeline {
  /** Epoch ms. */
  from: number;
  to: number;
  tasks: TimelineTask[];
}

/** @param now epoch ms by the cluster's clock: the end of what still runs */
export function timelineOf(run: Run, taskRuns: TaskRun[], now: number): Timeline {
  const from = run.startedAt ?? run.createdAt;
  const ends = taskRuns.flatMap((task) => [task.startedAt ?? from, task.finishedAt ?? from]);
  const to = Math.max(run.finishedAt ?? now, from + 1000, ...ends);
  const axis = { from, to, now: run.finishedAt ?? now };
  const groups = new Map<string, TaskRun[]>();
  for (const taskRun of [...taskRuns].sort(byBeginning)) {
    groups.set(taskRun.pipelineTask, [...(groups.get(taskRun.pipelineTask) ?? []), taskRun]);
  }
  const ran = [...groups].map(([name, members]) => taskOf(name, members, axis));
  const skipped = run.skippedTasks
    .filter(({ name }) => !groups.has(name))
    .map(({ name, reason }): TimelineTask => ({
      name,
      memberOf: 'tasks',
      phase: 'skipped',
      children: [],
      skippedBecause: reason,
    }));
  const inMain = ran.filter((task) => task.memberOf === 'tasks');
  const inFinally = ran.filter((task) => task.memberOf === 'finally');
  return { from, to, tasks: [...inMain, ...skipped, ...inFinally] };
}

interface Axis {
  from: number;
  to: number;
  now: number;
}

function byBeginning(a: TaskRun, b: TaskRun): number {
  // Numeric: the tenth child of a matrix comes after the ninth.
  return (
    (a.startedAt ?? a.createdAt) - (b.startedAt ?? b.createdAt) || a.name.localeCompare(b.name, 'en', { numeric: true })
  );
}

function taskOf(name: string, members: TaskRun[], axis: Axis): TimelineTask {
  const labels = childLabels(members);
  const children = members.map((taskRun, i): TimelineChild => ({
    taskRun,
    label: labels[i] ?? '',
    ...bar(taskRun, axis),
    steps: taskRun.steps.map((step) => ({ step, ...bar(step, axis) })),
  }));
  const starts = members.flatMap((m) => m.startedAt ?? []);
  const unfinished = members.some((m) => m.startedAt !== undefined && m.finishedAt === undefined);
  const phase = mostTelling(members.map((m) => m.phase));
  const startedAt = starts.length > 0 ? Math.min(...starts) : undefined;
  const finishedAt = unfinished ? undefined : Math.max(...members.map((m) => m.finishedAt ?? axis.from));
  return { name, memberOf: members[0]?.memberOf ?? 'tasks', children, ...bar({ phase, startedAt, finishedAt }, axis) };
}

function bar(
  { phase, startedAt, finishedAt }: Pick<TaskRun, 'phase' | 'startedAt' | 'finishedAt'>,
  axis: Axis
): TimelineBar {
  if (startedAt === undefined) {
    return { phase };
  }
  const end = Math.max(startedAt, finishedAt ?? axis.now);
  const at = (time: number): number => Math.min(1, Math.max(0, (time - axis.from) / (axis.to - axis.from)));
  return {
    phase,
    startedAt,
    finishedAt,
    seconds: (end - startedAt) / 1000,
    span: { from: at(startedAt), to: at(end) },
  };
}

function childLabels(members: TaskRun[]): string[] {
  if (members.length < 2) {
    return members.map(() => '');
  }
  const texts = members.map((m) => new Map(m.params.map((p) => [p.name, textOf(p.value)])));
  const names = [...(texts[0]?.keys() ?? [])].filter((name) => new Set(texts.map((text) => text.get(name))).size > 1);
  return texts.map((text, i) => {
    const values = names.map((name) => short(text.get(name) ?? '')).filter((value) => value !== '');
    return [`#${i + 1}`, ...values.slice(0, 3)].join(' · ');
  });
}

/** A value that fits into a label; of a YAML document, as a load step is one, its name. */
function short(value: string): string {
  const text = value.includes('\n') ? (blockTitle(value) ?? '') : value;
  return text.length <= 40 ? text : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Round times for the axis, as seconds from its beginning: at most `most` marks, the first at 0. */
export function axisTicks(seconds: number, most = 6): number[] {
  const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
  const step = STEPS.find((s) => seconds / s < most) ?? Math.ceil(seconds / most / 86_400) * 86_400;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => i * step);
}

/** The task that a reader most likely wants to see: the failed one, else the one at work, else the one that ran last. */
export function taskToShow(tasks: TaskRun[]): TaskRun | undefined {
  const byStart = [...tasks].sort(byBeginning);
  return (
    byStart.find(({ phase }) => phase === 'failed' || phase === 'timed-out') ??
    byStart.filter(({ phase }) => phase === 'running').at(-1) ??
    byStart.filter(({ startedAt }) => startedAt !== undefined).at(-1) ??
    byStart[0]
  );
}
