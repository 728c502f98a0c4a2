/**
 * Measured runs as tidy tables: one row an observation, one column a variable (H. Wickham, Tidy Data, 2014). `run` joins
 * them.
 */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { KPIS, KPI_IDS } from '../domain/analysis/kpis';
import { SERIES_IDS, type SeriesId, type TimeSeries } from '../domain/analysis/types';
import { runId } from '../domain/run';
import { seriesAbout } from './seriesAbout';
import { column, columnsOf, type Column, type Table, type TextColumn } from './table';

/** One row a sample. A time that was not measured has no row. */
export function seriesTable(analyses: readonly RunAnalysis[]): Table {
  const all = analyses.flatMap(({ run, measurements }) =>
    SERIES_IDS.flatMap((id) =>
      (measurements.series[id] ?? []).map((series) => ({
        run,
        id,
        series,
        warnings: measurements.warnings?.[id] ?? [],
      }))
    )
  );
  const run: string[] = [];
  const series: string[] = [];
  const time: number[] = [];
  const elapsed: number[] = [];
  const value: number[] = [];
  const unit: string[] = [];
  const labels = labelColumns(all.map((one) => one.series));
  const warning: Array<string | undefined> = [];
  const isWarned = all.some((one) => one.warnings.length > 0);
  for (const one of all) {
    const name = runId(one.run);
    const { unit: itsUnit } = seriesAbout(one.id);
    one.series.times.forEach((at, i) => {
      run.push(name);
      series.push(one.id);
      time.push(at);
      elapsed.push((at - one.run.loadStartedAt) / 1000);
      value.push(one.series.values[i] ?? NaN);
      unit.push(itsUnit);
      warning.push(one.warnings.join('; ') || undefined);
      labels.forEach(({ label, column: { values } }) => values.push(one.series.labels[label]));
    });
  }
  return {
    name: 'series',
    about: 'What was measured over time, one row a sample; a time without a row was not measured',
    columns: [
      column.text('run', RUN_ABOUT, run),
      column.text('series', 'Id of the series', series),
      ...labels.map((one) => one.column),
      column.time('time', 'Time of the sample, UTC', time),
      column.number('elapsed_s', 'Seconds since the first load step began', elapsed),
      column.number('value', 'In the unit beside it', value),
      column.text('unit', UNIT_ABOUT, unit),
      ...(isWarned ? [column.text('warning', 'What Prometheus warned of in the answer', warning)] : []),
    ],
  };
}

const RUN_ABOUT = 'Run, as namespace/name';
const UNIT_ABOUT = "Unit, where Grafana knows it by Grafana's id (s, percentunit, reqps, watt)";
const FIXED = ['run', 'series', 'time', 'elapsed_s', 'value', 'unit', 'warning'];

/** A column for each label that any of the series has; one that is named as a column of ours gets a prefix. */
function labelColumns(all: readonly TimeSeries[]): Array<{ label: string; column: TextColumn }> {
  const names = [...new Set(all.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const taken = new Set([...FIXED, ...names.filter((name) => !FIXED.includes(name))]);
  return names.map((label) => {
    let name = label;
    if (FIXED.includes(label)) {
      while (taken.has(name)) {
        name = `label_${name}`;
      }
      taken.add(name);
    }
    return { label, column: column.text(name, `Label ${label} of the series`, []) };
  });
}

/** One row a figure of a run; without a value the reason. */
export function kpiTable(analyses: readonly RunAnalysis[]): Table {
  const rows = analyses.flatMap(({ run, kpis }) => KPI_IDS.map((id) => ({ run: runId(run), id, ...kpis[id] })));
  const { text, number } = columnsOf(rows);
  return {
    name: 'kpis',
    about: 'Figures of whole runs; their formulas are in the metadata',
    columns: [
      text('run', RUN_ABOUT, ({ run }) => run),
      text('kpi', 'Id of the figure', ({ id }) => id),
      text('title', 'Its name', ({ id }) => KPIS[id].title),
      number('value', 'In the unit beside it', ({ value }) => value),
      text('unit', UNIT_ABOUT, ({ id }) => KPIS[id].unit),
      number('coverage', 'Share of the window that was measured, 0 to 1, where it is told', (row) => row.coverage),
      number('error', 'How far off the value can be, either way, in its unit; empty: not known', ({ error }) => error),
      text('problem', 'Why the value is not to be relied on', ({ problem }) => problem),
      text('source', 'Where the value is from, when that is not what the formula names', ({ source }) => source),
      text('why', 'Why there is no value', ({ why }) => why),
    ],
  };
}

/** One row a run: what groups and labels of a plot are made of. */
export function runTable(analyses: readonly RunAnalysis[]): Table {
  const run = columnsOf(analyses.map((one) => one.run));
  const window = columnsOf(analyses.map(({ measurements }) => measurements.window));
  const columns: Column[] = [
    run.text('run', RUN_ABOUT, runId),
    run.text('namespace', 'Namespace of the PipelineRun', ({ namespace }) => namespace),
    run.text('name', 'Name of the PipelineRun', ({ name }) => name),
    run.text('uid', 'Uid of the PipelineRun', ({ uid }) => uid),
    run.text('experiment', 'Experiment that it is a run of', ({ experiment }) => experiment),
    run.text('mode', 'static: replicas fixed; wva: the autoscaler at work', ({ mode }) => mode),
    run.text('replicas', 'Replicas, or least..most', ({ replicas }) => replicas),
    run.text('phase', 'How it ended', ({ phase }) => phase),
    run.text(
      'workload',
      'Workload under load, as namespace/name',
      ({ workload }) => `${workload.namespace}/${workload.variant}`
    ),
    run.time('started_at', 'Start of the run, UTC', ({ startedAt }) => startedAt),
    run.time('load_started_at', 'Begin of the first load step, UTC', ({ loadStartedAt }) => loadStartedAt),
    run.time('finished_at', 'End of the run, UTC', ({ finishedAt }) => finishedAt),
    window.time('window_from', 'Begin of what the figures are about, UTC', ({ from }) => from),
    window.time('window_to', 'End of what the figures are about, UTC', ({ to }) => to),
    window.number('step_s', 'Resolution of the series, s', ({ stepSeconds }) => stepSeconds),
  ];
  return { name: 'runs', about: 'The runs', columns };
}

/** Ids of the series that any run has. */
export function exportedSeries(analyses: readonly RunAnalysis[]): SeriesId[] {
  return SERIES_IDS.filter((id) => analyses.some(({ measurements }) => (measurements.series[id] ?? []).length > 0));
}
