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

import { resolveRun } from '../../../src/assessment/resolveRun';
import { LABELS } from '../../../src/constants';
import { TektonDataSource } from '../../../src/datasource/DataSource';
import type { TektonSettings } from '../../../src/datasource/types';
import { windowOf } from '../../../src/domain/analysis/window';
import { diffParams } from '../../../src/domain/comparison/paramDiff';
import { peakRate, totalSeconds } from '../../../src/domain/loadProfile';
import { NAMING_PARAMS } from '../../../src/domain/comparison/trend';
import { FINISH_SECONDS, RESET_SECONDS } from '../../../src/domain/plan';
import type { Run } from '../../../src/domain/run';
import { named, repeatRequest } from '../../../src/experiment/repeat';
import type { PipelineRun } from '../../../simulator/tekton/types';
import { GrafanaProxy } from '../../contract/grafanaProxy';
import type { Manifest } from '../../deploy/manifests';
import { NAMESPACE } from '../policyCases';
import { until } from '../until';
import { admin, facts, finished, merge, RUNS, taskRuns } from './lab';

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

const VARIANT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
/** What each run is, most of it by the Pipeline's defaults: mode, replicas, load steps, highest rate (req/s), length (s). */
const LAB_RUNS: Record<string, [mode: string, replicas: string, steps: number, peak: number, seconds: number]> = {
  'stair-static-1': ['static', '1', 4, 2, 3600],
  'stair-static-4': ['static', '4', 4, 2, 3600],
  'stair-wva': ['wva', '1..12', 4, 2, 3600],
  'p1-ramp-up-static': ['static', '4', 4, 2, 3000],
  'p1-ramp-up-wva': ['wva', '1..12', 4, 2, 3000],
  'p2-spike-static': ['static', '4', 2, 1.1, 2100],
  'p2-spike-wva': ['wva', '1..12', 2, 1.1, 2100],
  'p3-burst-drain-static': ['static', '4', 3, 1, 3000],
  'p3-burst-drain-wva': ['wva', '1..12', 3, 1, 3000],
  'p4-sustained-static': ['static', '4', 1, 1, 3600],
  'p4-sustained-wva': ['wva', '1..12', 1, 1, 3600],
  'p5-mixed-static': ['static', '4', 1, 1, 3600],
  'p5-mixed-wva': ['wva', '1..12', 1, 1, 3600],
};
const refOf = (name: string) => ({ namespace: NAMESPACE, name });
const ADA = { startedBy: 'ada' };

describe('its thirteen runs', () => {
  let runs: Run[];
  const of = (experiment: string): Run => runs.find((run) => run.experiment === experiment)!;

  beforeAll(async () => {
    await Promise.all(names.map(finished));
    runs = await Promise.all(names.map((name) => source.getRun(refOf(name))));
  });

  test('are followed by the list to their end', async () => {
    expect(names).toHaveLength(13);
    const listed = await firstValueFrom(
      source.runs().pipe(
        filter(({ runs: all }) =>
          names.every((name) => all.some((run) => run.name === name && run.phase === 'succeeded'))
        ),
        timeout(60_000)
      )
    );
    expect(listed.error).toBeUndefined();
  });

  test('are read with experiment, mode, replicas and load, though made by hand', () => {
    const read = runs.map((run) => {
      const { experiment = '', mode, replicas, loadProfile } = run;
      const load = loadProfile && [loadProfile.steps.length, peakRate(loadProfile), totalSeconds(loadProfile)];
      return [experiment, [mode, replicas, ...(load ?? [])]];
    });
    expect(Object.fromEntries(read)).toEqual(LAB_RUNS);
    for (const run of runs) {
      expect(run).toMatchObject({ phase: 'succeeded', serviceAccountName: 'pipeline', managed: false });
      expect(run.name.startsWith(`${run.experiment}-`)).toBe(true);
      // Beside the load the reset, and what comes after.
      expect(run.plannedSeconds).toBe(LAB_RUNS[run.experiment!]![4] + RESET_SECONDS + FINISH_SECONDS);
    }
  });

  test('are taken into the analysis, from their load to their end, with the workload of the defaults', async () => {
    for (const run of runs) {
      const subject = await resolveRun({ api: source, annotations: { list: async () => [] } }, run);
      expect(subject).toMatchObject({
        workload: { namespace: 'experiment-01', variant: VARIANT },
        experiment: run.experiment,
        mode: LAB_RUNS[run.experiment!]![0],
        pruned: false,
      });
      const loads = (await taskRuns(run.name)).filter(
        (one) => one.metadata.labels?.['tekton.dev/pipelineTask'] === 'load-test'
      );
      expect(loads).toHaveLength(run.loadProfile!.steps.length);
      const began = Math.min(...loads.map((one) => Date.parse(one.status!.startTime!)));
      const window = windowOf(subject, Date.now());
      expect([window.from, window.to]).toEqual([began, run.finishedAt]);
    }
  });

  test('are compared by the values that Tekton used', () => {
    const differing = (...experiments: string[]) =>
      diffParams(
        experiments.map((experiment) => of(experiment).params),
        NAMING_PARAMS
      ).differing.map(({ path, values }) => [path, ...values]);
    // One names the replicas, the other leaves them to the default.
    expect(differing('stair-static-1', 'stair-static-4')).toEqual([['initial-replicas', '1', '4']]);
    const paths = differing('stair-static-4', 'stair-wva').map(([path]) => path);
    expect(paths).toEqual(expect.arrayContaining(['initial-replicas', 'scaled-object']));
    expect(paths).toHaveLength(2);
    expect(differing('p5-mixed-wva', 'p5-mixed-wva')).toEqual([]);
  });

  test('are run again under their own account and stem: all as a dry run, one of each Pipeline to its end', async () => {
    for (const pipeline of new Set(runs.map((run) => run.pipeline!))) {
      const at = `/apis/tekton.dev/v1/namespaces/${NAMESPACE}/pipelines/${pipeline}`;
      await merge(at, { metadata: { labels: { [LABELS.startable]: 'true' } } });
    }
    const again = new Map<Run, ReturnType<typeof named>>();
    for (const run of runs) {
      again.set(run, named(await repeatRequest(source, run)));
    }
    // The policy looks at Pipelines by a watch, and knows the label after a moment.
    await until('the Pipelines to be startable', async () => {
      const tries = [...again.values()].map((request) => source.createRun(request, ADA, { dryRun: true }));
      return (await Promise.allSettled(tries)).every(({ status }) => status === 'fulfilled');
    });
    for (const experiment of ['stair-wva', 'p2-spike-static', 'p5-mixed-wva']) {
      const first = of(experiment);
      const { name } = await source.createRun(again.get(first)!, ADA);
      expect(name.startsWith(`${experiment}-`)).toBe(true);
      await finished(name);
      const second = await source.getRun(refOf(name));
      expect(second).toMatchObject({
        phase: 'succeeded',
        managed: true,
        startedBy: 'ada',
        serviceAccountName: 'pipeline',
        experiment,
        variant: VARIANT,
      });
      expect(diffParams([first.params, second.params])).toMatchObject({ differing: [] });
    }
  });
});
