import { OrgRole } from '@grafana/data';
import { config } from '@grafana/runtime';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { wantedAnnotation } from '../../domain/runAnnotation';
import { UserError } from '../../shared/errors';
import { testIds } from '../../shared/testIds';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { aRun, NOW } from '../../experiment/testing/samples';
import { annotations, header, onCharted, showRun } from './testing/showRun';

// Its own tests look into it.
jest.mock('../../experiment/RunForm', () => ({ RunForm: () => <p>The form</p> }));

describe('the summary', () => {
  it('says what the run is and where it is', async () => {
    showRun(new MemoryTekton([aRun({ timeouts: { pipeline: '12h' } })]));
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
  });

  it('says why a run failed, with Tekton’s words as text', async () => {
    const message = '[User error] <img src=x onerror=alert(1)> a/b';
    showRun(new MemoryTekton([aRun({ phase: 'failed', reason: 'ParameterMissing', message })]));
    const text = (await header()).textContent;
    expect(text).toContain('did not give a param that the Pipeline requires');
    expect(text).toContain('error in the request');
    expect(text).toContain('Tekton says: <img src=x onerror=alert(1)> a/b');
    expect(document.querySelector('img')).toBeNull();
  });

  it('follows the cluster', async () => {
    const api = new MemoryTekton([aRun()]);
    showRun(api, { initial: { tab: 'charts' } });
    await header();
    act(() => api.set([aRun({ resourceVersion: '2', phase: 'succeeded', reason: 'Succeeded', finishedAt: NOW })]));
    await waitFor(async () => expect(await header()).toHaveTextContent('Succeeded'));
    expect(onCharted).toHaveBeenLastCalledWith(
      expect.objectContaining({ span: { startedAt: NOW - 590_000, finishedAt: NOW } })
    );
  });

  it('lets a Viewer read why there are no buttons', async () => {
    config.bootData.user.orgRole = OrgRole.Viewer;
    showRun(new MemoryTekton([aRun()]));
    expect(await header()).toHaveTextContent(/You are a Viewer/);
    expect(screen.queryByText('Rerun')).toBeNull();
  });

  it('cancels', async () => {
    const api = new MemoryTekton([aRun()]);
    showRun(api);
    await header();
    await userEvent.click(screen.getByText('Cancel…'));
    await userEvent.click(await screen.findByTestId(testIds.cancel.confirm));
    await waitFor(async () => expect(await header()).toHaveTextContent('Stopping'));
    expect(api.cancelled[0]?.ref.uid).toBe('uid-stair-wva-abcde');
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
  showRun(new MemoryTekton([run]), { initial: { tab: 'params' } });
  const params = await screen.findByRole('table', { name: 'Parameters' });
  expect(params).toHaveTextContent(
    /load-steps.*first.*delay: 0.*second.*scaled-objectempty.*http:\/\/<b>gateway<\/b>\/v1/
  );
  expect(screen.getByRole('table', { name: 'Results' })).toHaveTextContent('summaryp991.2');
});

it('shows the manifest as YAML', async () => {
  showRun(new MemoryTekton([aRun()]), { initial: { tab: 'yaml' } });
  expect(await screen.findByLabelText('Manifest of this run')).toHaveTextContent(
    'apiVersion: tekton.dev/v1 kind: PipelineRun'
  );
});

it('goes to the charts', async () => {
  showRun(new MemoryTekton([aRun()]));
  await header();
  await userEvent.click(screen.getByText('Charts'));
  expect(screen.getByText('The charts')).toBeInTheDocument();
  expect(onCharted).toHaveBeenLastCalledWith({
    namespace: 'experiment-01',
    variant: 'decode',
    mode: 'wva',
    span: { startedAt: NOW - 590_000 },
  });
});

describe('a run that is not there', () => {
  it('tells what the annotation knows', async () => {
    const run = aRun({ phase: 'succeeded', finishedAt: NOW, replicas: '4' });
    annotations.push({ id: 1, ...wantedAnnotation(run, { run: () => '/run' }, NOW) });
    showRun(new MemoryTekton([]));
    const page = await screen.findByText(/It was pruned or deleted/);
    expect(page).toBeInTheDocument();
    for (const part of ['Succeeded', 'stair', 'decode', 'ada', '4', '1h 00m']) {
      expect(screen.getAllByText(part).length).toBeGreaterThan(0);
    }
    expect(onCharted).toHaveBeenCalledWith({
      namespace: 'experiment-01',
      variant: 'decode',
      mode: 'wva',
      span: { startedAt: NOW - 590_000, finishedAt: NOW },
    });
  });

  it('says so when nothing tells of it', async () => {
    showRun(new MemoryTekton([]), { name: '..%2f<script>' });
    expect(await screen.findByText(/never there/)).toBeInTheDocument();
    expect(screen.getByText('experiment-01/..%2f<script>')).toBeInTheDocument();
  });

  it('keeps what was known when it vanishes under the reader’s eyes', async () => {
    const api = new MemoryTekton([aRun({ phase: 'succeeded' })]);
    showRun(api);
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
  showRun(api);
  await header();
  act(() => api.set([aRun({ uid: 'another', startedBy: 'bob' })]));
  expect(await screen.findByText('This is another run of the same name')).toBeInTheDocument();
  expect(await header()).toHaveTextContent('bob');
});

it('keeps the run when it cannot be read anew, and says what failed', async () => {
  const api = new MemoryTekton([aRun()]);
  showRun(api);
  await header();
  api.failure = new UserError({ title: 'No answer', message: 'timeout', nextStep: 'Wait.', transient: true });
  act(() => api.set([aRun({ resourceVersion: '9' })]));
  expect(await screen.findByTestId(testIds.errorNotice)).toHaveTextContent(/No answer.*timeout/);
  expect(await header()).toHaveTextContent('Running');
});

it('says what failed when there is nothing to show', async () => {
  const api = new MemoryTekton([aRun()]);
  api.failure = new UserError({ title: 'Forbidden', message: 'get', nextStep: 'Ask.', status: 403 });
  showRun(api);
  expect(await screen.findByTestId(testIds.errorNotice)).toHaveTextContent('Forbidden');
  api.failure = undefined;
  await userEvent.click(screen.getByText('Try again'));
  expect(await header()).toBeInTheDocument();
});
