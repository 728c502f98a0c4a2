import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import type { Run, TaskRun } from '../../domain/run';
import { testIds } from '../../shared/testIds';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { aRun, NOW } from '../../experiment/testing/samples';
import { showRun } from './testing/showRun';

// Its own tests look into it.
jest.mock('../../experiment/RunForm', () => ({ RunForm: () => <p>The form</p> }));

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
  earlier: [],
  ...over,
});

const withTasks = (run: Run, tasks: TaskRun[]): MemoryTekton => {
  const api = new MemoryTekton([run]);
  api.tasks = tasks;
  return api;
};
describe('tasks and logs', () => {
  it('shows tasks with their phases, and the log of the one at work', async () => {
    const done = task('reset', { phase: 'succeeded', startedAt: NOW - 580_000, finishedAt: NOW - 500_000 });
    const api = withTasks(aRun({ skippedTasks: [{ name: 'apply', reason: 'When Expressions evaluated to false' }] }), [
      done,
      task('load'),
    ]);
    api.logTexts.set('pod-load/step-main', ['\u001b[32mgreen\u001b[0m <b>bold</b>\n', 'second\n']);
    showRun(api);
    const list = await screen.findByRole('list', { name: 'Tasks of this run' });
    expect(list).toHaveTextContent(/reset ?Succeeded · 1m 20s.*load ?Running · .*apply ?Skipped · When Expressions/);
    const log = screen.getByTestId(testIds.run.log);
    await waitFor(() => expect(log).toHaveTextContent('green <b>bold</b>'));
    expect(log).toHaveTextContent('Following, 2 lines.');
    expect(api.asked).toContain('logs pod-load/step-main follow');
  });

  it('says which tasks cannot be read, beside those that can', async () => {
    const api = withTasks(aRun(), [task('load')]);
    api.taskGap = { unreadable: [{ name: 'run-reset', problem: 'TaskRun: status.startTime: odd' }], isCut: false };
    showRun(api);
    expect(await screen.findByText(/run-reset: TaskRun: status.startTime/)).toBeInTheDocument();
    expect(await screen.findByRole('list', { name: 'Tasks of this run' })).toHaveTextContent('load');
  });

  it('shows another log on a click, and closes the stream of the first', async () => {
    const api = withTasks(aRun(), [task('reset'), task('load')]);
    api.logTexts.set('pod-reset/step-main', ['from reset\n']);
    showRun(api, { initial: { task: 'task-load' } });
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
    showRun(api);
    expect(await screen.findByText('#2 · 600')).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByText('guidellm: Failed · exit code 1')).toBeInTheDocument();
    await waitFor(() => expect(screen.getByTestId(testIds.run.log)).toHaveTextContent('Traceback'));
  });

  it('searches, holds still and resumes', async () => {
    const api = withTasks(aRun(), [task('load')]);
    api.logTexts.set('pod-load/step-main', ['one\nTWO\nthree two\n']);
    showRun(api);
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
    showRun(withTasks(aRun(), [pending]));
    expect(await screen.findByText('The log begins when the step does.')).toBeInTheDocument();
  });
});
