/**
 * Pipelines and runs of the shape that the lab has, made by hand beside the real Tekton, and read as the app reads them.
 *
 * @jest-environment jsdom
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';
import { filter, firstValueFrom, timeout } from 'rxjs';
import { parseAllDocuments } from 'yaml';

import { TektonDataSource } from '../../../src/datasource/DataSource';
import type { TektonSettings } from '../../../src/datasource/types';
import type { Run } from '../../../src/domain/run';
import type { PipelineRun } from '../../../simulator/tekton/types';
import { GrafanaProxy } from '../../contract/grafanaProxy';
import type { Manifest } from '../../deploy/manifests';
import { NAMESPACE } from '../policyCases';
import { admin, facts, finished, RUNS } from './lab';

jest.setTimeout(300_000);

const LAB = path.resolve('tests', 'cluster', 'lab');
const documents = (file: string) =>
  parseAllDocuments(readFileSync(path.join(LAB, file), 'utf8')).map((document) => document.toJS() as unknown);

let names: string[];
let source: TektonDataSource;

beforeAll(async () => {
  await admin.send('POST', '/api/v1/namespaces', { metadata: { name: 'pipelines' } });
  await admin.send('POST', `/api/v1/namespaces/${NAMESPACE}/serviceaccounts`, { metadata: { name: 'pipeline' } });
  for (const object of documents('pipelines.yaml') as Manifest[]) {
    expect(await admin.apply(object)).toMatchObject({ status: 201 });
  }
  const made: PipelineRun[] = await Promise.all(documents('runs.yaml').map((run) => admin.must('POST', RUNS, run)));
  names = made.map(({ metadata }) => metadata.name);

  const proxy = new GrafanaProxy(facts.open.url, 'Editor', facts.open.ca);
  proxy.tokens = { readerToken: facts.tokens.reader, runnerToken: facts.tokens.runner };
  setBackendSrv(proxy.asBackendSrv());
  const jsonData = { apiServer: facts.open.url, namespaces: [NAMESPACE], canStart: true };
  const settings = { uid: 'tekton', name: 'Tekton', type: 't', jsonData };
  source = new TektonDataSource(settings as unknown as DataSourceInstanceSettings<TektonSettings>);
});

test('its three Pipelines are read, with what their params default to', async () => {
  const found = (await source.pipelines(NAMESPACE)).items.filter(({ name }) => /^wva-.*load-test$/.test(name));
  expect(found.map(({ name }) => name)).toEqual([
    'wva-incremental-stepped-load-test',
    'wva-load-test',
    'wva-mixed-load-test',
  ]);
  for (const { params } of found) {
    expect(params.find(({ name }) => name === 'deployment-name')?.default).toMatch(/-decode$/);
  }
});

test('its thirteen runs are listed, run to their end, and are read with what they are', async () => {
  expect(names).toHaveLength(13);
  await Promise.all(names.map(finished));
  const listed = await firstValueFrom(
    source.runs().pipe(
      filter(({ runs }) => names.every((name) => runs.some((run) => run.name === name && run.phase === 'succeeded'))),
      timeout(60_000)
    )
  );
  expect(listed.error).toBeUndefined();
  const runs: Run[] = await Promise.all(names.map((name) => source.getRun({ namespace: NAMESPACE, name })));
  expect(runs.map(({ phase, serviceAccountName, managed }) => ({ phase, serviceAccountName, managed }))).toEqual(
    names.map(() => ({ phase: 'succeeded', serviceAccountName: 'pipeline', managed: false }))
  );
  const isOf = ({ name, experiment }: Run) => experiment !== undefined && name.startsWith(`${experiment}-`);
  expect(runs.filter((run) => !isOf(run))).toEqual([]);
  const [first] = runs;
  const tasks = await source.taskRuns(first!);
  expect(tasks.items.filter(({ pipelineTask }) => pipelineTask === 'load-test')).toHaveLength(4);
});
