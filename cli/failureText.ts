/** What failed and what to do next, in one line. */
import { isUserError, messageOf } from '../src/shared/errors';

export function failureText(error: unknown): string {
  if (!isUserError(error)) {
    return messageOf(error);
  }
  const { title, message, nextStep } = error;
  return `${title}: ${message.replace(/[.\s]+$/, '')}. ${nextStep}`;
}
