/** A run over series written by hand: what each of its figures is then known. */
import { measureRun } from '../../src/measuring/measureRun';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { analysisOf } from '../../src/domain/analysis/measureKpis';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { DIALECTS } from '../../src/queries/dialect';
import { builtIns, interpolate } from '../../src/queries/grammar';
import type { Dialect } from '../../src/queries/selector';
import { askAsGrafana } from './askAsGrafana';
import { askInstant } from './promClient';
import type { FilledPrometheus, WrittenSeries } from './simulatedPrometheus';

/** `name{labels}` with a value that may depend on the seconds since the start. */
export function written(
  name: string,
  labels: Record<string, string>,
  value: number | ((seconds: number) => number | undefined)
): WrittenSeries {
  const text = Object.entries(labels).map(([label, one]) => `${label}="${one}"`);
  return { series: `${name}{${text.join(',')}}`, at: typeof value === 'number' ? () => value : value };
}

/** The run of a workload from the start of the history, so many seconds long. */
export async function runOver(
  world: FilledPrometheus,
  seconds: number,
  workload: AnalysedRun['workload'],
  dialect: Dialect = DIALECTS.openshift
): Promise<RunAnalysis> {
  const startedAt = world.start * 1000;
  const run: AnalysedRun = {
    namespace: workload.namespace,
    name: 'r',
    phase: 'succeeded',
    workload,
    startedAt,
    finishedAt: startedAt + seconds * 1000,
    loadStartedAt: startedAt,
    params: [],
    results: [],
    pruned: false,
  };
  return analysisOf(run, await measureRun(run, { ask: askAsGrafana(world.url), dialect, now: Date.now() }));
}

/** Values of a query at the end of the history, by the labels that tell them apart. */
export async function valuesOf(
  world: FilledPrometheus,
  query: string,
  label?: string
): Promise<Record<string, number>> {
  const answer = await askInstant(world.url, interpolate(query, builtIns(600)), world.end - 30);
  return Object.fromEntries(
    answer.map(({ labels, value }) => [label === undefined ? '' : (labels[label] ?? ''), Number(value.toFixed(6))])
  );
}
