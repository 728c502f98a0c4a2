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
  expect(waitingOf({ ...RUNNING, phase: 'failed' }, [task('PullImageFailed')])).toBeUndefined();
});
