/** Tekton's reasons for a run that failed, or could not be ended, each with a sentence and a next step. */
import { t } from '../../i18n/t';
import type { Words } from '../../experiment/waitingWords';

const editAndRerun = (): string => t('pages.run.reason.edit-next', 'Correct it with "Edit and rerun".');
const pipelineNext = (): string =>
  t('pages.run.reason.pipeline-next', 'The Pipeline has to be corrected in the cluster; then rerun.');
const askAdmin = (): string =>
  t('pages.run.reason.admin-next', 'An administrator of the cluster has to check this; then rerun.');

/** An end that Tekton could not bring about: the run is not over, and its pods may still put load on the workload. */
export const COULD_NOT: Partial<Record<string, () => Words>> = {
  PipelineRunCouldntCancel: () => ({
    sentence: t('pages.run.reason.no-cancel', 'The run was cancelled, but some of its tasks could not be.'),
    nextStep: t(
      'pages.run.reason.no-cancel-next',
      'Check for TaskRuns of this run that are still running and put load on the cluster.'
    ),
  }),
  PipelineRunCouldntTimeOut: () => ({
    sentence: t(
      'pages.run.reason.no-timeout',
      'The run reached its timeout, but some of its tasks could not be ended.'
    ),
    nextStep: t(
      'pages.run.reason.no-cancel-next',
      'Check for TaskRuns of this run that are still running and put load on the cluster.'
    ),
  }),
};

export const FAILED: Partial<Record<string, () => Words>> = {
  Failed: () => ({
    sentence: t('pages.run.reason.failed', 'A task of the run failed.'),
    nextStep: t('pages.run.reason.failed-next', 'Open the failed task on the timeline and read its log.'),
  }),
  CouldntGetPipeline: () => ({
    sentence: t(
      'pages.run.reason.no-pipeline',
      'The Pipeline that the run refers to was not found or could not be read.'
    ),
    nextStep: t('pages.run.reason.no-pipeline-next', 'Check that it exists in the run’s namespace, then rerun.'),
  }),
  CouldntGetTask: () => ({
    sentence: t('pages.run.reason.no-task', 'A Task that the Pipeline refers to was not found or could not be read.'),
    nextStep: t(
      'pages.run.reason.no-task-next',
      'Check that the shared Tekton tasks are installed and may be read from this namespace, then rerun.'
    ),
  }),
  ParameterMissing: () => ({
    sentence: t('pages.run.reason.param-missing', 'The run did not give a param that the Pipeline requires.'),
    nextStep: editAndRerun(),
  }),
  ParameterTypeMismatch: () => ({
    sentence: t('pages.run.reason.param-type', 'A param has a different type than the Pipeline declares.'),
    nextStep: editAndRerun(),
  }),
  ObjectParameterMissKeys: () => ({
    sentence: t('pages.run.reason.param-keys', 'An object param lacks keys that the Pipeline requires.'),
    nextStep: editAndRerun(),
  }),
  InvalidParamValue: () => ({
    sentence: t('pages.run.reason.param-value', 'A param has a value that the Pipeline does not allow.'),
    nextStep: editAndRerun(),
  }),
  ParamArrayIndexingInvalid: () => ({
    sentence: t('pages.run.reason.param-index', 'The Pipeline asks for an element that an array param does not have.'),
    nextStep: editAndRerun(),
  }),
  InvalidMatrixParameterTypes: () => ({
    sentence: t('pages.run.reason.matrix', 'A matrix of the Pipeline got a param of a type that it cannot fan out.'),
    nextStep: editAndRerun(),
  }),
  InvalidWorkspaceBindings: () => ({
    sentence: t(
      'pages.run.reason.workspace',
      'A workspace that the Pipeline needs was not given, or not in a way that it can use.'
    ),
    nextStep: t('pages.run.reason.workspace-next', 'Give it under "advanced" with "Edit and rerun".'),
  }),
  RequiredWorkspaceMarkedOptional: () => ({
    sentence: t(
      'pages.run.reason.workspace-optional',
      'A Task needs a workspace that the Pipeline declares as optional.'
    ),
    nextStep: pipelineNext(),
  }),
  InvalidTaskRunSpecs: () => ({
    sentence: t('pages.run.reason.task-run-specs', 'The run has settings for a task that the Pipeline does not have.'),
    nextStep: editAndRerun(),
  }),
  PipelineValidationFailed: () => ({
    sentence: t('pages.run.reason.validation', 'Tekton found that the Pipeline or the run is not valid.'),
    nextStep: pipelineNext(),
  }),
  PipelineInvalidGraph: () => ({
    sentence: t('pages.run.reason.graph', 'The order of the Pipeline’s tasks is not possible, for example a cycle.'),
    nextStep: pipelineNext(),
  }),
  InvalidTaskResultReference: () => ({
    sentence: t('pages.run.reason.result-reference', 'A task uses a result that an earlier task did not give.'),
    nextStep: pipelineNext(),
  }),
  InvalidPipelineResultReference: () => ({
    sentence: t('pages.run.reason.pipeline-result', 'The Pipeline promises a result that none of its tasks gave.'),
    nextStep: pipelineNext(),
  }),
  CouldntGetPipelineResult: () => ({
    sentence: t(
      'pages.run.reason.result',
      'A result of the Pipeline could not be read, mostly because its task failed.'
    ),
    nextStep: t('pages.run.reason.result-next', 'Read the log of the task that should give it.'),
  }),
  CELEvaluationFailed: () => ({
    sentence: t('pages.run.reason.cel', 'A condition in the Pipeline could not be evaluated.'),
    nextStep: pipelineNext(),
  }),
  ResourceVerificationFailed: () => ({
    sentence: t('pages.run.reason.verification', 'The signature of the Pipeline or of a Task could not be verified.'),
    nextStep: askAdmin(),
  }),
  CreateRunFailed: () => ({
    sentence: t(
      'pages.run.reason.create',
      'Tekton could not create a task’s run: often a quota, an admission policy or missing rights.'
    ),
    nextStep: askAdmin(),
  }),
  ...COULD_NOT,
};
