import { ConstantVariable, QueryVariable } from '@grafana/scenes';
import { VariableHide } from '@grafana/schema';

import { gpusBoard, overviewBoard } from '../panels/boards';
import { DIALECT_VARIABLE_NAMES, VARIABLE_DIALECT } from '../queries/dialect';
import { boardRow, boardVariables, startingChoices } from './boardScene';
import { DetectedLabel } from './detection';

const scope = { dialect: VARIABLE_DIALECT, namespace: '$namespace', variant: '$variant' };
const { variables } = overviewBoard({ scope });

test('each label of the dialect is a hidden variable, whatever the board says', () => {
  const labels = boardVariables(variables, 'p').filter((variable) => variable instanceof DetectedLabel);
  expect(labels.map(({ state }) => state.name).sort()).toEqual(Object.values(DIALECT_VARIABLE_NAMES).sort());
  expect(labels.every(({ state }) => state.hide === VariableHide.hideVariable && state.skipUrlSync)).toBe(true);
});

test('choices are asked of the chosen Prometheus and kept in the URL', () => {
  const choices = boardVariables(variables, 'p').filter((variable) => variable instanceof QueryVariable);
  expect(choices.map(({ state }) => state.name)).toEqual(['namespace', 'variant']);
  for (const { state } of choices) {
    expect(state).toMatchObject({ datasource: { type: 'prometheus', uid: 'p' } });
    expect(state.skipUrlSync).toBeFalsy();
  }
});

test('a page that is about one variant binds it, hidden and out of the URL', () => {
  const bound = boardVariables(variables, 'p', { bound: { namespace: 'ns', variant: 'v"1' } }).filter(
    (variable) => variable instanceof ConstantVariable
  );
  expect(bound.map(({ state }) => [state.name, state.value, state.hide, state.skipUrlSync])).toEqual([
    ['namespace', 'ns', VariableHide.hideVariable, true],
    ['variant', 'v"1', VariableHide.hideVariable, true],
  ]);
});

const options = ['NVIDIA A100', 'NVIDIA L40S', 'NVIDIA L40S-48Q'].map((label) => ({ label, value: label }));

test.each([
  ['L40S', ['NVIDIA L40S', 'NVIDIA L40S-48Q']],
  ['l40s', ['NVIDIA L40S', 'NVIDIA L40S-48Q']],
  ['H100', []],
  ['', []],
  ['  ', []],
  ['.*', []],
])('accelerators that contain "%s"', (contains, expected) => {
  expect(startingChoices(options, contains).map(({ label }) => label)).toEqual(expected);
});

test.each([
  ['L40S', ['NVIDIA L40S', 'NVIDIA L40S-48Q']],
  ['H100', ['$__all']],
  ['', ['$__all']],
])('the GPUs page starts with "%s"', (accelerator, expected) => {
  const gpus = gpusBoard({ scope: { dialect: VARIABLE_DIALECT } });
  const variable = boardVariables(gpus.variables, 'p', { startWith: { accelerator } }).find(
    ({ state }) => state.name === 'accelerator'
  );
  expect(variable instanceof QueryVariable && variable.getDefaultMultiState(options).value).toEqual(expected);
});

test('a table that has its row to itself fits its rows; beside another panel it is as high as that one', () => {
  const rows = [...overviewBoard({ scope }).rows, ...gpusBoard({ scope }).rows].map((row) => boardRow(row, 'p'));
  const fitting = rows.flatMap(({ state }) => state.items.filter((item) => item.state.fitsRows));
  expect(fitting.map(({ state }) => state.body.state.key)).toEqual(['fleet', 'gpu-nodes', 'gpu-ranking']);
});
