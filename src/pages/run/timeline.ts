/** A run's tasks as bars on a time axis: pipeline tasks in the order in which they began, each with its children. */
import { mostTelling, type TaskPhase } from '../../domain/phase';
import { allTries, type Run, type RunRef, type TaskRun, type TaskRunStep } from '../../domain/run';
import { t } from '../../i18n/t';
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
  /** Kind and name of what runs it, if that is no TaskRun: its state is not known here. */
  other?: string;
  /** The nested run that runs it: it has a page of its own. */
  nested?: RunRef;
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
  for (const taskRun of allTries(taskRuns).sort(byBeginning)) {
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
  const others = (run.otherChildren ?? []).map(({ kind, name, pipelineTask }): TimelineTask => ({
    name: pipelineTask,
    memberOf: 'tasks',
    phase: 'pending',
    children: [],
    other: `${kind} ${name}`,
    ...(kind === 'PipelineRun' ? { nested: { namespace: run.namespace, name } } : {}),
  }));
  return { from, to, tasks: [...inMain, ...others, ...skipped, ...inFinally] };
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
  // A task that succeeded at last did not fail: what tells is the last try of each child.
  const phase = mostTelling(members.filter((m) => !isEarlier(m)).map((m) => m.phase));
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

const isEarlier = ({ uid }: TaskRun): boolean => uid.includes('#');

/** Tekton names the pod of a later try after it: `…-retry2` is the third, even where an earlier status is missing. */
function attemptNumber({ podName }: TaskRun, index: number): number {
  const retry = /-retry(\d+)$/.exec(podName ?? '')?.[1];
  return retry === undefined ? index + 1 : Number(retry) + 1;
}

/** Which try of its task a TaskRun was, with why an earlier one failed; undefined for a task that was tried once. */
function attemptText(member: TaskRun, members: TaskRun[]): string | undefined {
  const tries = members.filter(({ name }) => name === member.name);
  if (tries.length < 2) {
    return undefined;
  }
  const number = attemptNumber(member, tries.indexOf(member));
  const count = Math.max(...tries.map(attemptNumber));
  const reason = isEarlier(member) ? member.reason : '';
  const text = t('pages.run.timeline.attempt', 'attempt {{number}} of {{count}}', { number, count });
  return [text, reason].filter(Boolean).join(': ');
}

function childLabels(members: TaskRun[]): string[] {
  if (members.length < 2) {
    return members.map(() => '');
  }
  const texts = members.map((m) => new Map(m.params.map((p) => [p.name, textOf(p.value)])));
  const names = [...(texts[0]?.keys() ?? [])].filter((name) => new Set(texts.map((text) => text.get(name))).size > 1);
  return texts.map((text, i) => {
    const member = members[i];
    const attempt = member && attemptText(member, members);
    if (attempt && new Set(members.map((m) => m.name)).size === 1) {
      return attempt;
    }
    const values = names.map((name) => short(text.get(name) ?? '')).filter((value) => value !== '');
    return [`#${i + 1}`, ...values.slice(0, 3), attempt].filter(Boolean).join(' · ');
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
