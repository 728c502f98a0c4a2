/** Template variables: namespaces, pipelines, experiments and runs. */
import {
  createDataFrame,
  CustomVariableSupport,
  FieldType,
  type DataQueryRequest,
  type DataQueryResponse,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { from, type Observable } from 'rxjs';

import { loadStart } from '../domain/analysedRun';
import { PHASES } from '../domain/phase';
import { isExperiment, runId, type Run } from '../domain/run';
import { AUTOMATIC, runFacts, shownRun, type RunFact, type ShownRange } from '../domain/shownRun';
import { t } from '../i18n/t';
import type { EditedSource } from './editorProps';
import { matches } from './queries';
import type { RunsSnapshot, TektonApi, TektonQuery, TektonSettings, TektonVariableQuery } from './types';
import { VariableQueryEditor } from './VariableQueryEditor';

interface VariableApi extends Pick<TektonApi, 'namespaces' | 'pipelines' | 'hydrate' | 'taskRuns'> {
  /** The runs as they are known now. */
  snapshot: () => Promise<RunsSnapshot>;
}

export class TektonVariables extends CustomVariableSupport<
  EditedSource,
  TektonVariableQuery,
  TektonQuery,
  TektonSettings
> {
  editor = VariableQueryEditor;

  constructor(private readonly api: VariableApi) {
    super();
  }

  query(request: DataQueryRequest<TektonVariableQuery>): Observable<DataQueryResponse> {
    return from(this.answer(request));
  }

  private async answer({
    targets,
    scopedVars,
    range,
  }: DataQueryRequest<TektonVariableQuery>): Promise<DataQueryResponse> {
    const replace = (text: string | undefined) => text && getTemplateSrv().replace(text, scopedVars, 'csv');
    const [query] = targets;
    const options = query === undefined ? [] : await variableOptions(this.api, query, replace, shownRange(range));
    const field = (name: 'text' | 'value') => ({
      name,
      type: FieldType.string,
      config: {},
      values: options.map((o) => o[name]),
    });
    return { data: [createDataFrame({ refId: query?.refId, fields: [field('text'), field('value')] })] };
  }
}

interface Option {
  text: string;
  value: string;
}

/** The values of a variable, in order, without repeats. The value of a run is its name. */
export async function variableOptions(
  api: VariableApi,
  query: TektonVariableQuery,
  replace: (text: string | undefined) => string | undefined = (text) => text,
  range?: ShownRange
): Promise<Option[]> {
  switch (query.kind) {
    case 'namespaces':
      return options(api.namespaces);
    case 'pipelines':
      return options(await pipelineNames(api, replace(query.namespace)));
    case 'experiments': {
      const { runs } = await api.snapshot();
      const namespace = replace(query.namespace);
      return options(runs.filter((run) => matches(run, { namespace })).flatMap((run) => run.experiment ?? []));
    }
    case 'runs': {
      const { runs } = await api.snapshot();
      const [namespace, experiment] = [replace(query.namespace), replace(query.experiment)];
      const found = runs.filter((run) => matches(run, { namespace, experiment }));
      return found.map((run) => ({ text: namespace ? run.name : runId(run), value: run.name })); // newest first
    }
    case 'shownRuns':
      return shownRuns(await api.snapshot());
    case 'runFact':
      return [await runFact(api, query.fact, replace(query.run) ?? AUTOMATIC, range ?? LAST_HOUR())];
    default:
      return [];
  }
}

/** More runs than these are no choice. */
const MOST_SHOWN = 200;

function shownRuns({ runs }: RunsSnapshot): Option[] {
  const found = runs.filter(isExperiment).slice(0, MOST_SHOWN);
  return [
    { text: t('datasource.variable.automatic', 'In progress, else the newest'), value: AUTOMATIC },
    ...found.map((run) => ({ text: `${run.name} (${PHASES[run.phase].label()})`, value: runId(run) })),
  ];
}

async function runFact(api: VariableApi, fact: RunFact, choice: string, range: ShownRange): Promise<Option> {
  const { runs, clockSkewMs } = await api.snapshot();
  const summary = shownRun(runs, choice, range);
  const [run] = summary ? await api.hydrate([summary]) : [];
  const otherwise = t('datasource.variable.no-run', 'no run: the time shown');
  const loadStartedAt = run && fact === 'seconds' ? await whenLoadBegan(api, run) : undefined;
  const value = runFacts(run, { now: Date.now() + clockSkewMs, range, otherwise, loadStartedAt })[fact];
  return { text: value, value };
}

/** Undefined where the run's tasks cannot be read, or do not tell. */
async function whenLoadBegan(api: VariableApi, run: Run): Promise<number | undefined> {
  const tasks = await api.taskRuns(run).catch(() => undefined);
  return tasks && loadStart(tasks.items, run.loadProfile?.steps.length ?? 0);
}

function shownRange(range: DataQueryRequest['range'] | undefined): ShownRange | undefined {
  return range && { from: range.from.valueOf(), to: range.to.valueOf(), isFixed: typeof range.raw.to !== 'string' };
}

const LAST_HOUR = (): ShownRange => ({ from: Date.now() - 3600_000, to: Date.now(), isFixed: false });

async function pipelineNames(api: VariableApi, wanted: string | undefined): Promise<string[]> {
  const chosen = (wanted ?? '').split(',').filter((name) => api.namespaces.includes(name));
  const lists = await Promise.all((wanted ? chosen : api.namespaces).map((namespace) => api.pipelines(namespace)));
  return lists.flatMap(({ items }) => items).map((pipeline) => pipeline.name);
}

function options(names: string[]): Option[] {
  return [...new Set(names)].sort().map((name) => ({ text: name, value: name }));
}
