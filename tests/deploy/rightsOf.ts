/** The rights that manifests give to an account, and those of the simulated cluster's accounts, in the same words. */
import type { Rule, Subject } from '../../simulator/kube/rbac';
import { ofKind, type Manifest } from './manifests';

interface PolicyRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}

/** One right a line: `verb group/resource in namespace [name]`. */
export function rightsOf(objects: Manifest[], user: string): string[] {
  const [, , namespace, name] = user.split(':');
  const bindings = [...ofKind(objects, 'RoleBinding'), ...ofKind(objects, 'ClusterRoleBinding')];
  return bindings.flatMap((binding) => {
    const subjects = binding.subjects as Array<{ kind: string; name: string; namespace?: string }>;
    if (!subjects.some((s) => s.kind === 'ServiceAccount' && s.name === name && s.namespace === namespace)) {
      return [];
    }
    const { kind, name: roleName } = binding.roleRef as { kind: string; name: string };
    const role = objects.find(
      (o) => o.kind === kind && o.metadata.name === roleName && o.metadata.namespace === binding.metadata.namespace
    );
    return (role?.rules as PolicyRule[]).flatMap((rule) =>
      rule.apiGroups.flatMap((group) =>
        rule.resources.flatMap((resource) =>
          rule.verbs.map((verb) => right(verb, group, resource, binding.metadata.namespace ?? '', rule.resourceNames))
        )
      )
    );
  });
}

const right = (verb: string, group: string, resource: string, namespace: string, names?: string[]) =>
  `${verb} ${group}/${resource} in ${namespace}${names ? ` [${names.join()}]` : ''}`;

export const rightsOfSubject = ({ rules }: Subject) =>
  rules.flatMap(({ namespaces, group, resources, verbs, names }: Rule) =>
    namespaces.flatMap((namespace) =>
      resources.flatMap((resource) => verbs.map((verb) => right(verb, group, resource, namespace, names)))
    )
  );
