/** The data source's queries as Explore sends them, against the simulator's Kubernetes API. */
import {
  CoreApp,
  dateTime,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { setBackendSrv, setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { firstValueFrom } from 'rxjs';

import { startSimulator, type RunningSimulator } from '../../simulator/main';
import { EXPERIMENT_PIPELINE } from '../../src/constants';
import { TektonDataSource } from '../../src/datasource/DataSource';
import type { TektonQuery, TektonSettings } from '../../src/datasource/types';
import { until } from '../cluster/until';
import { GrafanaProxy } from './grafanaProxy';
import { defaultRequest } from './startable';

const NAMESPACE = 'experiment-01';

let simulator: RunningSimulator;
let source: TektonDataSource;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, seedRuns: 3 });
  setBackendSrv(new GrafanaProxy(simulator.url, 'Editor').asBackendSrv());
  setTemplateSrv({ replace: (text: string) => text } as unknown as TemplateSrv);
  source = new TektonDataSource({
    uid: 'tekton',
    name: 'Tekton',
    type: 't',
    jsonData: { apiServer: simulator.url, namespaces: [NAMESPACE], canStart: true },
  } as unknown as DataSourceInstanceSettings<TektonSettings>);
});

afterAll(() => simulator.stop());

test('Explore shows runs to a query that says no type, and tasks as rows', async () => {
  const range = { from: dateTime(0), to: dateTime(Date.now() + 3_600_000), raw: { from: '', to: '' } };
  const ask = (...targets: Array<Partial<TektonQuery>>) =>
    firstValueFrom(source.query({ app: CoreApp.Explore, targets, range } as unknown as DataQueryRequest<TektonQuery>));

  const { data: runs } = await ask({ refId: 'A' });
  expect(runs).toEqual([expect.objectContaining({ refId: 'A', name: 'runs' })]);

  const { items } = await source.pipelines(NAMESPACE);
  const pipeline = items.find(({ name }) => name === EXPERIMENT_PIPELINE.name)!;
  const started = await source.createRun({ ...defaultRequest(pipeline), name: 'explored' }, { startedBy: 'ada' });
  await until('tasks of the run', async () => (await source.taskRuns(started)).items.length > 0);
  const { data: tasks } = await ask({ refId: 'B', queryType: 'taskRuns', ...started });
  expect(tasks).toEqual([expect.objectContaining({ refId: 'B', meta: { preferredVisualisationType: 'table' } })]);
  expect((tasks[0] as DataFrame).length).toBeGreaterThan(0);
  await source.cancelRun(started, 'Cancelled');
});
