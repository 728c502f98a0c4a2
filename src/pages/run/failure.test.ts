import { RUN_PHASES, type Run } from '../../domain/run';
import { explain } from './failure';

const run = (phase: Run['phase'], reason: string, message = '') => ({ phase, reason, message, skippedTasks: [] });

/** Every reason of pipelinerun_types.go that ends a run as failed. */
const FAILED_REASONS = [
  'Failed',
  'CouldntGetPipeline',
  'CouldntGetTask',
  'ParameterMissing',
  'ParameterTypeMismatch',
  'ObjectParameterMissKeys',
  'InvalidParamValue',
  'ParamArrayIndexingInvalid',
  'InvalidMatrixParameterTypes',
  'InvalidWorkspaceBindings',
  'RequiredWorkspaceMarkedOptional',
  'InvalidTaskRunSpecs',
  'PipelineValidationFailed',
  'PipelineInvalidGraph',
  'InvalidTaskResultReference',
  'InvalidPipelineResultReference',
  'CouldntGetPipelineResult',
  'CELEvaluationFailed',
  'ResourceVerificationFailed',
  'CreateRunFailed',
  'PipelineRunCouldntCancel',
  'PipelineRunCouldntTimeOut',
];

describe('explain', () => {
  it.each(FAILED_REASONS)('has its own sentence and next step for %s', (reason) => {
    const words = explain(run('failed', reason));
    expect(words?.sentence).not.toContain(reason === 'Failed' ? 'reason Failed' : reason);
    expect(words?.nextStep).not.toBe('');
  });

  it('says different things about different reasons', () => {
    expect(new Set(FAILED_REASONS.map((reason) => explain(run('failed', reason))?.sentence)).size).toBe(
      FAILED_REASONS.length
    );
  });

  it.each<[Run['phase'], string, RegExp]>([
    ['pending', 'PipelineRunPending', /held back/],
    ['pending', 'ResolvingTaskRef', /fetching/],
    ['pending', '', /not started/],
    ['stopping', 'CancelledRunningFinally', /cancelled.*cleaning up/],
    ['stopping', 'StoppedRunningFinally', /stopped.*cleaning up/],
    ['stopping', 'PipelineRunTimeoutRunningFinally', /timeout.*cleaning up/],
    ['stopping', 'PipelineRunStopping', /No new task/],
    ['cancelled', 'Cancelled', /cancelled/],
    ['timed-out', 'PipelineRunTimeout', /timeout/],
    ['failed', 'FutureReason', /the reason FutureReason/],
    ['failed', 'a/b <i>', /the reason a\/b <i>\./],
    ['failed', 'constructor', /the reason constructor/],
    ['failed', '', /the reason \?/],
  ])('%s with %p', (phase, reason, sentence) => {
    expect(explain(run(phase, reason))?.sentence).toMatch(sentence);
  });

  it.each(['running', 'succeeded'] as const)('has nothing to tell about a run that is %s', (phase) => {
    expect(explain(run(phase, 'Running'))).toBeUndefined();
  });

  it('takes the mark off a message and says whose error it is', () => {
    expect(explain(run('failed', 'X', '[User error] param "a" is missing'))).toMatchObject({
      message: 'param "a" is missing',
      userError: true,
      nextStep: expect.stringContaining('edit and rerun'),
    });
    expect(explain(run('failed', 'X', 'boom'))).toMatchObject({ message: 'boom', userError: false });
  });

  it('knows every phase', () => {
    RUN_PHASES.forEach((phase) => expect(() => explain(run(phase, ''))).not.toThrow());
  });
});
