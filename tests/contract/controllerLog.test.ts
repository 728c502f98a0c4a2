/**
 * The controller's log as an opened decision has it: through the data source and a Kubernetes API, beside the lane.
 *
 * @jest-environment ./tests/contract/browserWithNode.js
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';

import { createKubeHandler } from '../../simulator/kube/server';
import type { Cluster } from '../../simulator/tekton/cluster';
import { CONTROLLER } from '../../simulator/world/controllerPod';
import {
  readController,
  type ControllerApi,
  type ControllerReading,
} from '../../src/assessment/decisions/readController';
import { unreadText } from '../../src/assessment/decisions/unreadText';
import { TektonDataSource } from '../../src/datasource/DataSource';
import type { TektonSettings } from '../../src/datasource/types';
import type { Span } from '../../src/domain/analysis/types';
import { differencesOf, logTimeOf, saidOf } from '../../src/domain/decisions/controllerSays';
import { differenceText } from '../../src/domain/decisions/controllerText';
import { laneOf } from '../../src/domain/decisions/lane';
import { effectiveThresholds } from '../../src/domain/variant';
import { askCourse } from '../../src/measuring/askCourse';
import { askScalerNames } from '../../src/measuring/askScalerNames';
import { DIALECTS } from '../../src/queries/dialect';
import { askAsGrafana } from './askAsGrafana';
import { GrafanaProxy } from './grafanaProxy';
import { SCRAPE_SECONDS, trueRuns, type TrueCase, type TrueRuns } from './trueRuns';

const LIMITS = effectiveThresholds();
const BASE = { mode: 'wva', scaler: 'wva', replicas: 1, scalerName: 'scaler-of-it' } as const;
const CASES: TrueCase[] = [
  { ...BASE, pattern: 'stair', seed: 401, exposition: { labels: 'openshift', wvaVersion: '0.8' } },
  { ...BASE, pattern: 'p1', seed: 402, exposition: { labels: 'plain', wvaVersion: '0.8' } },
  { ...BASE, pattern: 'stair', seed: 403, exposition: { labels: 'openshift', wvaVersion: '0.9' } },
  { ...BASE, pattern: 'p1', seed: 404, exposition: { labels: 'plain', wvaVersion: '0.9' } },
];

let world: TrueRuns;
const servers: Server[] = [];

beforeAll(async () => {
  world = await trueRuns(CASES);
}, 300_000);
afterAll(async () => {
  servers.forEach((server) => {
    server.close();
    server.closeAllConnections();
  });
  await world?.stop();
});

/** The data source of a cluster, with a token of it. */
async function sourceOf(cluster: Cluster, readerToken = 'reader'): Promise<ControllerApi> {
  const handler = createKubeHandler(cluster);
  const server = createServer((req, res) => void handler(req, res));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy = new GrafanaProxy(url);
  proxy.tokens = { ...proxy.tokens, readerToken };
  setBackendSrv(proxy.asBackendSrv());
  const jsonData = { apiServer: url, namespaces: [...cluster.namespaces] };
  return new TektonDataSource({
    uid: 'tekton',
    name: 'Tekton',
    type: 't',
    jsonData,
  } as unknown as DataSourceInstanceSettings<TektonSettings>);
}

const read = (api: ControllerApi, range: Span): Promise<ControllerReading> =>
  readController({ api, namespace: CONTROLLER.namespace, range, signal: new AbortController().signal });

const isRead = (reading: ControllerReading): Extract<ControllerReading, { kind: 'read' }> => {
  if (reading.kind !== 'read') {
    throw new Error(`not read: ${JSON.stringify(reading)}`);
  }
  return reading;
};

/**
 * Spans of a run in which log and metrics may differ. V1 looks once a minute here: how the load rises, and a dip that is over
 * before its next look, are in the samples alone. Seen: two a run with V1.
 */
const MOST_DIFFERENT = 2;
const SILENT = 'the log has no decision';

test.each(CASES.map(({ pattern, exposition }, i) => [`${pattern}, WVA ${exposition.wvaVersion}`, i] as const))(
  '%s: each decision has its cycle, and metrics say the same',
  async (_, i) => {
    const { run, window, cluster, workload } = world.runs[i]!;
    const dialect = DIALECTS[CASES[i]!.exposition.labels];
    const ask = askAsGrafana(world.url);
    const about = { ask, dialect, workload: run.workload };
    const names = await askScalerNames({ ...about, range: window });
    expect(names).toEqual([run.workload.variant, 'scaler-of-it']);
    const subject = { namespace: run.workload.namespace, names };
    const { moments } = await askCourse({
      ...about,
      range: window,
      stepSeconds: SCRAPE_SECONDS,
      limits: LIMITS.values,
    });
    const { spans } = laneOf(moments, window, { limits: LIMITS, stepSeconds: SCRAPE_SECONDS });
    const api = await sourceOf(cluster);
    const told: string[] = [];
    for (const span of spans.filter(({ decision }) => decision.rule !== 'no-load')) {
      const { log } = isRead(await read(api, logTimeOf(span)));
      const says = saidOf(log.cycles, subject, span, span.decision);
      if (span.decision.changed) {
        // What the world remembers of that second.
        const record = workload.wva.log.records.find(({ at }) => at * 1000 === says?.cycle.at);
        expect([says?.decision.current, says?.decision.target]).toEqual([record?.current, record?.done]);
        expect(says?.decision.target).toBe(span.decision.done);
      }
      told.push(says ? differenceText(differencesOf(says, subject, span.decision)) : SILENT);
    }
    const different = told.filter((text) => text !== differenceText([]));
    expect(spans.some(({ decision }) => decision.changed)).toBe(true);
    expect([different.length <= MOST_DIFFERENT, different]).toEqual([true, different]);
    expect(different).not.toContain(SILENT);
    expect(told.length - different.length).toBeGreaterThan(MOST_DIFFERENT);
  }
);

const timeText = (at: number): string => new Date(at).toISOString();

test('what cannot be read is said, and is no error', async () => {
  const { cluster, window } = world.runs[0]!;
  const range = { from: window.from, to: window.from + 60_000 };
  const forbidden = await read(await sourceOf(cluster, 'reader-without-readiness'), range);
  expect(forbidden).toEqual({ kind: 'forbidden', namespace: CONTROLLER.namespace, what: 'list pods' });
  const api = await sourceOf(cluster);
  const long = 24 * 3600_000;
  const young = await read(api, { from: range.from - long, to: range.to - long });
  expect(young).toEqual({ kind: 'gone', since: expect.any(Number) });
  const elsewhere = { api, namespace: 'experiment-01', range, signal: new AbortController().signal };
  expect(await readController(elsewhere)).toMatchObject({ kind: 'forbidden' });
  for (const reading of [forbidden, young]) {
    expect(unreadText(reading as Exclude<ControllerReading, { kind: 'read' }>, timeText)).toMatch(
      /^The controller’s log/
    );
  }
});
