import { OrgRole } from '@grafana/data';
import { config } from '@grafana/runtime';
import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import { UserError } from '../../shared/errors';
import { testIds } from '../../shared/testIds';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { aRun, aTask, NOW } from '../../experiment/testing/samples';
import { NO_FILTER } from './runFilter';
import { HEAD_HEIGHT } from './columns';
import { RunsScreen } from './RunsScreen';
import { layOut } from './testing/layOut';
import { memoryStorage } from './testing/memoryStorage';
import { RUNS_URL, type RunsView } from './runsUrl';

// Its own tests look into it.
jest.mock('../../experiment/RunForm', () => ({ RunForm: () => <p>The form</p> }));

const annotations = { list: async () => [], apply: async () => undefined };

const storage = memoryStorage();

function Page({ api, initial }: { api: MemoryTekton; initial?: Partial<RunsView> }) {
  const [view, setView] = useState<RunsView>({ ...RUNS_URL.read({}), ...initial });
  return (
    <MemoryRouter>
      <RunsScreen {...{ api, annotations, storage, view }} onView={(part) => setView((old) => ({ ...old, ...part }))} />
    </MemoryRouter>
  );
}

// Busy machines are slow; what is waited for comes, or never does.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

const rows = () => screen.queryAllByTestId(testIds.runs.row);
const hydrated = (api: MemoryTekton) =>
  api.asked.reduce((sum, call) => sum + Number(/^hydrate (\d+)/.exec(call)?.[1] ?? 0), 0);
const names = () => rows().map((row) => row.querySelector('a')?.textContent);

beforeEach(() => {
  config.bootData.user.orgRole = OrgRole.Editor;
  config.bootData.user.login = 'ada';
});

const PROFILE = { steps: [{ name: 'a', delaySeconds: 0, durationSeconds: 1200, rate: 1 }] };
const THREE = [
  aRun({ name: 'newest', createdAt: NOW }),
  aRun({ name: 'middle', createdAt: NOW - 1000, phase: 'failed', reason: 'Failed', startedBy: 'bob' }),
  aRun({
    name: 'oldest',
    createdAt: NOW - 2000,
    finishedAt: NOW,
    phase: 'succeeded',
    reason: 'Succeeded',
    experiment: undefined,
  }),
];

describe('a run that waits', () => {
  const row = (name: string) => rows().find((one) => one.querySelector('a')?.textContent === name)!;

  it('for a node or for its Pipeline says so in its row, and its wait is no progress', async () => {
    const started = { startedAt: NOW - 3600_000, plannedSeconds: 1260, loadProfile: PROFILE };
    const api = new MemoryTekton([
      aRun({ name: 'held', reason: 'Running', ...started }),
      aRun({ name: 'fetching', phase: 'pending', reason: 'ResolvingPipelineRef' }),
      aRun({ name: 'over', phase: 'succeeded', reason: 'Succeeded' }),
    ]);
    const message = 'TaskRun Pod exceeded available resources';
    api.tasks = [aTask({ phase: 'pending', reason: 'ExceededNodeResources', message, startedAt: NOW })];
    render(<Page api={api} />);
    await waitFor(() => expect(row('held')).toHaveTextContent('Waiting: no node has room for load-test.'));
    expect(within(row('held')).getByTestId(testIds.runPhase)).toHaveTextContent('Waiting');
    expect(within(row('held')).getByTitle(message)).toBeInTheDocument();
    await waitFor(() => expect(within(row('held')).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0'));
    expect(row('fetching')).toHaveTextContent('Waiting: Tekton is fetching what the run refers to.');
    expect(within(row('over')).getByTestId(testIds.runPhase)).toHaveTextContent('Succeeded');
    // One list of TaskRuns, of the run that Tekton calls running.
    expect(api.asked.filter((call) => call === 'taskRuns')).toHaveLength(1);
  });
});

describe('choosing runs to compare', () => {
  it('two runs make a link, the first of them the baseline', async () => {
    render(<Page api={new MemoryTekton(THREE)} />);
    expect(screen.queryByTestId(testIds.runs.compare)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Compare oldest' }));
    expect(screen.getByTestId(testIds.runs.compare)).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Compare newest' }));
    const query = new URL(screen.getByTestId<HTMLAnchorElement>(testIds.runs.compare).href).searchParams;
    expect(query.getAll('run')).toEqual(['experiment-01/oldest', 'experiment-01/newest']);
    await userEvent.click(screen.getByRole('button', { name: 'Choose none' }));
    expect(screen.queryByTestId(testIds.runs.compare)).not.toBeInTheDocument();
  });

  it('says so when they are too many', () => {
    const ids = Array.from({ length: 13 }, (_, i) => `ns/run-${i}`);
    render(<Page api={new MemoryTekton(THREE)} initial={{ selected: ids }} />);
    expect(screen.getByText('13 runs chosen; 12 can be compared at a time')).toBeInTheDocument();
  });
});

describe('the list', () => {
  it('shows runs newest first with phase, plan and exact times', async () => {
    render(<Page api={new MemoryTekton(THREE)} />);
    expect(names()).toEqual(['newest', 'middle', 'oldest']);
    expect(screen.getByTestId(testIds.runs.list)).toHaveAttribute('aria-rowcount', '4');
    expect(rows()[1]).toHaveTextContent(/Failed.*middle.*experiment-01 · wva-load-test.*stair.*WVA.*bob/);
    expect(await within(rows()[2]!).findByText('100 %')).toBeInTheDocument();
    await waitFor(() => expect(rows()[2]).toHaveTextContent('9m 50s of 1h 00m'));
  });

  it('follows the cluster', async () => {
    const api = new MemoryTekton(THREE);
    render(<Page api={api} />);
    act(() => api.set([aRun({ name: 'just-started', createdAt: NOW + 1 }), ...THREE]));
    expect(names()[0]).toBe('just-started');
  });

  it('renders only what is near the screen, of 5,000', async () => {
    const runs = Array.from({ length: 5000 }, (_, i) => aRun({ name: `run-${i}`, createdAt: NOW - i }));
    const api = new MemoryTekton(runs);
    render(<Page api={api} />);
    expect(rows().length).toBeLessThan(50);
    expect(screen.getByTestId(testIds.runs.list)).toHaveAttribute('aria-rowcount', '5001');
    expect(screen.getByText('5000 runs')).toBeInTheDocument();
    await waitFor(() => expect(hydrated(api)).toBe(rows().length));
  });

  it('goes to the last of 5,000 by keyboard', async () => {
    const runs = Array.from({ length: 5000 }, (_, i) => aRun({ name: `run-${i}`, createdAt: NOW - i }));
    render(<Page api={new MemoryTekton(runs)} />);
    const table = screen.getByTestId(testIds.runs.list);
    fireEvent.keyDown(table, { key: 'ArrowDown' });
    await waitFor(() => expect(screen.getByRole('link', { name: 'run-0' })).toHaveFocus());
    layOut(table, { height: 600, contentHeight: HEAD_HEIGHT + 5000 * 52 });
    fireEvent.keyDown(screen.getByRole('link', { name: 'run-0' }), { key: 'End' });
    fireEvent.scroll(table);
    await waitFor(() => expect(screen.getByRole('link', { name: 'run-4999' })).toHaveFocus());
  });

  it('links to the page of a run with a hostile name', () => {
    const api = new MemoryTekton([aRun({ name: '../<img src=x>"' })]);
    render(<Page api={api} />);
    const link = screen.getByRole('link', { name: '../<img src=x>"' });
    expect(link).toHaveAttribute('href', '/a/llmd-wva-app/runs/experiment-01/..%2F%3Cimg%20src%3Dx%3E%22');
    expect(document.querySelector('img')).toBeNull();
  });

  it('sorts by a click on a heading, and back', async () => {
    render(<Page api={new MemoryTekton(THREE)} />);
    fireEvent.click(screen.getByText('Run'));
    expect(names()).toEqual(['middle', 'newest', 'oldest']);
    expect(screen.getByText('Run').closest('[role=columnheader]')).toHaveAttribute('aria-sort', 'ascending');
    fireEvent.click(screen.getByText('Run'));
    expect(names()).toEqual(['oldest', 'newest', 'middle']);
  });

  it('searches', async () => {
    render(<Page api={new MemoryTekton(THREE)} />);
    await userEvent.type(screen.getByLabelText('Search'), 'old');
    await waitFor(() => expect(names()).toEqual(['oldest']));
    expect(screen.getByText('1 of 3 runs')).toBeInTheDocument();
  });
});

describe('without rows', () => {
  it('waits', () => {
    const api = new MemoryTekton();
    api.set([], { state: 'loading' });
    render(<Page api={api} />);
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
  });

  it('says that there are no runs, and where it looked, once records and annotations have been read', async () => {
    render(<Page api={new MemoryTekton()} />);
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
    expect(await screen.findByTestId(testIds.emptyState)).toHaveTextContent(/No runs yet.*experiment-01/);
  });

  it('says that no namespaces are configured', () => {
    const api = new MemoryTekton();
    api.namespaces = [];
    render(<Page api={api} />);
    expect(screen.getByTestId(testIds.emptyState)).toHaveTextContent('No namespaces are configured');
  });

  it('says that the filters let nothing through, and clears them', async () => {
    render(<Page api={new MemoryTekton(THREE)} initial={{ filter: { ...NO_FILTER, phases: ['timed-out'] } }} />);
    const empty = screen.getByTestId(testIds.emptyState);
    expect(empty).toHaveTextContent(/No run passes these filters.*3 runs without them/);
    fireEvent.click(within(empty).getByText('Clear filters'));
    expect(names()).toHaveLength(3);
  });

  it('says what failed', () => {
    const api = new MemoryTekton();
    const error = new UserError({ title: 'Forbidden', message: 'pipelineruns: list', nextStep: 'Ask for the right.' });
    api.set([], { state: 'stale', error });
    render(<Page api={api} />);
    expect(screen.getByTestId(testIds.errorNotice)).toHaveTextContent(
      /Forbidden.*pipelineruns: list.*Ask for the right/
    );
    fireEvent.click(screen.getByText('Try again'));
    expect(api.retries).toBe(1);
  });
});

it('the last list stays when the cluster does not answer, and says how old it is', () => {
  const api = new MemoryTekton(THREE);
  render(<Page api={api} />);
  const error = new UserError({ title: 'No answer', message: 'timeout', nextStep: 'Wait.' });
  act(() => api.set(THREE, { state: 'stale', error, asOf: Date.now() - 180_000 }));
  expect(names()).toHaveLength(3);
  expect(screen.getByText(/Out of date: as of (2m 5\d|3m \d\d)s ago/)).toBeInTheDocument();
  expect(screen.getByTestId(testIds.errorNotice)).toHaveTextContent('No answer');
});

describe('acting on runs', () => {
  const menuOf = async (name: string) => fireEvent.click(screen.getByLabelText(`Actions for ${name}`));

  it('lets a Viewer read why there is nothing to act with', () => {
    config.bootData.user.orgRole = OrgRole.Viewer;
    render(<Page api={new MemoryTekton(THREE)} />);
    expect(screen.getByText(/You are a Viewer/)).toBeInTheDocument();
    expect(screen.queryByTestId(testIds.runs.start)).toBeNull();
  });

  it('opens the form', async () => {
    render(<Page api={new MemoryTekton(THREE)} />);
    fireEvent.click(screen.getByTestId(testIds.runs.start));
    expect(await screen.findByText('The form')).toBeInTheDocument();
  });

  it('cancels a run that is in progress', async () => {
    const api = new MemoryTekton(THREE);
    render(<Page api={api} />);
    await menuOf('newest');
    fireEvent.click(await screen.findByText('Cancel…'));
    fireEvent.click(await screen.findByTestId(testIds.cancel.confirm));
    await waitFor(() => expect(api.cancelled).toHaveLength(1));
    expect(rows()[0]).toHaveTextContent('Stopping');
  });

  it('does not offer to cancel one that is over', async () => {
    render(<Page api={new MemoryTekton(THREE)} />);
    await menuOf('middle');
    expect(await screen.findByText('Rerun')).toBeInTheDocument();
    expect(screen.queryByText('Cancel…')).toBeNull();
  });

  it('runs again once, after saying in numbers what that means', async () => {
    const steps = ['name: a\ndelay: 0\nduration: 600\nscenario: |\n  rate: 0.5\n'];
    const params = [
      { name: 'load-steps', value: steps },
      { name: 'deployment-name', value: 'decode' },
      { name: 'initial-replicas', value: '4' },
      { name: 'scaled-object', value: '' },
    ];
    const busy = aRun({ name: 'in-progress' });
    const api = new MemoryTekton([busy, aRun({ name: 'done', phase: 'succeeded', params })]);
    render(<Page api={api} />);
    await menuOf('done');
    fireEvent.click(await screen.findByText('Rerun'));
    const dialog = await screen.findByTestId(testIds.runs.rerun);
    await waitFor(() => expect(dialog).toHaveTextContent(/Takes about11m 00s.*0\.5 req\/s.*GPUs at most4/));
    await waitFor(() =>
      expect(dialog).toHaveTextContent(/experiment-01\/in-progress: it puts load on the same workload/)
    );
    const confirm = screen.getByTestId(testIds.runs.rerunConfirm);
    fireEvent.click(confirm);
    fireEvent.click(confirm);
    await waitFor(() => expect(api.created).toHaveLength(1));
    expect(api.created[0]).toMatchObject({ namespace: 'experiment-01', pipeline: 'wva-load-test', params });
    expect(api.created[0]?.name).not.toBe('done');
  });
});
