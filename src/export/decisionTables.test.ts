import { explain } from '../domain/decisions/explained';
import type { Moment, VariantState } from '../domain/decisions/types';
import { START, testRun } from '../domain/analysis/testing';
import { effectiveThresholds } from '../domain/variant';
import { decisionTables } from './decisionTables';
import { rowCount, stackTables, type Table } from './table';

const STEP = 15;
const LIMITS = effectiveThresholds();
const base: VariantState = {
  desired: 1,
  hpaDesired: 1,
  hpaMax: 4,
  created: 1,
  ready: 1,
  reporting: 1,
  saturated: 0,
  spareKv: 0.5,
  spareQueue: 5,
  estimatedDemand: 0.4,
};
const short = { spareKv: 0.05 };
const asked = { ...short, desired: 2 };
const carried = { ...asked, hpaDesired: 2, created: 2 };
const states = [
  {},
  short,
  short,
  asked,
  carried,
  { ...carried, ready: 2, spareKv: 0.3 },
  { ...carried, ready: 2, spareKv: 0.3 },
];
const moments = states.map((change, i): Moment => ({ at: START + i * STEP * 1000, state: { ...base, ...change } }));
const range = { from: START, to: START + states.length * STEP * 1000 };
const run = testRun({ name: 'run-a', loadStartedAt: START });
const rowsOf = ({ columns }: Table) =>
  Array.from({ length: columns[0]!.values.length }, (_, i) =>
    Object.fromEntries(columns.map(({ name, values }) => [name, values[i]]))
  );

test('what happened, each hop and each compared value is a row', () => {
  const explained = explain(moments, range, { limits: LIMITS, stepSeconds: STEP });
  const [story, scalings, compared] = decisionTables(run, explained).map(rowsOf);
  expect(story!.map(({ elapsed_s: at, kind }) => [at, kind])).toEqual([
    [15, 'signal'],
    [45, 'decision'],
    [75, 'calm'],
    [75, 'replicas'],
  ]);
  expect(story![1]!.text).toContain('Scaled up 1 → 2');
  expect(scalings!.map(({ elapsed_s: at, replicas_to: to, hop, seconds }) => [at, to, hop, seconds])).toEqual([
    [45, 2, 'decide', 30],
    [45, 2, 'hpa', 15],
    [45, 2, 'create', 0],
    [45, 2, 'start', 15],
  ]);
  expect(compared).toHaveLength(3 * states.length);
  expect(compared![1]).toEqual({
    run: 'experiment-01/run-a',
    quantity: 'spareKv',
    metric: undefined,
    scaler: 'wva-v1',
    estimate: 'no',
    time: START + 15_000,
    elapsed_s: 15,
    value: 0.05,
    unit: 'share of cache',
    threshold: 0.1,
    scale_down_boundary: undefined,
  });
  expect(compared!.at(-1)).toMatchObject({ estimate: 'yes', value: 0.4, threshold: 0.85, scale_down_boundary: 0.7 });
});

test('what is not known is tables without rows that say why', () => {
  const tables = decisionTables(run, { why: 'Prometheus gave no answer' });
  expect(tables.map(({ name }) => name)).toEqual(['story', 'scalings', 'compared']);
  expect(tables.map(rowCount)).toEqual([0, 0, 0]);
  expect(tables.map(({ about }) => about)).toEqual(
    tables.map(() => expect.stringMatching(/Not known: Prometheus gave no/))
  );
});

test('tables of several runs stand below each other, and say of which nothing is known', () => {
  const other = testRun({ name: 'run-b', loadStartedAt: START });
  const explained = explain(moments, range, { limits: LIMITS, stepSeconds: STEP });
  const tables = [run, other].map((one) => decisionTables(one, explained));
  const both = stackTables(tables);
  expect(both.map(({ name }) => name)).toEqual(['story', 'scalings', 'compared']);
  both.forEach((table, i) => {
    expect(rowCount(table)).toBe(2 * rowCount(tables[0]![i]!));
    expect(new Set(table.columns.map(({ values }) => values.length)).size).toBe(1);
    expect(new Set(rowsOf(table).map((row) => row.run))).toEqual(
      new Set(['experiment-01/run-a', 'experiment-01/run-b'])
    );
    expect(table.about).toBe(tables[0]![i]!.about);
  });
  const [story] = stackTables([decisionTables(run, explained), decisionTables(other, { why: 'No answer' })]);
  expect(story?.about).toContain('Not known: No answer');
  expect(new Set(rowsOf(story!).map((row) => row.run))).toEqual(new Set(['experiment-01/run-a']));
});
