/**
 * @jest-environment ./tests/contract/browserWithNode.js
 *
 * `wva` on runs of a cluster: its Kubernetes API (the simulator's, over HTTP) and a real Prometheus with the runs' samples.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';

import { exampleDocument, EXAMPLE_FILE, REPORT_ARGS, SEED, seedEnd } from '../../scripts/resultsExample';
import { backfill } from '../../simulator/backfill';
import { startSimulator, type RunningSimulator } from '../../simulator/main';
import { dataDirOf, startSimulatedPrometheus, type RunningPrometheus } from '../../simulator/prometheus';
import { jsonFigures, type JsonFigure } from '../../cli/figures';
import type { MeasureJson } from '../../cli/commands/measure';
import { call } from '../../cli/testing';
import { resolveRun } from '../../src/assessment/resolveRun';
import { TektonDataSource } from '../../src/datasource/DataSource';
import type { TektonSettings } from '../../src/datasource/types';
import { laneOf } from '../../src/domain/decisions/lane';
import { momentsOf } from '../../src/domain/decisions/moments';
import { analyseRun } from '../../src/measuring/analyseRun';
import { DIALECTS } from '../../src/queries/dialect';
import { readRecordMap } from '../../src/records/configMap';
import { listedRecord } from '../../src/records/recordMarks';
import { askAsGrafana } from './askAsGrafana';
import { GrafanaProxy } from './grafanaProxy';

const NAMESPACE = 'experiment-01';
const dir = mkdtempSync(path.join(tmpdir(), 'wva-run-'));
const file = (name: string): string => path.join(dir, name);

let simulator: RunningSimulator;
let prometheus: RunningPrometheus;
let cluster: string[];

beforeAll(async () => {
  const historyFile = file('history.om');
  simulator = await startSimulator({ ...SEED, historyFile }, seedEnd());
  const data = file('prometheus');
  await backfill({ historyFile, dataDir: dataDirOf(data) });
  const target = `127.0.0.1:${simulator.port}`;
  prometheus = await startSimulatedPrometheus({ target, dir: data });
  cluster = ['--server', simulator.url, '--prometheus', prometheus.url];
}, 180_000);
afterAll(async () => {
  await prometheus?.stop();
  await simulator?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const wva = (...args: string[]) => call([...args, ...cluster], { WVA_KUBE_TOKEN: 'reader' });
const run = (name: string): string => `${NAMESPACE}/${name}`;

/** Figures of the run as the app's pages have them. */
async function ofTheApp(name: string): Promise<Record<string, JsonFigure>> {
  setBackendSrv(new GrafanaProxy(simulator.url, 'Viewer').asBackendSrv());
  const api = new TektonDataSource({
    uid: 'tekton',
    name: 'Tekton',
    type: 't',
    jsonData: { apiServer: simulator.url, namespaces: [NAMESPACE] },
  } as unknown as DataSourceInstanceSettings<TektonSettings>);
  const subject = await resolveRun({ api, annotations: { list: async () => [] } }, { namespace: NAMESPACE, name });
  const asked = { id: 'app', ask: askAsGrafana(prometheus.url) };
  return jsonFigures((await analyseRun(subject, { prometheus: asked, dialect: DIALECTS.openshift })).kpis);
}

/** A text without its numbers, and these; times and versions are neither. */
function wordsAndNumbers(text: string): { words: string; numbers: number[] } {
  const plain = text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z|\d+\.\d+\.\d+/g, '…');
  const number = /\d[\d,]*(?:\.\d+)?/g;
  return {
    words: plain.replace(number, 'n'),
    numbers: (plain.match(number) ?? []).map((one) => Number(one.replaceAll(',', ''))),
  };
}

/** Prometheus adds in any order: two answers to one question differ in the last digits. */
const rounded = (figures: Record<string, JsonFigure>) =>
  JSON.parse(JSON.stringify(figures), (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value
  ) as unknown;

test.each(['wva-stair-static-4', 'wva-stair-wva'])('measure gives the app’s figures of %s', async (name) => {
  const { code, out, err } = await wva('measure', '--run', run(name), '--json');
  expect([code, err]).toEqual([0, '']);
  const { figures, window } = JSON.parse(out) as MeasureJson;
  expect(rounded(figures)).toEqual(rounded(await ofTheApp(name)));
  expect(figures['requests-served']?.value).toBeGreaterThan(1000);
  // The load alone, without the reset before it.
  expect(window.seconds).toBeGreaterThanOrEqual(3600);
});

test('record keeps a run, and judge holds runs and records to each other', async () => {
  const baseline = file('static-4.wva');
  const recorded = await wva('record', '--run', run('wva-stair-static-4'), '--out', baseline);
  expect([recorded.code, existsSync(baseline)]).toEqual([0, true]);
  const byRun = await wva('judge', '--run', run('wva-stair-wva'), '--baseline', run('wva-stair-static-4'));
  const byRecord = await wva('judge', run('wva-stair-wva'), '--baseline', baseline);
  expect(byRecord.out).toBe(byRun.out);
  // Replicas that come late cost the p99 more than a tenth.
  expect(byRun.out).toMatch(/ttft-p99:\+10%:fail .*: failed/);
  expect(byRun.code).toBe(1);
});

test('record writes a ConfigMap once, with decisions and verdict, and replaces it only when told to', async () => {
  const asked = ['record', '--run', run('wva-stair-wva'), '--configmap', '--baseline', run('wva-stair-static-4')];
  const record = (...more: string[]) => call([...asked, ...more, ...cluster], { WVA_KUBE_TOKEN: 'recorder' });
  const first = await record();
  expect([first.code, first.err]).toEqual([0, expect.stringMatching(/wva-record-wva-stair-wva created: \d+ kB/)]);
  const again = await record();
  expect([again.code, again.err]).toEqual([64, expect.stringContaining('is there already: replace it with --force')]);
  const forced = await record('--force');
  expect([forced.code, forced.err]).toEqual([0, expect.stringContaining('wva-record-wva-stair-wva replaced')]);

  const kept = simulator.cluster.get('configmaps', NAMESPACE, 'wva-record-wva-stair-wva');
  expect(listedRecord(kept)?.verdict).toEqual({ outcome: 'failed', baseline: [run('wva-stair-static-4')] });
  const { analysis } = readRecordMap(kept);
  expect(rounded(jsonFigures(analysis.kpis))).toEqual(rounded(await ofTheApp('wva-stair-wva')));
  const { series, stepSeconds, thresholds } = analysis.recorded!.course!;
  expect(thresholds.sources.kvCacheThreshold).toMatch(/^ConfigMap /);
  const lane = laneOf(momentsOf(series), analysis.measurements.window, { limits: thresholds, stepSeconds });
  expect(lane.spans.filter(({ decision }) => decision.direction === 'up').length).toBeGreaterThan(2);
});

test('an account that may not write is told so by the API server, and nothing is written', async () => {
  const { code, err } = await wva('record', '--run', run('wva-stair-static-4'), '--configmap');
  expect([code, err]).toEqual([1, expect.stringContaining('cannot create resource "configmaps"')]);
});

test('report sets runs and records side by side', async () => {
  const { code, out } = await wva('report', run('wva-stair-static-4'), run('wva-stair-wva'));
  expect(code).toBe(0);
  expect(out).toMatch(/\| .*wva-stair-static-4 .*wva-stair-wva /);
});

test('docs/results-example.md is what report says of the three runs; if not: npm run docs:example', async () => {
  const { code, out, err } = await wva(...REPORT_ARGS);
  expect([code, err]).toEqual([0, '']);
  const [kept, now] = [readFileSync(EXAMPLE_FILE, 'utf8'), exampleDocument(out)].map(wordsAndNumbers);
  expect(now?.words).toEqual(kept?.words);
  now?.numbers.forEach((number, i) => {
    const before = kept?.numbers[i] ?? NaN;
    // Versions of Prometheus read the ends of a range differently.
    expect([number, before, Math.abs(number - before) <= Math.max(1, 0.03 * Math.abs(before))]).toEqual([
      number,
      before,
      true,
    ]);
  });
});

test.each([
  ['a run that is not there', ['measure', '--run', run('gone')], 1, /No such run.*experiment-01\/gone/],
  ['no name of a run', ['measure', '--run', 'wva-stair-wva'], 64, /NS\/NAME/],
  ['a path in place of a name', ['measure', '--run', 'a/..%2f'], 64, /NS\/NAME/],
  ['a run and a window', ['measure', '--run', run('x'), '--from', 'now-1h'], 64, /exclude each other/],
  ['a baseline that is not there', ['judge', run('wva-stair-wva'), '--baseline', run('gone')], 2, /No such run/],
  ['a run by another name', ['record', '--run', run('x'), '--name', 'y', '--out', 'z'], 64, /has its own/],
  ['a record that goes nowhere', ['record', '--run', run('x')], 64, /--out is missing, or --configmap/],
  ['a record to two places', ['record', '--run', run('x'), '--out', 'z', '--configmap'], 64, /exclude each other/],
  ['a verdict in a file', ['record', '--run', run('x'), '--out', 'z', '--baseline', 'y'], 64, /needs --configmap/],
  ['a file that is not there', ['judge', 'none.wva', '--baseline', 'none.wva'], 64, /cannot be read/],
] as const)('%s is said in one line', async (_says, args, code, words) => {
  const called = await wva(...args);
  expect([called.code, called.out]).toEqual([code, '']);
  expect(called.err).toMatch(words);
  expect(called.err.trim().split('\n')).toHaveLength(1);
});
