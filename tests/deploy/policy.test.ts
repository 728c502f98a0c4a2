/** @jest-environment node */
import path from 'node:path';

import fc from 'fast-check';

import { CREATE_CASES, PIPELINES, RUNNER, SCOPE_CASES, UPDATE_CASES, type PolicyCase } from '../cluster/policyCases';
import { documents, judgeAll, type AdmissionRequest, type Binding, type Policy } from './admission';

const FILES = ['scope', 'runs', 'startable'].map((name) => path.resolve('deploy/base/policy', `${name}.yaml`));
const POLICIES = FILES.flatMap((file) => documents<Policy>(file, 'ValidatingAdmissionPolicy'));
const BINDINGS = FILES.flatMap((file) => documents<Binding>(file, 'ValidatingAdmissionPolicyBinding'));
const RUNS = { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' };

const NOTHING = { messages: [], errors: [], rules: [] };

/** A field of later versions: a server of today drops it before any policy sees it. */
const LATER: PolicyCase = {
  name: 'a field of taskRunTemplate that does not exist yet',
  operation: 'CREATE',
  object: withTemplate({ hostPath: '/' }),
  refused: 'spec.taskRunTemplate.hostPath is refused. Allowed: serviceAccountName, podTemplate.',
};

function withTemplate(fields: object): Record<string, unknown> {
  const object = structuredClone(CREATE_CASES[0]?.object) as { spec: { taskRunTemplate: object } };
  Object.assign(object.spec.taskRunTemplate, fields);
  return object;
}

const judge = (request: AdmissionRequest) => judgeAll(POLICIES, BINDINGS, request, PIPELINES);
const requestOf = ({ operation, object, oldObject }: PolicyCase, user = RUNNER): AdmissionRequest => ({
  operation,
  user,
  resource: RUNS,
  object,
  oldObject,
});

function expectVerdict(request: AdmissionRequest, refused: string | undefined): void {
  const { messages, errors } = judge(request);
  expect(errors).toEqual([]);
  if (refused === undefined) {
    expect(messages).toEqual([]);
  } else {
    expect(messages).toContainEqual(expect.stringContaining(refused));
    // One cause, one message: the first is what the API server answers with.
    expect(messages).toHaveLength(1);
  }
}

describe('the policies of the runner', () => {
  it.each([...CREATE_CASES, LATER].map((c) => [c.refused ? 'refuse' : 'allow', c.name, c] as const))(
    '%s: %s',
    (_, __, c) => {
      expectVerdict(requestOf(c), c.refused);
    }
  );

  it.each(UPDATE_CASES.map((c) => [c.refused ? 'refuse' : 'allow', c.name, c] as const))(
    '%s a change: %s',
    (_, __, c) => expectVerdict(requestOf(c), c.refused)
  );

  it.each(SCOPE_CASES.map((c) => [c.refused ? 'refuse' : 'allow', c.name, c] as const))(
    '%s a write: %s',
    (_, __, c) => {
      const { operation, resource, subResource, refused } = c;
      const [run] = CREATE_CASES;
      const object = run?.object;
      const request = { operation, user: RUNNER, resource, subResource, object, oldObject: object };
      const { messages, errors } = judge(request);
      expect(errors).toEqual([]);
      expect(messages.join('\n')).toContain(refused ?? '');
      expect(messages.length > 0).toBe(refused !== undefined);
    }
  );

  it('leave everybody else alone', () => {
    for (const c of [...CREATE_CASES, ...UPDATE_CASES]) {
      expect(judge(requestOf(c, 'system:admin'))).toEqual(NOTHING);
      expect(judge(requestOf(c, 'system:serviceaccount:other:llmd-wva-runner'))).toEqual(NOTHING);
    }
  });

  it('let the runner ask about its own rights', () => {
    const resource = { group: 'authorization.k8s.io', version: 'v1', resource: 'selfsubjectaccessreviews' };
    expect(judge({ operation: 'CREATE', user: RUNNER, resource, object: {} })).toEqual(NOTHING);
  });

  it('refuse any field that nobody has allowed, wherever it stands', () => {
    const [allowed] = CREATE_CASES;
    const known = [
      ['pipelineRef', 'params', 'workspaces', 'timeouts', 'taskRunTemplate', 'taskRunSpecs', 'status', 'pipelineSpec'],
      ['serviceAccountName', 'podTemplate'],
      ['name', 'resolver'],
    ].flat();
    const field = fc.stringMatching(/^[a-zA-Z]{1,20}$/).filter((name) => !known.includes(name));
    fc.assert(
      fc.property(
        field,
        fc.constantFrom('spec', 'taskRunTemplate', 'pipelineRef'),
        fc.jsonValue(),
        (name, place, value) => {
          const object = structuredClone(allowed?.object) as { spec: Record<string, Record<string, unknown>> };
          const target = (place === 'spec' ? object.spec : object.spec[place]) as Record<string, unknown>;
          target[name] = value;
          expect(judge(requestOf({ name, operation: 'CREATE', object })).messages).not.toEqual([]);
        }
      )
    );
  });

  it('fail closed, and deny', () => {
    expect(POLICIES.map((p) => p.metadata.name).sort()).toEqual(BINDINGS.map((b) => b.spec.policyName).sort());
    for (const { spec } of POLICIES) {
      expect(spec.failurePolicy).toBe('Fail');
      expect(spec.matchConditions?.[0]?.expression).toBe(`request.userInfo.username == '${RUNNER}'`);
    }
    for (const { spec } of BINDINGS) {
      expect(spec.validationActions).toContain('Deny');
    }
  });

  it('demand no param of requests that are not about runs', () => {
    // Params are looked for before the conditions: with a wildcard, a missing one would stop all writes of the cluster.
    for (const { spec } of POLICIES.filter((p) => p.spec.paramKind)) {
      expect(spec.matchConstraints.resourceRules).toEqual([expect.objectContaining({ resources: ['pipelineruns'] })]);
    }
  });

  it('have a case for every rule, and a message that says what is allowed', () => {
    const requests: AdmissionRequest[] = [
      ...[...CREATE_CASES, LATER, ...UPDATE_CASES].map((c) => requestOf(c)),
      ...SCOPE_CASES.map((c) => ({ ...c, user: RUNNER, object: { spec: {} }, oldObject: { spec: {} } })),
    ];
    const hit = new Set(requests.flatMap((request) => judge(request).rules));
    const rules = POLICIES.flatMap((p) => p.spec.validations.map((v, i) => ({ id: `${p.metadata.name}/${i}`, ...v })));
    expect(rules.map(({ id }) => id).filter((id) => !hit.has(id))).toEqual([]);
    for (const { message } of rules) {
      expect(message).toMatch(/Allowed: |is refused/);
    }
  });
});
