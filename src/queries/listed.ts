/**
 * What there is to choose from in a time range: the namespaces that hold variants, and the variants of some of them. Those
 * that WVA speaks of, by the workload that their scaler leads to and whether it is there or not, and workloads whose pods
 * vLLM runs in, by their owners: a cluster without WVA has its list too.
 */
import { servingOwners } from './fleetOwners';
import { M } from './metrics';
import { POD, VARIANT, asVariant, podMatchers, variantByName } from './ownership';
import { inNamespace } from './owners';
import { aggregate, series, type Read } from './promql';
import type { Scope } from './selector';
import { spokenOf, targets } from './wvaSeries';

/** A variable's query, and what it takes of the answer. */
interface VariableQuery {
  query: string;
  regex: string;
}

/** At any time of the range, up to its end. */
const within: Read = (selector) => `last_over_time(${selector}[$__range])`;

/** A variable with the namespaces that hold variants. */
export function namespacesQuery(dialect: Scope['dialect']): VariableQuery {
  const all: Scope = { dialect };
  const serving = within(series(M.running, podMatchers(all)));
  return ofLabel('namespace', aggregate('group', ['namespace'], `${spokenOf(all, within)} or ${serving}`));
}

/** A variable with the variants of the namespaces in scope. */
export function variantsQuery(s: Pick<Scope, 'dialect' | 'namespace'>): VariableQuery {
  return ofLabel('variant', listedVariants(s));
}

/**
 * The variants of a range, as series of value 1. Owners are asked at its end; of pods that are gone by then the name tells,
 * and counts where a workload is called so.
 */
export function listedVariants(s: Pick<Scope, 'dialect' | 'namespace'>): string {
  const named = variantByName(aggregate('group', POD, within(series(M.running, podMatchers(s)))));
  const workloads = [
    asVariant(within(series(M.created, inNamespace(s))), 'deployment'),
    asVariant(within(series(M.statefulCreated, inNamespace(s))), 'statefulset'),
    targets(s, within),
  ].map((each) => aggregate('group', VARIANT, each));
  const confirmed = `(${aggregate('group', VARIANT, named)} and on (namespace, variant) (${workloads.join(' or ')}))`;
  return aggregate('group', VARIANT, `${spokenOf(s, within)} or ${servingOwners(s)} or ${confirmed}`);
}

const ofLabel = (label: string, expr: string): VariableQuery => ({
  query: `query_result(${expr})`,
  regex: `/${label}="([^"]+)"/`,
});
