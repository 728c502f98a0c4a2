import { OrgRole } from '@grafana/data';
import { config } from '@grafana/runtime';
import { act, configure, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import { grafanaAnnotations } from '../../annotations/store';
import { wantedAnnotation, type RunAnnotation } from '../../domain/annotation';
import type { Run, TaskRun } from '../../domain/run';
import { UserError } from '../../shared/errors';
import { testIds } from '../../shared/testIds';
import { aRun, MemoryTekton, NOW } from '../testing/memoryTekton';
import { RunScreen, type RunView } from './RunScreen';

// Its own tests look into it.
jest.mock('../../experiment/RunForm', () => ({ RunForm: () => <p>The form</p> }));

configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

const onCharted = jest.fn();

function Page({
  api,
  name = 'stair-wva-abcde',
  initial,
}: {
  api: MemoryTekton;
  name?: string;
  initial?: Partial<RunView>;
}) {
  const [view, setView] = useState<RunView>({ tab: 'tasks', ...initial });
  return (
    <MemoryRouter>
      <RunScreen
        api={api}
        runRef={{ namespace: 'experiment-01', name }}
        view={view}
        onView={(part) => setView((old) => ({ ...old, ...part }))}
        onCharted={onCharted}
        charts={<p>The charts</p>}
      />
    </MemoryRouter>
  );
}

let annotations: RunAnnotation[];

beforeEach(() => {
  config.bootData.user.orgRole = OrgRole.Editor;
  annotations = [];
  onCharted.mockClear();
  jest
    .spyOn(grafanaAnnotations, 'list')
    .mockImplementation(async ({ tags }) => annotations.filter((a) => tags.every((tag) => a.tags.includes(tag))));
});

const task = (pipelineTask: string, over: Partial<TaskRun> = {}): TaskRun => ({
  namespace: 'experiment-01',
  name: `run-${pipelineTask}`,
  uid: `task-${pipelineTask}`,
  pipelineTask,
  memberOf: 'tasks',
  phase: 'running',
  reason: 'Running',
  message: '',
  podName: `pod-${pipelineTask}`,
  createdAt: NOW - 500_000,
  startedAt: NOW - 500_000,
  params: [],
  steps: [{ name: 'main', container: 'step-main', phase: 'running', startedAt: NOW - 500_000 }],
  retries: 0,
  ...over,
});

const withTasks = (run: Run, tasks: TaskRun[]): MemoryTekton => {
  const api = new MemoryTekton([run]);
  api.tasks = tasks;
  return api;
};
const header = () => screen.findByTestId(testIds.run.header);

describe('the summary', () => {
  it('says what the run is and where it is', async () => {
    render(<Page api={new MemoryTekton([aRun({ timeouts: { pipeline: '12h' } })])} />);
    const text = (await header()).textContent;
    for (const part of [
      'Running',
      'stair',
      'WVA',
      'ada',
      'wva-load-test',
      'decode',
      'of 1h 00m',
      'run 12h',
      '2026-11-23 14:50:10',
    ]) {
      expect(text).toContain(part);
    }
    expect(onCharted).toHaveBeenCalledWith({
      namespace: 'experiment-01',
      variant: 'decode',
      span: { startedAt: NOW - 590_000 },
    });
  });

  it('says why a run failed, with Tekton’s words as text', async () => {
    const message = '[User error] <img src=x onerror=alert(1)> a/b';
    render(<Page api={new MemoryTekton([aRun({ phase: 'failed', reason: 'ParameterMissing', message })])} />);
    const text = (await header()).textContent;
    expect(text).toContain('did not give a param that the Pipeline requires');
    expect(text).toContain('error in the request');
    expect(text).toContain('Tekton says: <img src=x onerror=alert(1)> a/b');
    expect(document.querySelector('img')).toBeNull();
  });

  it('follows the cluster', async () => {
    const api = new MemoryTekton([aRun()]);
    render(<Page api={api} />);
    await header();
    act(() => api.set([aRun({ resourceVersion: '2', phase: 'succeeded', reason: 'Succeeded', finishedAt: NOW })]));
    await waitFor(async () => expect(await header()).toHaveTextContent('Succeeded'));
    expect(onCharted).toHaveBeenLastCalledWith(
      expect.objectContaining({ span: { startedAt: NOW - 590_000, finishedAt: NOW } })
    );
  });

  it('lets a Viewer read why there are no buttons', async () => {
    config.bootData.user.orgRole = OrgRole.Viewer;
    render(<Page api={new MemoryTekton([aRun()])} />);
    expect(await header()).toHaveTextContent(/You are a Viewer/);
    expect(screen.queryByText('Rerun')).toBeNull();
  });

  it('cancels', async () => {
    const api = new MemoryTekton([aRun()]);
    render(<Page api={api} />);
    await header();
    await userEvent.click(screen.getByText('Cancel…'));
    await userEvent.click(await screen.findByTestId(testIds.cancel.confirm));
    await waitFor(async () => expect(await header()).toHaveTextContent('Stopping'));
    expect(api.cancelled[0]?.ref.uid).toBe('uid-stair-wva-abcde');
  });
});

describe('tasks and logs', () => {
  it('shows tasks with their phases, and the log of the one at work', async () => {
    const done = task('reset', { phase: 'succeeded', startedAt: NOW - 580_000, finishedAt: NOW - 500_000 });
    const api = withTasks(aRun({ skippedTasks: [{ name: 'apply', reason: 'When Expressions evaluated to false' }] }), [
      done,
      task('load'),
    ]);
    api.logTexts.set('pod-load/step-main', ['\u001b[32mgreen\u001b[0m <b>bold</b>\n', 'second\n']);
    render(<Page api={api} />);
    const list = await screen.findByRole('list', { name: 'Tasks of this run' });
    expect(list).toHaveTextContent(/resetSucceeded · 1m 20s.*loadRunning · .*applySkipped · When Expressions/);
    const log = screen.getByTestId(testIds.run.log);
    await waitFor(() => expect(log).toHaveTextContent('green <b>bold</b>'));
    expect(log).toHaveTextContent('Following, 2 lines.');
    expect(api.asked).toContain('logs pod-load/step-main follow');
  });

  it('shows another log on a click, and closes the stream of the first', async () => {
    const api = withTasks(aRun(), [task('reset'), task('load')]);
    api.logTexts.set('pod-reset/step-main', ['from reset\n']);
    render(<Page api={api} initial={{ task: 'task-load' }} />);
    const list = await screen.findByRole('list', { name: 'Tasks of this run' });
    await userEvent.click(within(list).getByText('reset'));
    await waitFor(() => expect(screen.getByTestId(testIds.run.log)).toHaveTextContent('from reset'));
    expect(api.asked).toContain('logs pod-load/step-main closed');
  });

  it('unfolds the children of a matrix that failed, and opens the failed one’s log', async () => {
    const child = (n: number, over: Partial<TaskRun>) =>
      task('load', {
        uid: `child-${n}`,
        name: `run-load-${n}`,
        podName: `pod-${n}`,
        params: [{ name: 'start-delay', value: String(n * 600) }],
        ...over,
      });
    const failed = child(1, {
      phase: 'failed',
      reason: 'Failed',
      message: 'exit 1',
      steps: [
        { name: 'guidellm', container: 'step-guidellm', phase: 'failed', exitCode: 1, startedAt: NOW, finishedAt: NOW },
      ],
    });
    const api = withTasks(aRun({ phase: 'failed', reason: 'Failed' }), [child(0, {}), failed]);
    api.logTexts.set('pod-1/step-guidellm', ['Traceback\n']);
    render(<Page api={api} />);
    expect(await screen.findByText('#2 · 600')).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByText('guidellm: Failed · exit code 1')).toBeInTheDocument();
    await waitFor(() => expect(screen.getByTestId(testIds.run.log)).toHaveTextContent('Traceback'));
  });

  it('searches, holds still and resumes', async () => {
    const api = withTasks(aRun(), [task('load')]);
    api.logTexts.set('pod-load/step-main', ['one\nTWO\nthree two\n']);
    render(<Page api={api} />);
    const log = await screen.findByTestId(testIds.run.log);
    await waitFor(() => expect(log).toHaveTextContent('three two'));
    await userEvent.type(within(log).getByLabelText('Search in this log'), 'two');
    expect(log).toHaveTextContent('1 of 2');
    expect([...log.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['TWO', 'two']);
    await userEvent.click(within(log).getByText('Pause'));
    expect(log).toHaveTextContent('Held still; 0 new lines since.');
    await userEvent.click(within(log).getByText('Resume'));
    expect(log).toHaveTextContent('Following, 3 lines.');
  });

  it('waits for a step that has not begun', async () => {
    const pending = task('load', { phase: 'pending', startedAt: undefined, podName: undefined, steps: [] });
    render(<Page api={withTasks(aRun(), [pending])} />);
    expect(await screen.findByText('The log begins when the step does.')).toBeInTheDocument();
  });
});

it('shows params and results: arrays, YAML, empty ones, as text', async () => {
  const run = aRun({
    phase: 'succeeded',
    params: [
      { name: 'load-steps', value: ['name: first\ndelay: 0\n', 'name: second\n'] },
      { name: 'scaled-object', value: '' },
      { name: 'target-url', value: 'http://<b>gateway</b>/v1' },
    ],
    results: [{ name: 'summary', value: { p99: '1.2' } }],
  });
  render(<Page api={new MemoryTekton([run])} initial={{ tab: 'params' }} />);
  const params = await screen.findByRole('table', { name: 'Parameters' });
  expect(params).toHaveTextContent(
    /load-steps.*first.*delay: 0.*second.*scaled-objectempty.*http:\/\/<b>gateway<\/b>\/v1/
  );
  expect(screen.getByRole('table', { name: 'Results' })).toHaveTextContent('summaryp991.2');
});

it('shows the manifest as YAML', async () => {
  render(<Page api={new MemoryTekton([aRun()])} initial={{ tab: 'yaml' }} />);
  expect(await screen.findByLabelText('Manifest of this run')).toHaveTextContent(
    'apiVersion: tekton.dev/v1 kind: PipelineRun'
  );
});

it('goes to the charts', async () => {
  render(<Page api={new MemoryTekton([aRun()])} />);
  await header();
  await userEvent.click(screen.getByText('Charts'));
  expect(screen.getByText('The charts')).toBeInTheDocument();
});

describe('a run that is not there', () => {
  it('tells what the annotation knows', async () => {
    const run = aRun({ phase: 'succeeded', finishedAt: NOW, params: [{ name: 'initial-replicas', value: '4' }] });
    annotations = [{ id: 1, ...wantedAnnotation(run, { run: () => '/run' }, NOW) }];
    render(<Page api={new MemoryTekton([])} />);
    const page = await screen.findByText(/It was pruned or deleted/);
    expect(page).toBeInTheDocument();
    for (const part of ['Succeeded', 'stair', 'decode', 'ada', '4', '1h 00m']) {
      expect(screen.getAllByText(part).length).toBeGreaterThan(0);
    }
    expect(onCharted).toHaveBeenCalledWith({
      namespace: 'experiment-01',
      variant: 'decode',
      span: { startedAt: NOW - 590_000, finishedAt: NOW },
    });
  });

  it('says so when nothing tells of it', async () => {
    render(<Page api={new MemoryTekton([])} name="..%2f<script>" />);
    expect(await screen.findByText(/never there/)).toBeInTheDocument();
    expect(screen.getByText('experiment-01/..%2f<script>')).toBeInTheDocument();
  });

  it('keeps what was known when it vanishes under the reader’s eyes', async () => {
    const api = new MemoryTekton([aRun({ phase: 'succeeded' })]);
    render(<Page api={api} />);
    await header();
    act(() => api.set([]));
    await act(async () => api.set([], { state: 'polling' }));
    expect(await screen.findByText('The cluster no longer has this run')).toBeInTheDocument();
    expect(await header()).toHaveTextContent('Succeeded');
    expect(screen.queryByText('Rerun')).toBeNull();
  });
});

it('tells when another run of the same name took its place', async () => {
  const api = new MemoryTekton([aRun()]);
  render(<Page api={api} />);
  await header();
  act(() => api.set([aRun({ uid: 'another', startedBy: 'bob' })]));
  expect(await screen.findByText('This is another run of the same name')).toBeInTheDocument();
  expect(await header()).toHaveTextContent('bob');
});

it('keeps the run when it can not be read anew, and says what failed', async () => {
  const api = new MemoryTekton([aRun()]);
  render(<Page api={api} />);
  await header();
  api.failure = new UserError({ title: 'No answer', message: 'timeout', nextStep: 'Wait.', transient: true });
  act(() => api.set([aRun({ resourceVersion: '9' })]));
  expect(await screen.findByTestId(testIds.errorNotice)).toHaveTextContent(/No answer.*timeout/);
  expect(await header()).toHaveTextContent('Running');
});

it('says what failed when there is nothing to show', async () => {
  const api = new MemoryTekton([aRun()]);
  api.failure = new UserError({ title: 'Forbidden', message: 'get', nextStep: 'Ask.', status: 403 });
  render(<Page api={api} />);
  expect(await screen.findByTestId(testIds.errorNotice)).toHaveTextContent('Forbidden');
  api.failure = undefined;
  await userEvent.click(screen.getByText('Try again'));
  expect(await header()).toBeInTheDocument();
});
