/** Whose some pods are that are known by name, and which model they serve: asked of the few whose GPUs are in view. */
import { ownersOf } from './fleetOwners';
import { M } from './metrics';
import { ON_POD } from './owners';
import { POD } from './ownership';
import { aggregate, matching, series, tag } from './promql';
import { quote, quoteRegex, type Dialect } from './selector';

interface NamedPod {
  namespace: string;
  pod: string;
}

/**
 * Series of value 1 by `namespace` and `pod`: those with a `variant` say whose the pod is and by which `source`, of which `name`
 * is a guess; those with a `model_name` what vLLM serves in it. A pod that is no workload's replica has no `variant`.
 *
 * @param pods one at least
 */
export function podHolders(dialect: Dialect, pods: readonly NamedPod[]): string {
  const any = (values: string[]) => [...new Set(values)].map(quoteRegex).join('|');
  const namespace = any(pods.map((one) => one.namespace));
  const these = pods
    .map((one) => tag(tag('vector(1)', 'namespace', quote(one.namespace)), 'pod', quote(one.pod)))
    .join(' or ');
  const owned = `(${ownersOf({ dialect, namespace }, these)} and ${ON_POD} (${these}))`;
  const running = series(M.running, [
    ...matching('namespace', namespace, true),
    ...matching('pod', any(pods.map((one) => one.pod)), true),
  ]);
  return `${owned} or ${aggregate('group', [...POD, 'model_name'], running)}`;
}
