/** Domain → Grafana's data frames. */
import { createDataFrame, FieldType, MappingType, type DataFrame, type ValueMapping } from '@grafana/data';
import { config } from '@grafana/runtime';

import { t } from '../i18n/t';
import { hasKnownRate, peakRate, summedRate } from '../domain/loadProfile';
import { PHASES, RUN_PHASES, type RunPhase, type TaskPhase } from '../domain/phase';
import type { Run, TaskRun } from '../domain/run';
import { runPath } from '../routes';

/** Colour of a phase on a panel. */
export const phaseColor = (phase: RunPhase | TaskPhase): string =>
  PHASES[phase].color === 'grey' ? 'text' : PHASES[phase].color;

/** In tables and timelines; the words are there, so colour is never alone. */
const phaseMappings = (): ValueMapping[] => [
  {
    type: MappingType.ValueToText,
    options: Object.fromEntries(
      [...RUN_PHASES, 'skipped' as const].map((phase, index) => [
        phase,
        { text: PHASES[phase].label(), color: phaseColor(phase), index },
      ])
    ),
  },
];

/** A phase in a table's cell: its word, in its colour. */
const phaseCell = () => ({ mappings: phaseMappings(), custom: { cellOptions: { type: 'color-text' } } });

/** Where the run's page is, with the sub-path that Grafana is served under. */
export const runUrl = (run: { namespace: string; name: string }): string => `${config.appSubUrl ?? ''}${runPath(run)}`;

/** A table: a row a run, the name linked to the run's page. Durations in seconds. */
export function runsFrame(refId: string, runs: Run[]): DataFrame {
  // Field links encode each value, so a cell's text cannot change the path.
  const link = `${config.appSubUrl ?? ''}${runPath({ namespace: 'NS', name: 'NAME' })}`
    .replace('NS', '${__data.fields.namespace:percentencode}')
    .replace('NAME', '${__data.fields.name:percentencode}');
  const text = textOf(runs);
  return createDataFrame({
    refId,
    name: 'runs',
    meta: { preferredVisualisationType: 'table' },
    fields: [
      time(
        'started',
        runs.map((run) => run.startedAt ?? run.createdAt)
      ),
      time(
        'finished',
        runs.map((run) => run.finishedAt)
      ),
      text('name', (run) => run.name, {
        links: [{ title: t('datasource.frame.open-run', 'Open the run'), url: link }],
      }),
      text('namespace', (run) => run.namespace),
      text('phase', (run) => run.phase, phaseCell()),
      text('reason', (run) => run.reason),
      text('experiment', (run) => run.experiment),
      text('mode', (run) => run.mode),
      text('variant', (run) => run.variant),
      text('pipeline', (run) => run.pipeline),
      text('started by', (run) => run.startedBy),
      number('duration', runs.map(durationSeconds), 's'),
      number(
        'planned',
        runs.map((run) => run.plannedSeconds),
        's'
      ),
      number(
        'peak rate',
        runs.map((run) => (run.loadProfile && hasKnownRate(run.loadProfile) ? peakRate(run.loadProfile) : undefined)),
        'reqps'
      ),
      text('uid', (run) => run.uid, { custom: { hidden: true } }),
      text('message', (run) => run.message),
    ],
  });
}

/** For the state timeline: a frame a TaskRun, from its start to its end, in the order of their starts. */
export function taskRunFrames(refId: string, taskRuns: TaskRun[]): DataFrame[] {
  return inOrder(taskRuns).map((task) => {
    const start = task.startedAt ?? task.createdAt;
    const ended = task.finishedAt === undefined ? [] : [task.finishedAt];
    return createDataFrame({
      refId,
      name: taskLabel(task, taskRuns),
      meta: { preferredVisualisationType: 'graph' },
      fields: [
        time('time', [start, ...ended]),
        {
          name: 'state',
          type: FieldType.string,
          // An explicit null ends the bar; without one it continues.
          values: [task.phase, ...ended.map(() => null)],
          config: { displayNameFromDS: taskLabel(task, taskRuns), mappings: phaseMappings() },
        },
      ],
    });
  });
}

/** The same as a table, a row a TaskRun: Explore draws no state timeline. Durations in seconds. */
export function taskRunsFrame(refId: string, taskRuns: TaskRun[]): DataFrame {
  const ordered = inOrder(taskRuns);
  const text = textOf(ordered);
  return createDataFrame({
    refId,
    name: 'tasks',
    meta: { preferredVisualisationType: 'table' },
    fields: [
      time(
        'started',
        ordered.map((task) => task.startedAt ?? task.createdAt)
      ),
      time(
        'finished',
        ordered.map((task) => task.finishedAt)
      ),
      text('task', (task) => taskLabel(task, taskRuns)),
      text('phase', (task) => task.phase, phaseCell()),
      text('reason', (task) => task.reason),
      number('duration', ordered.map(durationSeconds), 's'),
      text('pod', (task) => task.podName),
      text('message', (task) => task.message),
    ],
  });
}

const inOrder = (taskRuns: TaskRun[]): TaskRun[] =>
  [...taskRuns].sort((a, b) => (a.startedAt ?? a.createdAt) - (b.startedAt ?? b.createdAt));

/** Planned load in absolute time, as steps, from the start of the run. */
export function loadProfileFrame(refId: string, run: Run): DataFrame {
  const start = run.startedAt ?? run.createdAt;
  const points = run.loadProfile && hasKnownRate(run.loadProfile) ? summedRate(run.loadProfile) : [];
  return createDataFrame({
    refId,
    name: 'planned load',
    meta: { preferredVisualisationType: 'graph' },
    fields: [
      time(
        'time',
        points.map((point) => start + point.atSeconds * 1000)
      ),
      {
        name: 'planned load',
        type: FieldType.number,
        values: points.map((point) => point.rate),
        config: { unit: 'reqps', min: 0, custom: { lineInterpolation: 'stepAfter', fillOpacity: 10 } },
        labels: { run: run.name, namespace: run.namespace },
      },
    ],
  });
}

/** Of a matrix, the name that tells its TaskRuns apart. */
function taskLabel(task: TaskRun, all: TaskRun[]): string {
  const same = all.filter((other) => other.pipelineTask === task.pipelineTask);
  return same.length > 1
    ? `${task.pipelineTask} ${same.findIndex((other) => other.uid === task.uid) + 1}`
    : task.pipelineTask;
}

function durationSeconds({ startedAt, finishedAt }: Pick<Run, 'startedAt' | 'finishedAt'>): number | undefined {
  return startedAt === undefined || finishedAt === undefined ? undefined : (finishedAt - startedAt) / 1000;
}

/** Columns of text of a table whose rows are these; what a row does not have is empty. */
function textOf<Row>(rows: readonly Row[]) {
  return (name: string, value: (row: Row) => string | undefined, fieldConfig: object = {}) => ({
    name,
    type: FieldType.string,
    values: rows.map((row) => value(row) ?? ''),
    config: fieldConfig,
  });
}

function time(name: string, values: Array<number | undefined>) {
  return { name, type: FieldType.time, values: values.map((value) => value ?? null), config: {} };
}

function number(name: string, values: Array<number | undefined>, unit: string) {
  return { name, type: FieldType.number, values: values.map((value) => value ?? null), config: { unit } };
}
