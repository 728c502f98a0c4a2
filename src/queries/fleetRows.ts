/**
 * The rows of tables of a fleet: one a variant that there is, found by who owns the pods that serve and by what WVA speaks
 * of; what it is called is in labels, its numbers are told apart by the label `series`.
 */
import { ROLE } from './catalogue/cluster';
import { ownersOf, servingOwners } from './fleetOwners';
import { M } from './metrics';
import { inNamespace } from './owners';
import { POD, VARIANT, led } from './ownership';
import { aggregate, asIs, series, tag } from './promql';
import { costs, heldByPod } from './runVariants';
import type { Scope } from './selector';
import { spokenOf } from './wvaSeries';

/** Replicas that were created, of a variant whose workload is gone. */
export const GONE = -1;

/**
 * Every variant of a fleet as a series of value 1, with the `model_name` that its pods serve; of several the first that
 * Prometheus has, of a variant that does not serve none. Variants whose workload is gone are among them.
 *
 * @param owners series that lead pods to their variant
 */
export function modelsOfVariants(s: Scope, owners = servingOwners(s)): string {
  const serving = aggregate('group', [...POD, 'model_name'], series(M.running, inNamespace(s)));
  const named = aggregate('group', [...VARIANT, 'model_name'], led(serving, owners));
  return `(topk by (namespace, variant) (1, ${named}) or on (namespace, variant) ${spokenOf(s)})`;
}

/** Series by `namespace` and `variant` of the variants that there are, each with its model; what is of no variant is left out. */
export const withModel = (perVariant: string, models: string): string =>
  `(${perVariant}) * on (namespace, variant) group_left (model_name) ${models}`;

/** Puts {@link GONE} where the workload is gone of which WVA still speaks. */
export const orGone = (created: string, gone: string): string =>
  `(${created} or ${GONE} * group by (namespace, variant) (${gone}))`;

/** Sums over the variants of each model (`namespace`, `model_name`), for each `series`; what serves no model is left out. */
export const overModels = (perVariant: string, models: string): string =>
  `(${aggregate('sum', ['namespace', 'model_name', 'series'], withModel(perVariant, models))} unless on (model_name) vector(1))`;

/** GPUs that the pods of each variant hold now, those of a leader's workers among them. */
export function gpusOfVariants(s: Scope, owners = holders(s)): string {
  return aggregate('sum', VARIANT, led(heldByPod(s, asIs), owners));
}

/** Pods that hold a GPU serve, or will do soon. */
const holders = (s: Scope): string => ownersOf(s, aggregate('group', POD, heldByPod(s, asIs)));

/**
 * What is known of each variant beside its numbers, told apart by the label `series`: `gpus` that it holds, by what they are
 * (`modelName`), its `role` and its `cost`, each in the label that the cluster has it in.
 */
export function variantFacts(s: Scope): string {
  const labelled = series(M.podLabels, [...inNamespace(s), { label: ROLE, op: '!=', value: '' }]);
  const roles = aggregate('group', [...POD, ROLE], labelled);
  const perPod = `${tag(heldByPod(s, asIs), 'series', 'gpus')} or ${tag(roles, 'series', 'role')}`;
  const known = aggregate('sum', [...VARIANT, 'modelName', ROLE, 'series'], led(perPod, holders(s)));
  return `${known} or ${tag(costs(s, asIs), 'series', 'cost')}`;
}
