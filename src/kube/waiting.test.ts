import { decodeRun } from './decode';
import { taskPhase } from './phase';
import type { TaskRun } from '../domain/run';
import { waitingOf } from '../domain/waiting';

const RUNNING = { phase: 'running', reason: 'Running', message: '' } as const;
const task = (reason: string, message = ''): TaskRun => ({
  namespace: 'n',
  name: 'r-load-0',
  uid: 'u',
  pipelineTask: 'load-test',
  memberOf: 'tasks',
  phase: taskPhase('Unknown', reason, true, message),
  reason,
  message,
  createdAt: 0,
  startedAt: 0,
  params: [],
  steps: [],
  earlier: [],
});

test.each([
  ['ExceededNodeResources', 'TaskRun Pod exceeded available resources', true],
  ['PullImageFailed', 'build step "step-x" is pending with reason "Back-off pulling image"', true],
  ['CreateContainerConfigError', 'Failed to create pod due to config error', true],
  ['Pending', 'pod status "PodScheduled":"False"; message: "unbound immediate PersistentVolumeClaims"', true],
  ['Pending', 'Pending', false],
  ['Running', 'Not all Steps in the Task have finished executing', false],
])('a task that is Unknown with %s: %s', (reason, message, waits) => {
  const waiting = waitingOf(RUNNING, [task('Running'), task(reason, message)]);
  expect(waiting).toEqual(waits ? { task: 'load-test', reason, message } : undefined);
});

test('a run whose Pipeline is being fetched waits; one that is over does not', () => {
  const resolving = { phase: 'pending', reason: 'ResolvingPipelineRef', message: 'git' } as const;
  expect(waitingOf(resolving)).toEqual({ reason: 'ResolvingPipelineRef', message: 'git' });
  expect(waitingOf({ ...RUNNING, reason: 'ResolvingTaskRef' })).toMatchObject({ reason: 'ResolvingTaskRef' });
  expect(waitingOf({ ...RUNNING, phase: 'failed' }, [task('PullImageFailed')])).toBeUndefined();
});

test('a run whose Pipeline is being fetched is pending, with the words of the resolver', () => {
  const message = 'PipelineRun experiment-01/git awaiting remote resource';
  const run = decodeRun({
    metadata: { namespace: 'experiment-01', name: 'git', uid: 'u', creationTimestamp: '2026-11-28T14:54:41Z' },
    spec: { pipelineRef: { resolver: 'git' } },
    status: {
      startTime: '2026-11-28T14:54:42Z',
      conditions: [{ type: 'Succeeded', status: 'Unknown', reason: 'ResolvingPipelineRef', message }],
    },
  });
  expect(run.phase).toBe('pending');
  expect(waitingOf(run)).toEqual({ reason: 'ResolvingPipelineRef', message });
});
