/** Problems of a request, put where the form shows them. */
import { t } from '../../i18n/t';
import type { Pipeline } from '../../domain/pipeline';
import { totalSeconds } from '../../domain/loadProfile';
import { experimentOf, PARAMS } from '../../domain/params';
import { planOf } from '../../domain/plan';
import type { Problem } from '../../kube/problem';
import { validateRequest } from '../../kube/validate';
import { MAX_COMBINATIONS, tooManySteps } from '../../kube/validateLoad';
import { validateTimeouts } from '../../kube/validateTimeouts';
import { accountProblem } from './accounts';
import { formRequest, type RunFormValues } from './model';
import { scalingProblems } from './scaling';
import { profileOf, stepProblems, type StepDraft } from './steps';

/** What is wrong by place: the name of a value, or with its key or index, as in `timeouts.tasks` and `params.0`. */
export type FormErrors = Record<string, string>;

/**
 * What keeps the form from being reviewed; empty when nothing does. Rows of the step editor say theirs themselves.
 *
 * @param accounts that the cluster lets in; undefined: any
 */
export function formErrors(values: RunFormValues, pipeline: Pipeline, accounts?: string[]): FormErrors {
  // Steps are checked row by row: their YAML need not be written and read back on each key.
  const request = formRequest({ ...values, steps: values.steps && [] }, pipeline);
  const errors: FormErrors = {};
  for (const problem of validateRequest(request, pipeline)) {
    if (problem.severity === 'error') {
      place(errors, problem, values);
    }
  }
  if (values.steps) {
    const loadSeconds = totalSeconds(profileOf(values.steps));
    const plan = planOf(experimentOf(request.params, request.pipeline).resets, loadSeconds);
    validateTimeouts(request.timeouts, plan).forEach((problem) => place(errors, problem, values));
  }
  const account = accountProblem(values.serviceAccountName, accounts);
  if (account) {
    errors.serviceAccountName = account;
  }
  const steps = values.steps ? stepsProblem(values.steps) : undefined;
  if (steps) {
    errors.steps = steps;
  }
  if (values.scaling && Object.keys(scalingProblems(values.scaling)).length > 0) {
    errors.scaling = t('validate.form.numbers-replicas-need', 'The numbers of replicas need attention.');
  }
  return errors;
}

function stepsProblem(steps: StepDraft[]): string | undefined {
  if (steps.length === 0) {
    return t('validate.form.there-no-load', 'There is no load: add a step.');
  }
  if (steps.length > MAX_COMBINATIONS) {
    return tooManySteps(steps.length);
  }
  const bad = steps.findIndex((step) => Object.keys(stepProblems(step)).length > 0);
  return bad < 0
    ? undefined
    : t('validate.form.step-needs-attention', 'Step {{value}} needs attention.', { value: bad + 1 });
}

function place(errors: FormErrors, { field, message }: Problem, values: RunFormValues): void {
  const [, kind, name = ''] = /^(params|workspaces|timeouts)\.(.*?)(?:\[\d+\])?$/.exec(field) ?? [];
  switch (kind) {
    case 'params':
      errors[paramPlace(name, values)] = message;
      return;
    case 'workspaces':
      errors[`workspaces.${values.workspaces.findIndex((workspace) => workspace.name === name)}`] = message;
      return;
    case 'timeouts':
      errors[`timeouts.${name}`] = message;
      return;
    default:
      errors[field === 'experiment' || field === 'serviceAccountName' ? field : 'generateName'] = message;
  }
}

function paramPlace(name: string, values: RunFormValues): string {
  const i = values.params.findIndex((param) => param.name === name);
  if (i >= 0) {
    return `params.${i}`;
  }
  return name === PARAMS.loadSteps ? 'steps' : 'scaling';
}
