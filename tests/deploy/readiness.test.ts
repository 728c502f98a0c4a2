/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

import { READINESS_RULES } from '../../simulator/kube/rbac';
import { QUESTIONS, type Question } from '../../src/readiness/questions';

interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}

const [role] = parseAllDocuments(readFileSync('deploy/base/readiness/rights.yaml', 'utf8')).map(
  (document) => document.toJS() as { rules: PolicyRule[] }
);
const line = (group: string, resource: string, verbs: readonly string[], names: readonly string[] = []) =>
  `${[...verbs].sort().join()} ${group}/${resource} ${[...names].sort().join()}`.trim();
const granted = (role?.rules ?? []).flatMap(({ apiGroups, resources, verbs, resourceNames }) =>
  apiGroups.flatMap((group) => resources.map((resource) => line(group, resource, verbs, resourceNames)))
);

describe('the rights of readiness', () => {
  it('are those of the simulated cluster', () => {
    const simulated = READINESS_RULES.flatMap(({ group, resources, verbs, names }) =>
      resources.map((resource) => line(group, resource, verbs, names))
    );
    expect(granted.sort()).toEqual(simulated.sort());
  });

  it('are what the page asks for, and no more', () => {
    const asked = new Set(
      (Object.values(QUESTIONS) as Question[]).map(({ group, resource }) => `${group}/${resource}`).concat('/nodes')
    );
    expect(new Set(granted.map((one) => one.split(' ')[1]))).toEqual(asked);
  });

  it('write nothing, and see neither Secrets nor pods', () => {
    for (const { verbs, resources, apiGroups } of role?.rules ?? []) {
      expect(verbs.filter((verb) => !['list', 'watch'].includes(verb))).toEqual([]);
      expect(resources.filter((resource) => /secrets|pods|\*/.test(resource))).toEqual([]);
      expect(apiGroups).not.toContain('*');
    }
  });
});
