/** Variables of a dashboard: its data sources, the labels that were detected, and what its board lets one choose. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { DATASOURCE_ID } from '../src/constants';
import type { BoardVariable } from '../src/panels/spec';
import { DIALECT_VARIABLE_NAMES, DIALECT_VARIABLE_QUERIES } from '../src/queries/dialect';
import type { Dialect } from '../src/queries/selector';

/** Name of the variable that holds the Prometheus data source. */
export const DATASOURCE_VARIABLE = 'datasource';
/** Name of the variable that holds the data source of the runs. */
export const TEKTON_VARIABLE = 'tekton';

export const PROMETHEUS = { type: 'prometheus', uid: `\${${DATASOURCE_VARIABLE}}` };
export const TEKTON = { type: DATASOURCE_ID, uid: `\${${TEKTON_VARIABLE}}` };

/** As the Prometheus data source's variable editor numbers its query types. */
const QUERY_TYPE = { labelValues: 1, queryResult: 3 } as const;

/** Grafana's default data source where it is a Prometheus, else the first one. */
export function prometheusVariable(): Builder<VariableModel> {
  return new DatasourceVariableBuilder(DATASOURCE_VARIABLE)
    .label('Data source')
    .description('The Prometheus that scrapes vLLM, WVA, the GPUs and kube-state-metrics')
    .type(PROMETHEUS.type)
    .current({ text: 'default', value: 'default', selected: true });
}

/** @param shown else it is only in the address */
export function tektonVariable(shown: boolean): Builder<VariableModel> {
  return new DatasourceVariableBuilder(TEKTON_VARIABLE)
    .label('Runs')
    .description('The Tekton data source whose runs are marked')
    .type(TEKTON.type)
    .hide(shown ? VariableHide.DontHide : VariableHide.HideVariable);
}

/** Hidden variables for those labels of the dialect that the text of panels and variables uses. */
export function dialectVariables(text: string): Array<Builder<VariableModel>> {
  return (Object.keys(DIALECT_VARIABLE_NAMES) as Array<keyof Dialect>)
    .filter((label) => text.includes(`\${${DIALECT_VARIABLE_NAMES[label]}}`))
    .map((label) => {
      const { query, regex } = DIALECT_VARIABLE_QUERIES[label];
      const variable = new QueryVariableBuilder(DIALECT_VARIABLE_NAMES[label])
        .description('Detected: which label names it in this data source')
        .datasource(PROMETHEUS)
        .query({ query, qryType: QUERY_TYPE.queryResult, refId: DIALECT_VARIABLE_NAMES[label] })
        .definition(query)
        .regex(regex)
        // The scrape does not change while one looks.
        .refresh(VariableRefresh.OnDashboardLoad)
        .sort(VariableSort.Disabled)
        .hide(VariableHide.HideVariable);
      // Another data source may speak otherwise: a shared address must not decide it.
      return { build: () => ({ ...variable.build(), skipUrlSync: true }) };
    });
}

/** A variable of the runs, whose order is theirs: the automatic choice first, then the newest. */
function runsVariable({ name, label, query, runs, hidden, initial }: BoardVariable): Builder<VariableModel> {
  const variable = new QueryVariableBuilder(name)
    .label(label)
    .datasource(TEKTON)
    .query({ refId: name, ...runs })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.Disabled)
    .multi(false)
    .includeAll(false)
    .hide(hidden ? VariableHide.HideVariable : VariableHide.DontHide);
  if (initial !== undefined) {
    variable.current({ selected: true, text: initial, value: initial });
  }
  return hidden ? { build: () => ({ ...variable.build(), skipUrlSync: true }) } : variable;
}

/** @returns a variable of the data source that its board asks */
export function boardVariable(variable: BoardVariable): Builder<VariableModel> {
  return variable.runs === undefined ? choiceVariable(variable) : runsVariable(variable);
}

function choiceVariable({
  name,
  label,
  query,
  regex,
  multi,
  includeAll,
  initial,
  hidden,
  listed,
}: BoardVariable): Builder<VariableModel> {
  const variable = new QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query({ query, qryType: queryType(query), refId: name })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(multi)
    .includeAll(includeAll);
  if (regex !== undefined) {
    variable.regex(regex);
  }
  if (hidden) {
    variable.hide(VariableHide.HideVariable);
  }
  if (includeAll && !listed) {
    // With all chosen a short matcher: a hundred names would make a long one.
    variable.allValue('.+');
  }
  const first = initial ?? (includeAll ? '$__all' : undefined);
  if (first !== undefined) {
    const text = first === '$__all' ? 'All' : first;
    variable.current({ selected: true, text: multi ? [text] : text, value: multi ? [first] : first });
  }
  // What follows from other choices is no choice of its own.
  return hidden ? { build: () => ({ ...variable.build(), skipUrlSync: true }) } : variable;
}

const queryType = (query: string): number =>
  query.startsWith('query_result(') ? QUERY_TYPE.queryResult : QUERY_TYPE.labelValues;
