/** What boards let their user choose. */
import { t } from '../i18n/t';
import { podsVariable } from '../queries/owners';
import { acceleratorsQuery, modelsQuery } from '../queries/dialect';
import { namespacesQuery, variantsQuery } from '../queries/listed';
import { AUTOMATIC, RUN_FACTS, type RunFact } from '../domain/shownRun';
import { overRun } from '../queries/overRun';
import type { Scope } from '../queries/selector';
import type { BoardVariable } from './spec';

/** Namespace and variant, and the model and the accelerator where the scope asks for them. */
export function variantVariables({ dialect, model, accelerator, pods }: Scope): BoardVariable[] {
  const namespace = '$namespace';
  return [
    choice('namespace', t('boards.variable.namespace', 'Namespace'), namespacesQuery(dialect), false),
    ...(model === undefined
      ? []
      : [choice('model', t('boards.variable.model', 'Model'), modelsQuery({ dialect, namespace }), true)]),
    choice('variant', t('boards.variable.variant', 'Variant'), variantsQuery({ dialect, namespace }), false),
    ...(pods === undefined ? [] : [{ ...POD_CHOICE, ...podsVariable({ dialect, namespace, variant: '$variant' }) }]),
    ...(accelerator === undefined ? [] : [acceleratorVariable()]),
  ];
}

/** Not a choice: the pods that belong to the chosen variant, so that every panel asks of these. */
const POD_CHOICE = {
  name: 'pods',
  label: t('boards.variable.pods', 'Pods'),
  hidden: true,
  multi: true,
  includeAll: true,
  listed: true,
} as const;

/** What a dashboard of a run shows: the run, a choice; and, not shown, what queries have to know of it. */
export function runVariables({ dialect }: Pick<Scope, 'dialect'>): BoardVariable[] {
  const fixed = { multi: false, includeAll: false };
  const fact = (name: string, of: RunFact): BoardVariable => ({
    ...fixed,
    name,
    label: of,
    hidden: true,
    query: `${of} of $run`,
    runs: { kind: 'runFact', run: '$run', fact: of },
  });
  const { query, regex } = podsVariable({ dialect, namespace: RUN_SCOPE.namespace, variant: RUN_SCOPE.variant });
  return [
    {
      ...fixed,
      name: 'run',
      label: t('boards.variable.run', 'Run'),
      query: 'runs',
      runs: { kind: 'shownRuns' },
      initial: AUTOMATIC,
    },
    ...RUN_FACTS.map((of) => fact(`run_${of}`, of)),
    { ...POD_CHOICE, name: 'run_pods', query: overRun(query), regex },
  ];
}

/** The workload of the run that is shown. */
export const RUN_SCOPE = { namespace: '$run_namespace', variant: '$run_variant', pods: '$run_pods' } as const;

/** Any number of the namespaces that hold variants. */
export const namespacesVariable = ({ dialect }: Scope): BoardVariable =>
  choice('namespace', t('boards.variable.namespace', 'Namespace'), namespacesQuery(dialect), true);

/** @param initial `modelName` to start with; all without it, or where there is none */
export const acceleratorVariable = (initial?: string): BoardVariable => ({
  ...choice('accelerator', t('boards.variable.accelerator', 'Accelerator'), acceleratorsQuery(), true),
  initial,
});

/** @param all any number may be chosen, and all of them at once; else one */
export function choice(
  name: string,
  label: string,
  query: string | Pick<BoardVariable, 'query' | 'regex'>,
  all: boolean
): BoardVariable {
  return { name, label, ...(typeof query === 'string' ? { query } : query), multi: all, includeAll: all };
}
