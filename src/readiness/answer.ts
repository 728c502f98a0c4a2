/** What became of a question to the cluster or to Prometheus: a value, or why there is none. */
import { t } from '../i18n/t';
import type { Verdict } from './verdict';

export type Answer<T> =
  | { kind: 'asking' }
  | { kind: 'found'; value: T }
  /** The cluster serves no such API, in a version that is known here. */
  | { kind: 'absent'; message: string }
  /** The account lacks a right; named as Kubernetes names it: `list nodes`. */
  | { kind: 'forbidden'; right: string }
  /** No answer, or one that cannot be read; with what to do about it, where that is known. */
  | { kind: 'failed'; message: string; next?: string };

export const ASKING: Answer<never> = { kind: 'asking' };

/**
 * The verdict on an answer that holds a value; the other kinds have verdicts of their own, so that a missing right is
 * never a cross.
 *
 * @param absent what it means that the API is not there; "missing" when left out
 */
export function onFound<T>(
  answer: Answer<T>,
  judge: (value: T) => Verdict,
  absent: (message: string) => Verdict = (message) => ({ state: 'missing', evidence: message })
): Verdict {
  switch (answer.kind) {
    case 'asking':
      return { state: 'asking', evidence: t('readiness.answer.asking', 'Waiting for the answer.') };
    case 'found':
      return judge(answer.value);
    case 'absent':
      return absent(answer.message);
    case 'forbidden':
      return {
        state: 'cannot-see',
        evidence: t('readiness.answer.forbidden', 'The account of the data source may not {{right}}.', {
          right: answer.right,
        }),
        next: {
          text: t('readiness.answer.grant', 'Grant the rights of the readiness role.'),
          command: 'kubectl apply --server-side -k deploy/base/readiness',
        },
      };
    case 'failed':
      return {
        state: 'cannot-see',
        evidence: answer.message,
        next: { text: answer.next ?? t('readiness.answer.retry', 'It is asked again by itself.') },
      };
  }
}

/** The value, where there is one. */
export function valueOf<T>(answer: Answer<T>): T | undefined {
  return answer.kind === 'found' ? answer.value : undefined;
}
