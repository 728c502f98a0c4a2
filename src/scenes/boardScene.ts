/** From a Board to its parts in a scene: variables, rows. */
import { VariableRefresh, VariableSort } from '@grafana/data';
import { ConstantVariable, QueryVariable, type SceneVariable, type VariableValueOption } from '@grafana/scenes';
import { VariableHide } from '@grafana/schema';

import { fillRows, LINE_PARTS } from '../panels/fillRow';
import type { BoardVariable, Row } from '../panels/spec';
import { DIALECT_VARIABLE_NAMES } from '../queries/dialect';
import { BoardItem, BoardRow } from './BoardLayout';
import { detectedLabels } from './detection';
import { vizPanel } from './vizPanel';

const DETECTED = new Set<string>(Object.values(DIALECT_VARIABLE_NAMES));

/** Starts with the choices whose name contains a text, where the URL says nothing; with all of them when none does. */
class MatchingVariable extends QueryVariable {
  constructor(
    state: ConstructorParameters<typeof QueryVariable>[0],
    private readonly contains: string
  ) {
    super(state);
  }

  override getDefaultMultiState(options: VariableValueOption[]): ReturnType<QueryVariable['getDefaultMultiState']> {
    const matching = startingChoices(options, this.contains);
    return matching.length === 0
      ? { value: [ALL.value], text: [ALL.text] }
      : { value: matching.map((option) => String(option.value)), text: matching.map((option) => option.label) };
  }
}

const ALL = { value: '$__all', text: 'All' };

/** The options whose name contains the text, whatever its case; none for an empty text. */
export function startingChoices(options: VariableValueOption[], contains: string): VariableValueOption[] {
  const wanted = contains.trim().toLowerCase();
  return wanted === '' ? [] : options.filter((option) => option.label.toLowerCase().includes(wanted));
}

/**
 * The variables of a board. The labels of the dialect come from the shared detection in place of the board's own queries.
 *
 * @param bound values that the page has decided: hidden, not in the URL
 * @param startWith part of the choices to start with, where the URL says nothing
 */
export function boardVariables(
  variables: BoardVariable[],
  uid: string,
  { bound = {}, startWith = {} }: { bound?: Record<string, string>; startWith?: Record<string, string> } = {}
): SceneVariable[] {
  const choices = variables.filter((variable) => !DETECTED.has(variable.name));
  return [
    ...detectedLabels(uid),
    ...choices.map((variable) => {
      const value = bound[variable.name];
      return value === undefined
        ? queryVariable(variable, uid, startWith[variable.name])
        : boundVariable(variable, value);
    }),
  ];
}

function boundVariable({ name, label }: BoardVariable, value: string): SceneVariable {
  return new ConstantVariable({ name, label, value, hide: VariableHide.hideVariable, skipUrlSync: true });
}

function queryVariable(variable: BoardVariable, uid: string, startWith: string | undefined): SceneVariable {
  const state: ConstructorParameters<typeof QueryVariable>[0] = {
    name: variable.name,
    label: variable.label,
    datasource: { type: 'prometheus', uid },
    query: { query: variable.query, refId: variable.name },
    regex: variable.regex ?? '',
    hide: variable.hidden ? VariableHide.hideVariable : VariableHide.dontHide,
    isMulti: variable.multi,
    includeAll: variable.includeAll,
    defaultToAll: variable.includeAll && startWith === undefined,
    // With all chosen a short matcher: a hundred names would make a long one.
    allValue: variable.includeAll && !variable.listed ? '.+' : undefined,
    // What follows from other choices is no choice of its own.
    skipUrlSync: variable.hidden,
    refresh: VariableRefresh.onTimeRangeChanged,
    sort: VariableSort.naturalAsc,
    value: variable.multi ? [] : (variable.initial ?? ''),
  };
  return startWith === undefined ? new QueryVariable(state) : new MatchingVariable(state, startWith);
}

export function boardRow(row: Row, uid: string): BoardRow {
  // Beside another panel a table is as high as that one.
  const isAlone = row.panels.length === 1;
  const byWidth = fillRows(row);
  return new BoardRow({
    title: row.title,
    panels: row.panels,
    items: row.panels.map(
      ({ panel, height }, index) =>
        new BoardItem({
          body: vizPanel(panel, uid),
          spans: byWidth.map((spans) => spans[index] ?? LINE_PARTS),
          height,
          fitsRows: isAlone && panel.viz.kind === 'table',
          needs: panel.needs && { need: panel.needs, uid },
        })
    ),
  });
}
