/**
 * Pipelines and runs of the shape that the lab has, made by hand beside the real Tekton, and read as the app reads them.
 *
 * @jest-environment ./tests/contract/browserWithNode.js
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
import { KPI_IDS } from '../../../src/domain/analysis/kpis';
import type { RunAnalysis } from '../../../src/domain/analysis/runAnalysis';
import { windowOf } from '../../../src/domain/analysis/window';
import { checkGate } from '../../../src/domain/comparison/checkGate';
import { delta } from '../../../src/domain/comparison/deltas';
import { LAB_GATES } from '../../../src/domain/comparison/gates';
import { rankings } from '../../../src/domain/comparison/headline';
import { diffParams } from '../../../src/domain/comparison/paramDiff';
import { peakRate, totalSeconds } from '../../../src/domain/loadProfile';
import { NAMING_PARAMS } from '../../../src/domain/comparison/trend';
import { FINISH_SECONDS, RESET_SECONDS } from '../../../src/domain/plan';
import type { Run } from '../../../src/domain/run';
import { isByWva } from '../../../src/domain/scaler';
import { named, repeatRequest } from '../../../src/experiment/repeat';
import type { PipelineRun } from '../../../simulator/tekton/types';
import { GrafanaProxy } from '../../contract/grafanaProxy';
import type { Manifest } from '../../deploy/manifests';
import { NAMESPACE } from '../policyCases';
import { until } from '../until';
import { admin, create, facts, finished, merge, taskRuns } from './lab';
import { analysed, historyOf, isWithin, latenciesOf, missingPrograms, MOST_REPLICAS, type History } from './labHistory';

jest.setTimeout(300_000);

const LAB = path.resolve('tests', 'cluster', 'lab');
const documents = (file: string) =>
  parseAllDocuments(readFileSync(path.join(LAB, file), 'utf8')).map((document) => document.toJS() as unknown);

/** Load of so many seconds has enough scrapes to be measured; that of the mixed runs ends after a moment. */
const LOAD_SECONDS = 60;
const isShort = (name: string) => name.startsWith('p5-mixed-');

let names: string[];
let source: TektonDataSource;

beforeAll(async () => {
  await admin.send('POST', '/api/v1/namespaces', { metadata: { name: 'pipelines' } });
  await admin.send('POST', `/api/v1/namespaces/${NAMESPACE}/serviceaccounts`, { metadata: { name: 'pipeline' } });
  for (const object of documents('pipelines.yaml') as Manifest[]) {
    expect(await admin.apply(object)).toMatchObject({ status: 201 });
  }
  const made: PipelineRun[] = await Promise.all(
    (documents('runs.yaml') as Array<{ metadata: { generateName: string } }>).map((run) =>
      create(run, isShort(run.metadata.generateName) ? {} : { 'load-test': { seconds: LOAD_SECONDS } })
    )
  );
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

const missing = missingPrograms();
/** In CI a part that does not run is a hole. */
const measured = missing.length === 0 || process.env.CLUSTER_SUITE === 'required' ? describe : describe.skip;
if (measured === describe.skip) {
  process.stdout.write(
    `The figures of the lab's runs are not measured: ${missing.join(' and ')} not found on the PATH.\n`
  );
}

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

  measured('are measured', () => {
    const analyses = new Map<string, { history: History; analysis: RunAnalysis }>();
    const kpisOf = (experiment: string) => analyses.get(experiment)!.analysis.kpis;

    beforeAll(async () => {
      for (const run of runs) {
        const subject = await resolveRun({ api: source, annotations: { list: async () => [] } }, run);
        const history = historyOf(subject);
        analyses.set(run.experiment!, { history, analysis: await analysed(subject, history) });
      }
    });

    test.each(Object.keys(LAB_RUNS))('%s, by the pods that it had, in the time of its load', (experiment) => {
      const { history, analysis } = analyses.get(experiment)!;
      const { measurements: m, kpis, run } = analysis;
      expect(run.workload).toEqual({ namespace: 'experiment-01', variant: VARIANT });
      expect([m.window.from, m.window.to]).toEqual([run.loadStartedAt, of(experiment).finishedAt]);
      expect([m.problems, m.ownership]).toEqual([[], { pods: history.pods, sources: ['owner'] }]);
      const { 'replicas-mean': ready, 'requests-served': served, 'requests-failed': failed } = kpis;
      expect([served, isWithin(served, history.requests)]).toEqual([served, true]);
      expect(failed).toMatchObject({ value: 0, error: 0 });
      // In a moment of load a replica that is added may be ready between two looks.
      const mayBe =
        isShort(experiment) && isByWva(run.mode) ? ready.value! >= 1 && ready.value! <= MOST_REPLICAS : false;
      expect([ready, mayBe || isWithin(ready, history.ready)]).toEqual([ready, true]);
      expect(KPI_IDS.filter((id) => !Number.isFinite(kpis[id].value) && !kpis[id].why)).toEqual([]);
    });

    test('those that are scaled by when they were, static ones as not scaled', () => {
      for (const [experiment, [mode, replicas]] of Object.entries(LAB_RUNS)) {
        const kpis = kpisOf(experiment);
        const isScaled = mode === 'wva';
        expect([experiment, kpis['gap-total'].applies]).toEqual([experiment, isScaled ? undefined : false]);
        if (!isShort(experiment)) {
          const peak = isScaled ? MOST_REPLICAS : Number(replicas);
          expect([experiment, kpis['replicas-peak'].value]).toEqual([experiment, peak]);
          expect([experiment, kpis['scale-ups'].value]).toEqual([experiment, isScaled ? 1 : 0]);
          // The time from what WVA wants to what is ready is a third of the window.
          const { from, to } = analyses.get(experiment)!.analysis.measurements.window;
          const gap = kpis['gap-total'];
          expect([experiment, gap, !isScaled || isWithin(gap, (to - from) / 3000)]).toEqual([experiment, gap, true]);
        }
      }
    });

    test('and compared: who had more replicas, who was faster, who cost less', () => {
      const three = ['stair-static-1', 'stair-static-4', 'stair-wva'];
      const members = three.map((experiment) => analyses.get(experiment)!.analysis);
      const [one, four, wva] = members.map(({ kpis }) => kpis);
      expect(delta('replicas-mean', [four!['replicas-mean']], [one!['replicas-mean']])).toMatchObject({ absolute: 3 });
      const ranked = rankings(members.map((member) => ({ members: [member] })));
      expect(ranked.map(({ id, places }) => [id, ...places.map(({ index }) => three[index])])).toEqual([
        ['latency', 'stair-static-4', 'stair-wva', 'stair-static-1'],
        ['gpu-hours', 'stair-static-1', 'stair-wva', 'stair-static-4'],
        ['efficiency', 'stair-static-1', 'stair-wva', 'stair-static-4'],
      ]);
      for (const { run, kpis } of members) {
        const share = kpis['ttft-p99'].value! / latenciesOf(run).ttft;
        expect([share > 0.98, share <= 1]).toEqual([true, true]);
      }
      const outcomes = (side: typeof one, baseline: typeof one) =>
        LAB_GATES.map((gate) => `${gate.kpi} ${checkGate(gate, [side!], [baseline!]).outcome}`);
      const [sameEnd, noErrors] = ['e2e-p99 passed', 'error-rate passed'];
      expect(outcomes(wva, four)).toEqual(['ttft-p99 failed', sameEnd, noErrors, 'requests-per-gpu-hour passed']);
      expect(outcomes(four, one)).toEqual(['ttft-p99 passed', sameEnd, noErrors, 'requests-per-gpu-hour flagged']);
    });
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
