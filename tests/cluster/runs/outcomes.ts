/** Runs that end in every way there is, for Tekton and the simulator alike. */
import type { Param, ParamSpec, PipelineSpec, PipelineTask } from '../../../simulator/tekton/types';
import type { PodScript } from '../kubelet';
import { NAMESPACE } from '../policyCases';
import type { Json } from './creates';

export interface OutcomeCase {
  name: string;
  spec: Json;
  /** What the pods of a task do. In the simulator its script says the same. */
  pods?: Record<string, PodScript>;
  /** A change of the run, once this task runs. */
  act?: { task: string; patch: Json };
  /**
   * What differs when Tekton's controller looks at the run again from a copy of before it ended. Its first look ends the
   * TaskRuns and the run at once. A second look, from an informer that has not heard of that yet, finds the TaskRuns
   * ended, goes on to what follows, and overwrites the status (`updateStatus` of Tekton's `reconciler.go` retries a
   * conflict with its own status). Either happens, by how busy the machine is.
   */
  onSecondLook?: Partial<Outcome>;
}

/** What became of a run and its TaskRuns, by the names of their tasks. */
export interface Outcome {
  status?: string;
  reason?: string;
  message?: string;
  tasks: Record<string, string | undefined>;
  tries: Record<string, number>;
  skipped: Record<string, string>;
}

/** In the simulator a script runs as far as it sleeps and exits; beside Tekton `pods` says what a pod does. */
const task = (name: string, script: string, more: Partial<PipelineTask> = {}): PipelineTask => ({
  name,
  taskSpec: { steps: [{ name: 'do', image: 'busybox:1.37.0', script }] },
  ...more,
});

const LONG = 'sleep 3600';
const inline = (tasks: PipelineTask[], more: Partial<PipelineSpec> = {}, run: Json = {}): Json => ({
  pipelineSpec: { tasks, ...more },
  ...run,
});
const last = task('last', 'sleep 1');
const status = (value: string) => ({ spec: { status: value } });
const cancelled = (value: string): OutcomeCase => ({
  name: `${value} while a task runs`,
  spec: inline([task('long', 'sleep 8'), task('next', 'sleep 1', { runAfter: ['long'] })], { finally: [last] }),
  pods: { long: value === 'StoppedRunFinally' ? { seconds: 8 } : { forever: true } },
  act: { task: 'long', patch: status(value) },
});

const PARAMS: ParamSpec[] = [
  { name: 'text', type: 'string' },
  { name: 'list', type: 'array', default: ['a'] },
  {
    name: 'map',
    type: 'object',
    properties: { url: { type: 'string' }, revision: { type: 'string' } },
    default: { url: 'u', revision: 'r' },
  },
  { name: 'choice', type: 'string', default: 'small', enum: ['small', 'large'] },
];
const params = (name: string, given: Param[], more: Json = {}): OutcomeCase => ({
  name: `params: ${name}`,
  spec: {
    pipelineRef: { name: 'every-param' },
    params: given,
    workspaces: [{ name: 'reports', emptyDir: {} }],
    ...more,
  },
});
const TEXT: Param = { name: 'text', value: 'x' };

/** A Pipeline that both know, with every kind of param and a workspace. */
export const EVERY_PARAM = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'every-param', namespace: NAMESPACE },
  spec: { params: PARAMS, workspaces: [{ name: 'reports' }], tasks: [task('a', 'sleep 1')] },
};

const matrix = { params: [{ name: 'n', value: ['1', '2', '3'] }] };
const each = (more: Partial<PipelineTask> = {}): PipelineTask => ({
  ...task('each', 'sleep 1', { matrix, ...more }),
  taskSpec: {
    params: [{ name: 'n' }],
    steps: [{ name: 'do', image: 'busybox:1.37.0', script: 'echo $(params.n)' }],
  },
});

const withResult = (of: PipelineTask): PipelineTask => ({
  ...of,
  taskSpec: { ...of.taskSpec!, results: [{ name: 'out', type: 'string' }] },
});

export const OUTCOMES: OutcomeCase[] = [
  {
    name: 'two tasks and a finally task',
    spec: inline([task('a', 'sleep 1'), task('b', 'sleep 1', { runAfter: ['a'] })], { finally: [last] }),
  },
  { name: 'a matrix', spec: inline([each()], { finally: [last] }) },
  {
    name: 'a result of a matrix that no task reads',
    spec: inline([withResult(each())], {
      results: [{ name: 'all', type: 'array', value: '$(tasks.each.results.out[*])' }],
    }),
  },
  { name: 'a matrix over no value', spec: inline([each({ matrix: { params: [{ name: 'n', value: [] }] } })]) },
  {
    name: 'a task that fails',
    spec: inline([task('bad', 'exit 3'), task('next', 'sleep 1', { runAfter: ['bad'] })], { finally: [last] }),
    pods: { bad: { exitCode: 3 } },
  },
  {
    name: 'a finally task that fails',
    spec: inline([task('a', 'sleep 1')], { finally: [task('last', 'exit 1')] }),
    pods: { last: { exitCode: 1 } },
  },
  {
    name: 'a failure that is ignored',
    spec: inline([task('bad', 'exit 4', { onError: 'continue' }), task('next', 'sleep 1', { runAfter: ['bad'] })]),
    pods: { bad: { exitCode: 4 } },
  },
  {
    name: 'a task that fails each try',
    spec: inline([task('bad', 'exit 1', { retries: 2 })]),
    pods: { bad: { exitCode: 1 } },
  },
  {
    name: 'a task that `when` leaves out',
    spec: inline([
      task('out', 'sleep 1', { when: [{ input: 'a', operator: 'in', values: ['b'] }] }),
      task('next', 'sleep 1', { runAfter: ['out'] }),
    ]),
  },
  ...['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally'].map(cancelled),
  {
    name: 'Cancelled from the start',
    spec: { ...inline([task('a', 'sleep 1')], { finally: [last] }), status: 'Cancelled' },
  },
  {
    name: 'CancelledRunFinally from the start',
    spec: { ...inline([task('a', 'sleep 1')], { finally: [last] }), status: 'CancelledRunFinally' },
  },
  {
    name: 'StoppedRunFinally from the start',
    spec: { ...inline([task('a', 'sleep 1')], { finally: [last] }), status: 'StoppedRunFinally' },
  },
  {
    name: 'the time for the run is over',
    spec: inline(
      [task('long', LONG), task('next', 'sleep 1', { runAfter: ['long'] })],
      { finally: [last] },
      { timeouts: { pipeline: '8s' } }
    ),
    pods: { long: { forever: true } },
    onSecondLook: { skipped: { last: 'PipelineRun timeout has been reached', next: 'PipelineRun was stopping' } },
  },
  {
    name: 'the time for tasks is over',
    spec: inline(
      [task('long', LONG), task('next', 'sleep 1', { runAfter: ['long'] })],
      { finally: [last] },
      { timeouts: { pipeline: '1m', tasks: '8s' } }
    ),
    pods: { long: { forever: true } },
    onSecondLook: {
      tasks: { long: 'TaskRunCancelled', last: 'Succeeded' },
      tries: { long: 1, last: 1 },
      skipped: { next: 'PipelineRun was stopping' },
    },
  },
  {
    name: 'the time for tasks is over while finally runs',
    spec: inline(
      [task('a', 'sleep 1')],
      { finally: [task('last', 'sleep 15')] },
      { timeouts: { pipeline: '1m', tasks: '12s' } }
    ),
    pods: { last: { seconds: 15 } },
  },
  {
    name: 'the time for finally is over',
    spec: inline(
      [task('a', 'sleep 1')],
      { finally: [task('last', LONG)] },
      { timeouts: { pipeline: '1m', finally: '6s' } }
    ),
    pods: { last: { forever: true } },
  },
  {
    name: 'the time for a task is over',
    spec: inline([task('long', LONG, { timeout: '6s' })], { finally: [last] }),
    pods: { long: { forever: true } },
  },
  { name: 'no such Pipeline', spec: { pipelineRef: { name: 'nope' } } },
  { name: 'no such Task', spec: inline([{ name: 'a', taskRef: { name: 'nope' } }]) },
  {
    name: 'a Pipeline by the cluster resolver',
    spec: {
      pipelineRef: {
        resolver: 'cluster',
        params: [
          { name: 'kind', value: 'pipeline' },
          { name: 'name', value: 'every-param' },
          { name: 'namespace', value: NAMESPACE },
        ],
      },
      params: [TEXT],
      workspaces: [{ name: 'reports', emptyDir: {} }],
    },
  },
  params('all given', [TEXT, { name: 'list', value: ['b'] }, { name: 'choice', value: 'small' }]),
  params('none given', []),
  params('one that is unknown', [TEXT, { name: 'other', value: 'x' }]),
  params('text for a list', [TEXT, { name: 'list', value: 'b' }]),
  params('a list for text', [{ name: 'text', value: ['b'] }]),
  params('text for a map', [TEXT, { name: 'map', value: 'b' }]),
  params('a key of the map left to its default', [TEXT, { name: 'map', value: { url: 'v' } }]),
  params('no workspace', [TEXT], { workspaces: [] }),
  params('a workspace too many', [TEXT], {
    workspaces: [
      { name: 'reports', emptyDir: {} },
      { name: 'other', emptyDir: {} },
    ],
  }),
  params('taskRunSpecs of no task', [TEXT], { taskRunSpecs: [{ pipelineTaskName: 'nope' }] }),
];
