/**
 * @jest-environment ./tests/contract/browserWithNode.js
 *
 * The three runs of the demo's history from their records alone: recorded while Prometheus had them, then compared when it
 * is empty and the cluster has no run any more.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { setBackendSrv, setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createElement as mockElement } from 'react';

import { call } from '../../cli/testing';
import { backfill } from '../../simulator/backfill';
import { startSimulator, type RunningSimulator } from '../../simulator/main';
import { dataDirOf, startSimulatedPrometheus } from '../../simulator/prometheus';
import type { AnalyseRun } from '../../src/assessment/useComparison';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { testIds } from '../../src/shared/testIds';
import { comparedPage } from './comparedPage';
import { GrafanaProxy } from './grafanaProxy';

// Panels are Grafana's own: the browser tests draw them.
jest.mock('../../src/assessment/charts/DataPanel', () => ({
  DataPanel: ({ frame }: { frame: { length: number } }) =>
    mockElement('p', { 'data-testid': 'chart', 'data-points': frame.length }),
}));
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(180_000);

const NAMESPACE = 'experiment-01';
const NAMES = ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva'];
const dir = mkdtempSync(path.join(tmpdir(), 'records-only-'));
let simulator: RunningSimulator;
let proxy: GrafanaProxy;

beforeAll(async () => {
  const historyFile = path.join(dir, 'history.om');
  simulator = await startSimulator({ port: 0, pace: 'demo', historySeconds: 4 * 3600, historyFile });
  const data = path.join(dir, 'prometheus');
  await backfill({ historyFile, dataDir: dataDirOf(data) });
  const target = `127.0.0.1:${simulator.port}`;
  const prometheus = await startSimulatedPrometheus({ target, dir: data });
  for (const name of NAMES) {
    const asked = ['--run', `${NAMESPACE}/${name}`, '--server', simulator.url, '--prometheus', prometheus.url];
    const { code, err } = await call(['record', '--configmap', ...asked], { WVA_KUBE_TOKEN: 'recorder' });
    expect([code, err]).toEqual([0, expect.stringContaining('created')]);
  }
  await prometheus.stop();
  for (const resource of ['pipelineruns', 'taskruns'] as const) {
    simulator.cluster
      .list(resource, NAMESPACE)
      .forEach(({ metadata }) => simulator.cluster.store.delete(resource, NAMESPACE, metadata.name));
  }
  proxy = new GrafanaProxy(simulator.url, 'Viewer');
  setBackendSrv(proxy.asBackendSrv());
  // Not even a data source of Prometheus is left.
  setDataSourceSrv({ getList: () => [] } as unknown as DataSourceSrv);
}, 240_000);
afterAll(async () => {
  await simulator?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const analyse = jest.fn(async (..._asked: Parameters<AnalyseRun>) =>
  Promise.reject<RunAnalysis>(new Error('Prometheus is empty'))
);
const show = () => render(comparedPage({ apiServer: simulator.url, namespace: NAMESPACE, names: NAMES, analyse }));

test('they compare with all sections, and neither Prometheus nor a run is needed', async () => {
  show();
  const progress = await screen.findByTestId(testIds.compare.progress);
  await waitFor(() => expect(progress).toHaveAttribute('data-state', 'done'));
  expect(screen.getByTestId(testIds.compare.records)).toHaveTextContent(
    `Shown from their records: ${NAMES.join(', ')}.`
  );
  expect(screen.queryByTestId(testIds.errorNotice)).toBeNull();

  expect(screen.getByTestId(testIds.compare.headline)).toHaveTextContent('answers fastest');
  expect(screen.getByTestId(testIds.compare.params)).toHaveTextContent('initial-replicas');
  expect(screen.getByTestId(testIds.compare.verdict)).toHaveTextContent(/TTFT p99/);
  const p99 = within(screen.getByTestId(testIds.compare.kpis)).getByText('TTFT p99').closest('tr')!;
  expect([...p99.querySelectorAll('td')].filter((cell) => /\d/.test(cell.textContent ?? '')).length).toBe(3);
  const charts = within(screen.getByTestId(testIds.compare.charts)).getAllByTestId('chart');
  expect(charts.map((chart) => Number(chart.dataset.points) > 20)).toEqual(Array(8).fill(true));
  expect(screen.getByTestId(testIds.compare.ridges)).toHaveTextContent(/TTFT|first token/);
  expect(screen.getByTestId(testIds.compare.spread)).toBeInTheDocument();

  await userEvent.click(screen.getByText('Show decisions'));
  const decisions = within(screen.getByTestId(testIds.compare.decisions));
  expect(await decisions.findAllByTestId(testIds.decisions.lane)).toHaveLength(3);
  expect(decisions.getAllByTestId(testIds.decisions.story)).toHaveLength(3);
  const waterfalls = decisions.getAllByTestId(testIds.decisions.waterfall);
  expect(waterfalls.map((waterfall) => /1 → \d/.test(waterfall.textContent ?? ''))).toEqual([true]);
  expect(analyse).not.toHaveBeenCalled();
});

test('measuring again asks Prometheus, and says what that answered', async () => {
  show();
  await userEvent.click(await screen.findByText('Measure again'));
  expect(await screen.findByText('Prometheus is empty')).toBeInTheDocument();
});
