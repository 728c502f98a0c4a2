import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { KpiId } from '../../domain/analysis/kpis';
import type { AnalysedRun } from '../../domain/analysis/types';
import { analysisOf as measured } from '../../domain/analysis/measureKpis';
import { testKpis } from '../../domain/comparison/testing';
import { packRecord } from '../../records/pack';
import { testAnalysis } from '../../records/testing';
import { testIds } from '../../shared/testIds';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { aRun, NOW } from '../../experiment/testing/samples';
import { CompareScreen } from './CompareScreen';
import { COMPARE_URL, type CompareView } from '../../assessment/compareUrl';
import type { AnalyseRun } from '../../assessment/useComparison';

// Panels are Grafana's own: the browser tests draw them.
jest.mock('../../assessment/charts/DataPanel', () => ({
  DataPanel: ({ spec }: { spec: { title: string } }) => <p>{spec.title}</p>,
}));
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

const ended = (name: string, mode: 'static' | 'wva' = 'static', replicas?: string) =>
  aRun({
    name,
    mode,
    replicas,
    phase: 'succeeded',
    finishedAt: NOW,
    params: [{ name: 'initial-replicas', value: '1' }],
  });
const FIGURES: Record<string, Partial<Record<KpiId, number>>> = {
  one: { 'ttft-p99': 10, 'gpu-hours': 1, 'error-rate': 0 },
  two: { 'ttft-p99': 12, 'gpu-hours': 2, 'error-rate': 0 },
  four: { 'ttft-p99': 12, 'gpu-hours': 4, 'error-rate': 0 },
  wva: { 'ttft-p99': 1, 'gpu-hours': 3, 'error-rate': 0 },
};
const analysisOf = (run: AnalysedRun): RunAnalysis => ({
  run,
  kpis: testKpis(FIGURES[run.name]),
  gaps: [],
  scalings: [],
  measurements: {
    window: { from: run.startedAt, to: NOW, stepSeconds: 15 },
    series: {},
    latency: {},
    totals: {},
    queries: {},
    problems: [],
  },
});
const API = new MemoryTekton([ended('one'), ended('two'), ended('four', 'static', '4'), ended('wva', 'wva')]);
const annotations = { list: async () => [], apply: async () => undefined };

function Page({ names, analyse, part }: { names: string[]; analyse: AnalyseRun; part?: Partial<CompareView> }) {
  const runs = names.map((name) => ({ namespace: 'experiment-01', name }));
  const [view, setView] = useState<CompareView>({ ...COMPARE_URL.read({}), runs, ...part });
  return (
    <MemoryRouter>
      <CompareScreen
        api={API}
        annotations={annotations}
        analyse={analyse}
        gates={{ experiments: {} }}
        view={view}
        onView={(next) => setView((old) => ({ ...old, ...next }))}
      />
    </MemoryRouter>
  );
}

const state = () => screen.getByTestId(testIds.compare.progress).dataset.state;

test('what is there is shown while the rest comes; a stop keeps it, and going on asks only for the rest', async () => {
  const asked: string[] = [];
  let answerLast = () => {};
  const analyse: AnalyseRun = (run, { signal, onProgress }) => {
    asked.push(run.name);
    onProgress({ done: 1, total: 4 });
    if (run.name !== 'wva' || asked.filter((name) => name === 'wva').length > 1) {
      return Promise.resolve(analysisOf(run));
    }
    return new Promise((resolve, reject) => {
      answerLast = () => resolve(analysisOf(run));
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
  };
  render(<Page names={['one', 'four', 'wva']} analyse={analyse} />);
  expect(await screen.findByTestId(testIds.compare.headline)).toHaveTextContent('one answers fastest');
  expect(screen.getByText('2 of 3 runs measured')).toBeInTheDocument();
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '75');
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  act(() => answerLast());
  expect(state()).toBe('stopped');
  expect(screen.getByTestId(testIds.compare.headline)).toHaveTextContent('one answers fastest');
  await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
  expect(await screen.findByText(/wva answers fastest/)).toBeInTheDocument();
  expect(state()).toBe('done');
  expect(asked).toEqual(['one', 'four', 'wva', 'wva']);
});

test('who wins is asked of groups of repeats; repeats alone are not ranked among each other', async () => {
  render(<Page names={['one', 'two', 'wva']} analyse={async (run) => analysisOf(run)} />);
  const headline = await screen.findByTestId(testIds.compare.headline);
  await waitFor(() => expect(headline).toHaveTextContent('Static (2 runs) takes the fewest GPU-hours (1.4'));
  cleanup();
  render(<Page names={['one', 'two']} analyse={async (run) => analysisOf(run)} />);
  await waitFor(() => expect(state()).toBe('done'));
  expect(screen.getByTestId(testIds.compare.kpis)).toBeInTheDocument();
  expect(screen.queryByTestId(testIds.compare.headline)).toBeNull();
});

test('a run that fails is said by itself; the others are compared', async () => {
  const analyse: AnalyseRun = async (run) => {
    if (run.name === 'two') {
      throw new Error('too many samples');
    }
    return analysisOf(run);
  };
  render(<Page names={['one', 'two', 'wva']} analyse={analyse} />);
  expect(await screen.findByTestId(testIds.errorNotice)).toHaveTextContent('too many samples');
  expect(await screen.findByTestId(testIds.compare.headline)).toHaveTextContent('wva answers fastest');
});

test('repeats stand together with their interval, and the verdict says what they allow', async () => {
  render(<Page names={['wva', 'one', 'two']} analyse={async (run) => analysisOf(run)} />);
  const table = await screen.findByTestId(testIds.compare.kpis);
  const row = within(table).getByRole('row', { name: /^TTFT p99/ });
  expect(row).toHaveTextContent('10.95 s');
  expect(row).toHaveTextContent('from 10.00 s to 12.00 s (n = 2; 3 for an interval)');
  expect(screen.getByTestId(testIds.compare.verdict)).toHaveTextContent('the same for every pair of runs');
});

test('limits of goodput add figures of what was measured already, and rank by them', async () => {
  const asked: string[] = [];
  const bounds = [0.5, 1, Infinity];
  const analyse: AnalyseRun = async (run) => {
    asked.push(run.name);
    const { measurements } = analysisOf(run);
    const ttft = { bounds, counts: run.name === 'wva' ? [99, 100, 100] : [50, 100, 100] };
    return measured(run, {
      ...measurements,
      latency: { ttft },
      totals: { succeeded: 100, failed: 0 },
      evidence: { interval: {}, holes: {}, counted: {} },
    });
  };
  render(<Page names={['one', 'wva']} analyse={analyse} />);
  const table = await screen.findByTestId(testIds.compare.kpis);
  expect(within(table).queryByText('Goodput')).toBeNull();
  const limit = (text: string) => {
    fireEvent.change(screen.getByLabelText('TTFT within, s'), { target: { value: text } });
    fireEvent.blur(screen.getByLabelText('TTFT within, s'));
  };
  limit('0.5');
  const share = await within(table).findByText('Requests within the limits');
  expect(share.closest('tr')).toHaveTextContent('99.0 %');
  expect(screen.getByTestId(testIds.compare.headline)).toHaveTextContent(
    'one is not ranked: Requests within the limits 50.0 %, below 90.0 %.'
  );
  limit('soon');
  expect(screen.getByText('Seconds above 0')).toBeInTheDocument();
  expect(asked).toEqual(['one', 'wva']);
});

test('a run that began with replicas of an earlier one says so, and is not grouped with its repeats', async () => {
  const analyse: AnalyseRun = async (run) => {
    const analysis = analysisOf(run);
    const ready = { labels: {}, times: [analysis.measurements.window.from], values: [run.name === 'two' ? 5 : 1] };
    return { ...analysis, measurements: { ...analysis.measurements, series: { ready: [ready] } } };
  };
  render(<Page names={['one', 'two']} analyse={analyse} />);
  expect(await screen.findByText('two: 5 ready replicas in place of 1')).toBeInTheDocument();
  expect(screen.queryByText(/^one: .* in place of/)).toBeNull();
  const table = within(screen.getByTestId(testIds.compare.kpis));
  expect(table.getByText('TTFT p99').closest('tr')).toHaveTextContent(/10.00 s.*12.00 s/);
});

test('records that are dropped are compared at once, with nothing asked, and leave when they are removed', async () => {
  const analyse = jest.fn<ReturnType<AnalyseRun>, Parameters<AnalyseRun>>();
  render(<Page names={[]} analyse={analyse} part={{ columns: 'runs' }} />);
  const files = ['base', 'slow'].map((name, i) => {
    const { gzip } = packRecord(testAnalysis(name, i + 1), { now: NOW, writer: { name: 'test', version: '1' } });
    const file = new File([gzip.slice()], `${name}.gz`);
    return Object.assign(file, { arrayBuffer: async () => gzip.slice().buffer });
  });
  fireEvent.change(screen.getByTestId(testIds.compare.recordInput), { target: { files } });
  const table = await screen.findByTestId(testIds.compare.kpis);
  await waitFor(() => expect(table).toHaveTextContent(/base.*slow/));
  expect(screen.getByTestId(testIds.compare.records)).toHaveTextContent('Shown from their records: base, slow.');
  expect(screen.queryByText('Measure again')).toBeNull();
  expect(screen.getByTestId(testIds.compare.verdict)).toHaveTextContent('TTFT p99');
  fireEvent.click(within(screen.getByTestId(testIds.compare.dropped)).getAllByRole('button', { hidden: true }).at(-1)!);
  await waitFor(() => expect(screen.getByText('Records in this browser: 1')).toBeInTheDocument());
  await waitFor(() =>
    expect(screen.getByTestId(testIds.compare.records)).toHaveTextContent('is shown from its record')
  );
  expect(analyse).not.toHaveBeenCalled();
});

test('without runs it asks for them', () => {
  render(<Page names={[]} analyse={() => new Promise(() => {})} />);
  expect(screen.getByText('Which runs?')).toBeInTheDocument();
});
