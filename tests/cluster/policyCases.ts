/**
 * What the runner's admission policies allow and refuse: plain data, for the CEL evaluator of tests/deploy and for a real
 * API server.
 *
 * A case of CREATE is sent as it is. A case of UPDATE has the object as it was before; a real server gets that one from an
 * administrator, then the change from the runner. Objects are as Tekton's defaulting webhook leaves them, so that a server
 * without the webhook judges the same.
 */
export { NAMESPACE, PIPELINES, RUNNER, type PolicyCase } from './policyObjects';
export { CREATE_CASES } from './policyCreates';
export { SCOPE_CASES, UPDATE_CASES } from './policyChanges';
