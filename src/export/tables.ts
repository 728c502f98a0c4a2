/**
 * Measured runs as tidy tables: one row an observation, one column a variable (H. Wickham, Tidy Data, 2014). `run` joins
 * them.
 */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { KPIS, KPI_IDS } from '../domain/analysis/kpis';
import { SERIES_IDS, type SeriesId, type TimeSeries } from '../domain/analysis/types';
import { runId } from '../domain/run';
import { seriesAbout } from './seriesAbout';
import { column, type Column, type Table, type TextColumn } from './table';

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
  return {
    name: 'kpis',
    about: 'Figures of whole runs; their formulas are in the metadata',
    columns: [
      column.text(
        'run',
        RUN_ABOUT,
        rows.map(({ run }) => run)
      ),
      column.text(
        'kpi',
        'Id of the figure',
        rows.map(({ id }) => id)
      ),
      column.text(
        'title',
        'Its name',
        rows.map(({ id }) => KPIS[id].title)
      ),
      column.number(
        'value',
        'In the unit beside it',
        rows.map(({ value }) => value)
      ),
      column.text(
        'unit',
        UNIT_ABOUT,
        rows.map(({ id }) => KPIS[id].unit)
      ),
      column.number(
        'coverage',
        'Share of the window that was measured, 0 to 1, where it is told',
        rows.map((row) => row.coverage)
      ),
      column.number(
        'error',
        'How far off the value can be, either way, in its unit; empty: not known',
        rows.map(({ error }) => error)
      ),
      column.text(
        'problem',
        'Why the value is not to be relied on',
        rows.map(({ problem }) => problem)
      ),
      column.text(
        'source',
        'Where the value is from, when that is not what the formula names',
        rows.map(({ source }) => source)
      ),
      column.text(
        'why',
        'Why there is no value',
        rows.map(({ why }) => why)
      ),
    ],
  };
}

/** One row a run: what groups and labels of a plot are made of. */
export function runTable(analyses: readonly RunAnalysis[]): Table {
  const runs = analyses.map(({ run }) => run);
  const windows = analyses.map(({ measurements }) => measurements.window);
  const columns: Column[] = [
    column.text('run', RUN_ABOUT, runs.map(runId)),
    column.text(
      'namespace',
      'Namespace of the PipelineRun',
      runs.map(({ namespace }) => namespace)
    ),
    column.text(
      'name',
      'Name of the PipelineRun',
      runs.map(({ name }) => name)
    ),
    column.text(
      'uid',
      'Uid of the PipelineRun',
      runs.map(({ uid }) => uid)
    ),
    column.text(
      'experiment',
      'Experiment that it is a run of',
      runs.map(({ experiment }) => experiment)
    ),
    column.text(
      'mode',
      'static: replicas fixed; wva: the autoscaler at work',
      runs.map(({ mode }) => mode)
    ),
    column.text(
      'replicas',
      'Replicas, or least..most',
      runs.map(({ replicas }) => replicas)
    ),
    column.text(
      'phase',
      'How it ended',
      runs.map(({ phase }) => phase)
    ),
    column.text(
      'workload',
      'Workload under load, as namespace/name',
      runs.map(({ workload }) => `${workload.namespace}/${workload.variant}`)
    ),
    column.time(
      'started_at',
      'Start of the run, UTC',
      runs.map(({ startedAt }) => startedAt)
    ),
    column.time(
      'load_started_at',
      'Begin of the first load step, UTC',
      runs.map(({ loadStartedAt }) => loadStartedAt)
    ),
    column.time(
      'finished_at',
      'End of the run, UTC',
      runs.map(({ finishedAt }) => finishedAt)
    ),
    column.time(
      'window_from',
      'Begin of what the figures are about, UTC',
      windows.map(({ from }) => from)
    ),
    column.time(
      'window_to',
      'End of what the figures are about, UTC',
      windows.map(({ to }) => to)
    ),
    column.number(
      'step_s',
      'Resolution of the series, s',
      windows.map(({ stepSeconds }) => stepSeconds)
    ),
  ];
  return { name: 'runs', about: 'The runs', columns };
}

/** Ids of the series that any run has. */
export function exportedSeries(analyses: readonly RunAnalysis[]): SeriesId[] {
  return SERIES_IDS.filter((id) => analyses.some(({ measurements }) => (measurements.series[id] ?? []).length > 0));
}
