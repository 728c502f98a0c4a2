/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

import { CONTROLLER_LOG_RULES, READER_USER } from '../../simulator/kube/rbac';
import { WVA_DEFAULTS } from '../../src/constants';

const read = (file: string) =>
  parseAllDocuments(readFileSync(`deploy/base/controller-log/${file}`, 'utf8')).map(
    (document) => document.toJS() as Record<string, unknown>
  );

describe('the rights to the controller’s log', () => {
  const [role, binding] = read('rights.yaml');

  it('are those of the simulated cluster, in WVA’s namespace', () => {
    expect(role).toMatchObject({
      kind: 'Role',
      rules: CONTROLLER_LOG_RULES.map(({ group, resources, verbs }) => ({ apiGroups: [group], resources, verbs })),
    });
    expect(read('kustomization.yaml')[0]).toMatchObject({ namespace: WVA_DEFAULTS.namespace });
    expect(CONTROLLER_LOG_RULES.flatMap(({ namespaces }) => namespaces)).toEqual([
      WVA_DEFAULTS.namespace,
      WVA_DEFAULTS.namespace,
    ]);
  });

  it('are the reader’s', () => {
    const [, , namespace, name] = READER_USER.split(':');
    expect(binding).toMatchObject({
      kind: 'RoleBinding',
      roleRef: { kind: 'Role', name: (role?.metadata as { name: string }).name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  });
});
