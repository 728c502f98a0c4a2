/** The service accounts that the cluster's policy lets runs be started under. */
import { RUNS_POLICY } from '../constants';
import { array, decodeWith, maybe, object, string } from './decoder';

const Policy = object({
  spec: object({ variables: maybe(array(object({ name: string, expression: string }))) }),
});
/** A list of texts in the Common Expression Language, with nothing to work out. */
const LIST = /^\[\s*(?:'[^'\\]*'(?:\s*,\s*'[^'\\]*')*)?\s*\]$/;

/**
 * The accounts in the policy's variable, in its order.
 *
 * @returns undefined when the policy has no such variable, or works the list out
 * @throws DecodeError for what is no ValidatingAdmissionPolicy
 */
export function decodeAccounts(policy: unknown): string[] | undefined {
  const { variables = [] } = decodeWith(Policy, policy, 'ValidatingAdmissionPolicy').spec;
  const text = variables.find(({ name }) => name === RUNS_POLICY.accounts)?.expression.trim();
  return text !== undefined && LIST.test(text)
    ? [...text.matchAll(/'([^']*)'/g)].map(([, account = '']) => account)
    : undefined;
}
