import { RUN_PHASES, type Run } from '../../domain/run';
import { explain } from './failure';

const run = (phase: Run['phase'], reason: string, message = '') => ({
  namespace: 'experiment-01',
  variant: 'decode',
  phase,
  reason,
  message,
});

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
    ['pending', 'PipelineRunPending', /on hold/],
    ['pending', 'ResolvingTaskRef', /fetching/],
    ['pending', '', /not started/],
    ['stopping', 'CancelledRunningFinally', /cancelled.*cleaning up/],
    ['stopping', 'StoppedRunningFinally', /Tasks that run continue/],
    ['stopping', 'PipelineRunCouldntCancel', /could not be/],
    ['stopping', 'PipelineRunCouldntTimeOut', /could not be ended/],
    ['stopping', 'PipelineRunStopping', /No new task/],
    ['cancelled', 'Cancelled', /cancelled/],
    ['timed-out', 'PipelineRunTimeout', /no finally task.*nothing was cleaned up/],
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

  it('tells tasks that finish from finally tasks that clean up', () => {
    const stopped = { ...run('stopping', 'StoppedRunningFinally'), finallyStartedAt: 5 };
    expect(explain(stopped)?.sentence).toMatch(/finally tasks are cleaning up/);
  });

  it('says what a timeout leaves behind, and where', () => {
    expect(explain(run('timed-out', 'PipelineRunTimeout'))?.nextStep).toMatch(/ScaledObject.*experiment-01\/decode/);
  });

  it.each([
    ['ExceededNodeResources', /no node has room for load-test/],
    ['PullImageFailed', /image of load-test cannot be pulled/],
    ['SomethingNew', /pod of load-test/],
  ])('says what a run waits for: %s', (reason, sentence) => {
    const waiting = { task: 'load-test', reason, message: '0/3 nodes are available' };
    const words = explain(run('running', 'Running'), waiting);
    expect(words).toMatchObject({ severity: 'warning', message: '0/3 nodes are available' });
    expect(words?.sentence).toMatch(sentence);
  });

  it('knows every phase', () => {
    RUN_PHASES.forEach((phase) => expect(() => explain(run(phase, ''))).not.toThrow());
  });
});
