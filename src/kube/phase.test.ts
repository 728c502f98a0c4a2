import fc from 'fast-check';

import { RUN_PHASES, TASK_PHASES, type RunPhase, type TaskPhase } from '../domain/run';
import { runPhase, taskPhase } from './phase';

const FACTS: Array<[status: string | undefined, reason: string, RunPhase]> = [
  [undefined, '', 'pending'],
  ['', '', 'pending'],
  ['Unknown', 'Started', 'running'],
  ['Unknown', 'Running', 'running'],
  ['Unknown', 'PipelineRunPending', 'pending'],
  ['Unknown', 'ResolvingPipelineRef', 'pending'],
  ['Unknown', 'ResolvingTaskRef', 'running'],
  ['Unknown', 'PipelineRunStopping', 'stopping'],
  ['Unknown', 'CancelledRunningFinally', 'stopping'],
  ['Unknown', 'StoppedRunningFinally', 'stopping'],
  ['Unknown', 'PipelineRunCouldntCancel', 'stopping'],
  ['Unknown', 'PipelineRunCouldntTimeOut', 'stopping'],
  ['Unknown', 'SomethingNew', 'running'],
  ['True', 'Succeeded', 'succeeded'],
  ['True', 'Completed', 'succeeded'],
  ['True', 'SomethingNew', 'succeeded'],
  ['False', 'Failed', 'failed'],
  ['False', 'Cancelled', 'cancelled'],
  ['False', 'PipelineRunTimeout', 'timed-out'],
  ['False', 'CouldntGetPipeline', 'failed'],
  ['False', 'CouldntGetTask', 'failed'],
  ['False', 'ParameterMissing', 'failed'],
  ['False', 'ParameterTypeMismatch', 'failed'],
  ['False', 'InvalidWorkspaceBindings', 'failed'],
  ['False', 'PipelineValidationFailed', 'failed'],
  ['False', 'CreateRunFailed', 'failed'],
  ['False', 'SomethingNew', 'failed'],
];

test.each(FACTS)('a run with %s %s is %s', (status, reason, phase) => {
  expect(runPhase({ status, reason })).toBe(phase);
});

test('a run that was asked to end is stopping until it has ended', () => {
  expect(runPhase({ status: 'Unknown', reason: 'Running', requested: 'CancelledRunFinally' })).toBe('stopping');
  expect(runPhase({ status: 'True', reason: 'Completed', requested: 'StoppedRunFinally' })).toBe('succeeded');
  expect(runPhase({ requested: 'PipelineRunPending' })).toBe('pending');
});

const TASK_FACTS: Array<[status: string | undefined, reason: string, started: boolean, TaskPhase]> = [
  [undefined, '', false, 'pending'],
  ['Unknown', 'Pending', true, 'pending'],
  ['Unknown', 'Running', true, 'running'],
  ['Unknown', 'Started', false, 'pending'],
  ['True', 'Succeeded', true, 'succeeded'],
  ['False', 'TaskRunCancelled', true, 'cancelled'],
  ['False', 'TaskRunTimeout', true, 'timed-out'],
  ['False', 'Failed', true, 'failed'],
];

test.each(TASK_FACTS)('a task with %s %s (started: %s) is %s', (status, reason, started, phase) => {
  expect(taskPhase(status, reason, started)).toBe(phase);
});

test('any status and reason has a phase', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.boolean(), (status, reason, requested, started) => {
      expect(RUN_PHASES).toContain(runPhase({ status, reason, requested }));
      expect(TASK_PHASES).toContain(taskPhase(status, reason, started));
    })
  );
});
