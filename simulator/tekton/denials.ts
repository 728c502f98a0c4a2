/** The refusals of Tekton's two admission webhooks. */
import { ApiError } from '../kube/status';

const denied = (webhook: string, message: string) =>
  new ApiError(400, 'BadRequest', `admission webhook "${webhook}" denied the request: ${message}`);

/** Of the webhook that fills in defaults: what it cannot decode or encode. */
export const mutationFailed = (why: string) => denied('webhook.pipeline.tekton.dev', `mutation failed: ${why}`);

/** What is wrong, and the field where it is. */
export interface Problem {
  why: string;
  fields: string[];
}

export const problem = (why: string, ...fields: string[]): Problem => ({ why, fields });
export const invalidValue = (why: string, ...fields: string[]): Problem => problem(`invalid value: ${why}`, ...fields);

/** Of the webhook that validates: one line a problem with all its fields, in the order of the alphabet (knative's FieldError). */
export function validationFailed(problems: Problem[]): ApiError {
  const fields = new Map<string, Set<string>>();
  for (const { why, fields: of } of problems) {
    fields.set(why, new Set([...(fields.get(why) ?? []), ...of]));
  }
  const lines = [...fields].map(([why, of]) => `${why}: ${[...of].sort().join(', ')}`);
  return denied('validation.webhook.pipeline.tekton.dev', `validation failed: ${lines.sort().join('\n')}`);
}
